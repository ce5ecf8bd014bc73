"""Search as you type, against the same statements and nothing else, in a register of 20,000 organisations."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bench import data, register
from partnerships.models import Organisation, Partnership
from portal.accounts.models import User
from portal.core.forms.picker import kind_named, matches
from portal.site.domain.synthetic.register import generate_register

AGREEMENTS = 5_000  # and with them 20,000 organisations and 2,000 partnerships
MOST_TIMES_BARE = 3.0
ROUNDS = 20
# What somebody has typed so far: two letters, a word, two words in any order, a former name, a slip, a word too many.
TYPED = {
    "organisations": ("mu", "museum", "skara tea", "teater skara", "gamla museum", "musuem i skra", "xyzzy"),
    "partnerships": ("bo", "borås", "borås 1"),
}


def run() -> bool:
    """Print every figure; returns whether all answers are within their bound."""
    register.forget()
    generate_register(AGREEMENTS, articles=0, seed=3, tell=lambda *said: None, authority=data.AUTHORITY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counts = (
        f"{Organisation.objects.count():,} organisations and {Partnership.objects.count():,} partnerships"
    )
    print(f"\nSearch as you type among {counts} (wall clock of one process,")
    print(f"medians; bound: {MOST_TIMES_BARE} times the same statements on a bare cursor)\n")
    user = User.objects.get(email=data.OFFICER)
    client = Client()
    client.force_login(user)
    print(f"{'typed':40}{'answer ms':>10}{'bare ms':>9}{'× bare':>8}")
    outcomes = [_measured(client, user, kind, words) for kind, typed in TYPED.items() for words in typed]
    register.forget()
    return all(outcomes)


def _measured(client: Client, user: Any, kind: str, words: str) -> bool:
    picked = kind_named(kind)
    if picked is None:
        raise RuntimeError(f"Nothing is picked under the name {kind}.")
    address = f"/office/options/{kind}/"
    # In the language that the answer speaks: the order of names is another statement in another language.
    with translation.override(user.language), CaptureQueriesContext(connection) as seen:
        matches(picked.rows(user), words)
    statements = [query["sql"] for query in seen.captured_queries]
    answer, bare = _turns(partial(client.get, address, {"q": words}), partial(_bare, statements))
    times = answer / bare
    within = times <= MOST_TIMES_BARE
    told = "" if within else "  over its bound"
    print(f"{kind + ': ' + words:40}{answer:10.2f}{bare:9.2f}{times:8.2f}{told}")
    return within


def _bare(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _turns(*calls: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each call, the calls taking turns."""
    times: list[list[float]] = [[] for _call in calls]
    for turn in range(ROUNDS + 3):
        for call, measured in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if turn >= 3:
                measured.append((time.perf_counter() - start) * 1000)
    return [statistics.median(measured) for measured in times]
