"""The officer's list of applications: queries, cost against a bare view, and cost against size."""

from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import data
from bench.measuring import cpu_of
from portal.accounts.models import User

SMALL, LARGE = 1_000, 100_000
MOST_QUERIES = 12
MOST_TIMES_BARE = 3.0
MOST_TIMES_SMALL = 1.5
PAGES = {
    "first page": "",
    "one status": "status=submitted",
    "waits to be screened": "waits=screening",
    "one year": "year=2015",  # that of the first call, so that the small list fills a page too
    "by amount": "sort=-requested",
    "by applicant": "sort=applicant",
    "third page, one status, by amount": "status=rejected&sort=-requested&page=3",
    "a rare word": "q=Łucja",
}
ADDRESS, BARE = "/office/applications/", "/bench/bare/"
# Costs the same however many cases there are. Small and large are measured minutes apart, and a machine that has become
# slower or quicker meanwhile shows here.
STEADY = "/accessibility/"


def run() -> bool:
    """Print every figure; returns whether all are within their bounds."""
    data.forget_cases()
    print(f"The officer's list of applications (CPU of one process, medians; bounds: {MOST_QUERIES} queries,")
    print(
        f"{MOST_TIMES_BARE} times a bare view with the same SQL and rows, {MOST_TIMES_SMALL} times its cost when small)\n"
    )
    client = Client()
    client.force_login(User.objects.get(email=data.OFFICER))
    data.grow_to(SMALL)
    for query in PAGES.values():
        _queries(client, query)  # fails where a page has nothing to measure
    small = {name: _costs(client, query) for name, query in PAGES.items()}
    data.grow_to(LARGE)
    fine = True
    print(f"\n{'page':36}{'queries':>8}{'ms':>8}{'bare ms':>9}{'× bare':>8}{f'× at {SMALL}':>10}")
    for name, query in PAGES.items():
        queries = _queries(client, query)
        page, bare_view, steady = _costs(client, query)
        page_when_small, _bare, steady_then = small[name]
        against_bare = page / bare_view
        against_small = (page / steady) / (page_when_small / steady_then)
        within = (
            queries <= MOST_QUERIES and against_bare <= MOST_TIMES_BARE and against_small <= MOST_TIMES_SMALL
        )
        fine = fine and within
        print(
            f"{name:36}{queries:8}{page:8.1f}{bare_view:9.1f}{against_bare:8.2f}{against_small:10.2f}"
            f"  {'' if within else 'over its bound'}"
        )
    return fine


def _queries(client: Client, query: str) -> int:
    client.get(f"{ADDRESS}?{query}")
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(f"{ADDRESS}?{query}")
    if answer.status_code != 200 or b'scope="row"' not in answer.content:
        raise RuntimeError(f"{ADDRESS}?{query} answered {answer.status_code}, or without a row to measure.")
    return len(seen)


def _costs(client: Client, query: str) -> tuple[float, float, float]:
    """Return what the page, the bare view and the steady page cost, taking turns."""
    costs = cpu_of(
        {
            "page": partial(client.get, f"{ADDRESS}?{query}"),
            "bare": partial(client.get, f"{BARE}?{query}"),
            "steady": partial(client.get, STEADY),
        }
    )
    return costs["page"], costs["bare"], costs["steady"]
