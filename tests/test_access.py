"""Every route has an audience and a rule, and each address is asked as each kind of person (architecture.md, rule 4).

A new route needs nothing here as long as its name and arguments follow the house's names; see `tests/samples`.
"""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.enums import Role
from portal.core.access import Audience
from tests import samples
from tests.clients import StrictClient
from tests.routes import Route, walk
from tests.samples import World

# Addresses of libraries that say nothing about access when they are asked out of turn.
MID_WAY = {
    "account_confirm_login_code": "without a code that was sent, one begins to sign in",
    "mfa_authenticate": "without a first step, one begins to sign in",
    "mfa_login_webauthn": "without a passkey, one begins to sign in",
    "mfa_deactivate_totp": "without an app there is none to take away",
    "mfa_view_recovery_codes": "without a second step there are no codes",
    "mfa_download_recovery_codes": "without a second step there are no codes",
    "socialaccount_signup": "without an answer of the organisation, one begins to sign in",
    "admin:autocomplete": "answers only for a field that it is told",
    "admin:logout": "signs out whoever asks",
}
ROUTES = walk()
OURS = [route for route in ROUTES if not route.is_foreign]
# Asked too, where no argument is needed; what a library does with its arguments is the library's own test.
ASKED = OURS + [
    route
    for route in ROUTES
    if route.is_foreign and route.name and not route.arguments and route.name not in MID_WAY
    # Records that are only shown there have nothing to add; the list beside it is asked.
    if not (route.name.startswith("admin:") and route.name.endswith("_add"))
]

# Pages about one authority's record that people of another authority may open, and why.
OPEN_ELSEWHERE: dict[str, str] = {
    "exchanges:officer:event_detail": "events are public; only their own authority sees the edits",
    "exchanges:officer:exchange_detail": "exchanges are public; only their own authority sees the edits",
    "partnerships:officer:framework_history": "what is public may be followed by all who work for an authority",
    "partnerships:officer:partnership_history": "what is public may be followed by all who work for an authority",
    "partnerships:officer:element_thread": "frameworks are public; drafts are told to their own authority only",
    "partnerships:officer:framework_crosswalk": "frameworks are public; only their own authority sees the edits",
    "partnerships:officer:framework_thread": "frameworks are public; drafts are told to their own authority only",
    "partnerships:officer:framework_detail": "frameworks are public; only their own authority sees the edits",
    "partnerships:officer:partnership_detail": "partnerships are public; only their own authority sees the edits",
}
# Pages of a signed-in person about a record of somebody else that others may open, and why.
OPEN_TO_OTHERS: dict[str, str] = {}
# Tables that a GET may write to, and why.
MAY_BE_WRITTEN: dict[str, str] = {
    "django_session": "a session is written when it begins and when it is prolonged",
}
WRITES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Make the two authorities once for all addresses: making them anew for each would take minutes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(world: World) -> dict[str, str | Exception]:
    """Return each asked address, or why there is none; made before any test, whose end would take records away."""
    found: dict[str, str | Exception] = {}
    for route in ASKED:
        try:
            with transaction.atomic():
                arguments = samples.arguments(world, route.name, route.arguments)
                found[route.name] = reverse(route.name, kwargs=arguments)
        except Exception as problem:
            world.forget_unsaved()
            found[route.name] = problem
    return found


@pytest.fixture
def url(addresses: dict[str, str | Exception], route: Route) -> str:
    """Return the route's address, filled with a sample."""
    address = addresses[route.name]
    if isinstance(address, Exception):
        raise address
    return address


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, StrictClient]:
    """Return one browser for each kind of person, signed in."""
    found = {}
    for kind, person in world.people.items():
        found[kind] = StrictClient()
        if person is not None:
            found[kind].force_login(person)
    return found


def send_empty_form(browser: StrictClient, url: str) -> Any:
    """Send an empty form where only forms may be sent, and leave no trace of it."""
    cookies = SimpleCookie(browser.cookies.output(header="", sep=";"))
    with transaction.atomic():
        answer = browser.post(url)
        transaction.set_rollback(True)
    browser.cookies = cookies  # the form may have signed the person out
    return answer


def is_sent_to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and response["Location"].startswith(
        (reverse("account_login"), reverse("admin:login"))
    )


def is_refused(response: Any) -> bool:
    return is_sent_to_sign_in(response) or response.status_code in {403, 404}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name or route.pattern)
def test_route_declares_its_audience_and_rule(route: Route) -> None:
    access = route.access

    assert access is not None, "decorate the view with one of portal.core.access"
    assert access.rule
    assert access.audience != Audience.OFFICE or access.roles


@pytest.mark.parametrize("route", OURS, ids=lambda route: route.name or route.pattern)
def test_route_has_a_name(route: Route) -> None:
    assert route.name.split(":")[-1]


@pytest.mark.django_db
@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.name)
def test_route_opens_to_those_it_declares_only_and_reading_it_writes_nothing(
    route: Route, url: str, world: World, browsers: dict[str, StrictClient]
) -> None:
    expected = {kind: must_refuse(route, kind, world) for kind in browsers}

    with CaptureQueriesContext(connection) as queries:
        answers = {kind: browser.get(url) for kind, browser in browsers.items()}
    for kind, answer in answers.items():
        if answer.status_code == 405:
            answers[kind] = send_empty_form(browsers[kind], url)
        if answers[kind].streaming:
            answers[kind].getvalue()  # a download holds its file open until it has been read

    said = {kind: f"{answer.status_code} {answer.get('Location', '')}" for kind, answer in answers.items()}
    assert {kind: is_refused(answer) for kind, answer in answers.items()} == expected, f"{url} said {said}"
    assert 500 not in {answer.status_code for answer in answers.values()}, f"{url} said {said}"
    assert written_tables(queries) == set(), f"asking {url} wrote"


def must_refuse(route: Route, kind: str, world: World) -> bool:
    """Tell whether the portal has to refuse this kind of person, by what the route declares and the sample is."""
    access = route.access
    assert access is not None
    record = samples.subject(world, route.name) if route.arguments and not route.is_foreign else None
    match access.audience:
        case Audience.PUBLIC | Audience.MACHINE:
            return False
        case Audience.APPLICANT:
            is_foreign = (
                samples.is_personal(record) and kind != "applicant" and route.name not in OPEN_TO_OTHERS
            )
            return kind == "visitor" or is_foreign
        case Audience.OFFICE if kind == "officer elsewhere":
            is_foreign = samples.belongs_to(record) is not None and route.name not in OPEN_ELSEWHERE
            return Role.OFFICER not in access.roles or is_foreign
        case Audience.OFFICE:
            return kind not in access.roles
        case Audience.SUPERUSER:
            return kind != "superuser"


def written_tables(queries: CaptureQueriesContext) -> set[str]:
    """Return the tables that were written to and should not have been."""
    found = {table for query in queries for table in WRITES.findall(query["sql"])}
    return found - MAY_BE_WRITTEN.keys()
