"""``make bench``: run every benchmark on servers and data of its own, and print its ratios.

``python -m bench ranking letters`` runs these alone.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the benchmarks' own database and run them, or those named; returns 0 when all are within their bounds."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEMO": "1",
        "PORTAL_DATA": str(ROOT / ".data" / "bench"),
    }
    import django

    django.setup()
    from bench import (
        applying,
        case_list,
        comparison,
        data,
        imports,
        letters,
        many_cases,
        payment_file,
        ranking,
        register,
        rush,
        search,
    )

    benchmarks = [
        case_list,
        comparison,
        register,
        search,
        imports,
        applying,
        rush,
        letters,
        ranking,
        payment_file,
        many_cases,
    ]
    named = {one.__name__.removeprefix("bench."): one for one in benchmarks}
    if unknown := [name for name in sys.argv[1:] if name not in named]:
        sys.exit(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(named)}.")
    data.prepare()
    # All of them, also after one that is over its bound.
    outcomes = [named[name].run() for name in sys.argv[1:] or named]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
