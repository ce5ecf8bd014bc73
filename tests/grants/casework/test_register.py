"""The register of a case: numbered without gaps, entered once where an act has a key, never changed."""

import pytest
from django.db import connection
from django.db.utils import InternalError, ProgrammingError

from grants.domain import register
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, RegisterEntry
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    """A case that was handed in."""
    return ApplicationFactory(submitted=True)  # type: ignore[return-value]


def enter(case: Application, subject: str, key: str = "") -> RegisterEntry:
    kind, direction = RegisterKind.NOTE, RegisterDirection.DRAWN_UP
    return register.enter(case, kind=kind, direction=direction, subject=subject, key=key)


def test_enter_numbers_the_entries_of_each_case(case: Application) -> None:
    before = RegisterEntry.objects.filter(application=case).count()
    other = ApplicationFactory(submitted=True)
    elsewhere = RegisterEntry.objects.filter(application=other).count()

    numbers = [enter(one, "An act").number for one in (case, case, other)]

    assert numbers == [before + 1, before + 2, elsewhere + 1]


def test_enter_with_a_known_key_returns_the_known_entry(case: Application) -> None:
    first = enter(case, "A reminder", key="2026-01")

    assert enter(case, "The same again", key="2026-01") == first
    assert enter(case, "Another one", key="2026-02").number == first.number + 1


def test_enter_cuts_what_is_too_long_for_a_subject(case: Application) -> None:
    entry = enter(case, "x" * 400)

    assert entry.subject == "x" * 299 + "…"


@pytest.mark.parametrize(
    "statement", ["UPDATE grants_registerentry SET subject = 'y'", "DELETE FROM grants_registerentry"]
)
def test_an_entry_is_never_changed(case: Application, statement: str) -> None:
    enter(case, "An act")

    with (
        pytest.raises((InternalError, ProgrammingError), match="Cannot update or delete"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_enter_outside_a_transaction_is_refused(case: Application) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        enter(case, "An act")
