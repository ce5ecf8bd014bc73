"""``make bench``: run every benchmark on servers and data of its own, and print its ratios."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the benchmarks' own database and run them; returns 0 when every ratio is within its bound."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEMO": "1",
        "PORTAL_DATA": str(ROOT / ".data" / "bench"),
    }
    import django

    django.setup()
    from bench import applying, case_list, comparison, data, imports, letters, register, rush, search

    data.prepare()
    benchmarks = [
        case_list,
        comparison,
        register,
        search,
        imports,
        applying,
        rush,
        letters,
    ]
    # All of them, also after one that is over its bound.
    outcomes = [benchmark.run() for benchmark in benchmarks]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
