"""The register of a case: numbered without gaps, entered once where an act has a key, never changed."""

import pytest
from django.db import connection
from django.db.utils import InternalError, ProgrammingError
from django.test.utils import CaptureQueriesContext

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


def enter_all(entries: list[register.Entry]) -> None:
    kind, direction = RegisterKind.NOTE, RegisterDirection.DRAWN_UP
    register.enter_all(entries, kind=kind, direction=direction, by=None, counterpart="The bank")


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


def test_enter_all_numbers_several_entries_of_a_case_and_enters_a_known_key_once(case: Application) -> None:
    other = ApplicationFactory(submitted=True)
    case.ground = "OSL 23:1"
    case.save(update_fields=["ground"])
    known = enter(case, "Part 1", key="part-1")
    before = known.number
    entries = [
        register.Entry(case.pk, "Part 1 again", key="part-1"),
        register.Entry(case.pk, "Part 2", key="part-2"),
        register.Entry(other.pk, "x" * 400, key="part-1"),
        register.Entry(case.pk, "Part 2 again", key="part-2"),
        register.Entry(case.pk, "Without a key", key=""),
        register.Entry(case.pk, "Without a key", key=""),
    ]

    with CaptureQueriesContext(connection) as for_six:
        enter_all(entries)
    with CaptureQueriesContext(connection) as for_one:
        enter_all([register.Entry(other.pk, "Part 3", key="part-3")])

    found = RegisterEntry.objects.filter(application=case, number__gte=before).order_by("number")
    assert [(one.number - before, one.subject, one.ground) for one in found] == [
        (0, "Part 1", "OSL 23:1"),
        (1, "Part 2", "OSL 23:1"),
        (2, "Without a key", "OSL 23:1"),
        (3, "Without a key", "OSL 23:1"),
    ]
    elsewhere = RegisterEntry.objects.get(application=other, key="part-1")
    assert (elsewhere.subject, elsewhere.counterpart) == ("x" * 299 + "…", "The bank")
    assert len(for_six) == len(for_one)


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
