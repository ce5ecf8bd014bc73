"""The officer's list by saved filters, on any page: as many queries and nearly the same wait at a million cases."""

import time
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import data
from bench.measuring import wait_of
from grants.models import Application, SavedList
from grants.views.officer.casework.lists import address_of
from portal.accounts.models import User

SMALL, LARGE = 10_000, 1_000_000
MOST_TIMES_SMALL = 1.5
ROUNDS = 20
OWN = 200  # cases that the officer handles, at either size
# What an officer keeps under a name, and which page of it is asked for.
FILTERS = {
    "all": "",
    "all, page 100": "page=100",
    "new ones": "status=submitted",
    "approved, page 40": "status=approved&page=40",
    "a year": "year=2017",
    "a year, page 9": "year=2017&page=9",
    "one call": "call={call}",
    "one call, one status": "call={call}&status=eligible",
    "waits for screening": "waits=screening",
    "has waited long, page 3": "waits=long&page=3",
    "mine": "officer=mine",
    "nobody's": "officer=nobody",
    "nobody's, approved, page 3": "officer=nobody&status=approved&page=3",
    "large amounts": "amount_from=450000",
    "an amount between": "amount_from=200000&amount_to=202000",
    "large amounts, by amount": "amount_from=450000&sort=-requested",
    "by applicant, page 50": "sort=applicant&page=50",
    "a word": "q=museum",
    "a rare word": "q=Łucja",
    "a word, one status, by amount": "q=museum&status=approved&sort=-requested",
}
STEADY = "/accessibility/"


@dataclass(frozen=True)
class Cost:
    """What a page asks of the database, how long it takes in milliseconds, and a page that depends on no case beside it."""

    queries: int
    wait: float
    steady: float


def run(large: int = LARGE) -> bool:
    """Print every figure; returns whether all pages keep their queries and stay within their bound."""
    print(
        f"\nThe officer's list by saved filters at {large:,} cases against {SMALL:,} (wall clock, the database"
    )
    print(f"included, medians; bounds: as many queries, {MOST_TIMES_SMALL} times the wait)\n")
    data.forget_cases()
    small = _measured(SMALL)
    large_costs = _measured(large)
    print(f"\n{'saved filter':34}{'queries':>8}{'before':>8}{'ms':>9}{'before':>9}{f'× at {SMALL:,}':>12}")
    fine = True
    for name, now in large_costs.items():
        before = small[name]
        times = (now.wait / now.steady) / (before.wait / before.steady)
        within = now.queries <= before.queries and times <= MOST_TIMES_SMALL
        fine = fine and within
        told = "" if within else "  over its bound"
        print(
            f"{name:34}{now.queries:8}{before.queries:8}{now.wait:9.1f}{before.wait:9.1f}{times:12.2f}{told}"
        )
    return fine


def _measured(count: int) -> dict[str, Cost]:
    """Grow to so many cases, and return what each saved filter costs then."""
    started = time.monotonic()
    there = data.grow_to(count)
    officer = User.objects.get(email=data.OFFICER)
    _give(officer.pk)
    print(f"{there:,} cases after {time.monotonic() - started:.0f} s", flush=True)
    # The same at both sizes.
    call = Application.objects.earliest("pk").call_id
    client = Client()
    client.force_login(officer)
    SavedList.objects.filter(owner=officer).delete()
    costs = {}
    for name, query in FILTERS.items():
        saved = SavedList.objects.create(owner=officer, name=name, query=query.format(call=call))
        address = address_of(saved)
        waits = wait_of(
            {"page": partial(client.get, address), "steady": partial(client.get, STEADY)}, runs=ROUNDS
        )
        costs[name] = Cost(_queries(client, address), waits["page"], waits["steady"])
    return costs


def _give(officer: int) -> None:
    """Let the officer handle some of the cases, as many at any size; nothing else of them changes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE grants_application SET officer_id = NULL WHERE officer_id IS NOT NULL")
        cursor.execute(
            "UPDATE grants_application SET officer_id = %s WHERE id IN "
            "(SELECT id FROM grants_application WHERE submitted_at IS NOT NULL ORDER BY md5(id::text) LIMIT %s)",
            [officer, OWN],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE grants_application")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    if answer.status_code != 200 or b'scope="row"' not in answer.content:
        raise RuntimeError(f"{address} answered {answer.status_code}, or without a row to measure.")
    return len(seen)
