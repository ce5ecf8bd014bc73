"""Search as you type, against the same statements and nothing else, in a register of 20,000 organisations.

The statements are all that the answer asks the database: who asks (session, person, roles: a search of an office is
answered to nobody else) and what is found. What finding alone takes is printed beside it, and so is an answer that
finds nothing because nothing was typed: what every answer costs before it searches.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import data, register
from partnerships.models import Organisation, Partnership
from portal.accounts.models import User
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
    client = Client()
    client.force_login(User.objects.get(email=data.OFFICER))
    print(f"{'typed':34}{'answer ms':>10}{'bare ms':>9}{'× bare':>8}{'finding alone ms':>18}")
    outcomes = [_measured(client, kind, words) for kind, typed in TYPED.items() for words in typed]
    (nothing,) = _turns(partial(client.get, _address("partnerships"), {"q": ""}))
    print(f"{'(an answer to nothing typed)':34}{nothing:10.2f}")
    register.forget()
    return all(outcomes)


def _address(kind: str) -> str:
    return f"/office/options/{kind}/"


def _measured(client: Client, kind: str, words: str) -> bool:
    ask = partial(client.get, _address(kind), {"q": words})
    everything = _statements(ask)
    who_asks = _statements(partial(client.get, _address(kind), {"q": ""}))
    finding = everything[len(who_asks) :]
    if not who_asks or not finding:
        raise RuntimeError(f"{kind}: {words} asked the database nothing.")
    answer, bare, alone = _turns(ask, partial(_bare, everything), partial(_bare, finding))
    times = answer / bare
    within = times <= MOST_TIMES_BARE
    told = "" if within else "  over its bound"
    print(f"{kind + ': ' + words:34}{answer:10.2f}{bare:9.2f}{times:8.2f}{alone:18.2f}{told}")
    return within


def _statements(ask: Callable[[], Any]) -> list[str]:
    """Return what an answer asks the database."""
    with CaptureQueriesContext(connection) as seen:
        if ask().status_code != 200:
            raise RuntimeError("This was not answered.")
    return [query["sql"] for query in seen.captured_queries]


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
