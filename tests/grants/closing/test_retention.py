"""Retention on a moved clock: what falls due and why, holds, destruction by two people, and what is left."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from grants.case_tables import case_tables
from grants.domain.retention import classes, destructions, holds
from grants.domain.retention.due import dry_run, due_day
from grants.enums.closing import RetainedKind, RetentionAction, RetentionTrigger
from grants.models import (
    Application,
    Award,
    CaseEntry,
    CaseParty,
    Decision,
    Destruction,
    DestructionItem,
    Payment,
    RegisterEntry,
    Report,
    RetentionClass,
    Score,
    Submission,
)
from portal.accounts.domain import leaving
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document, Message
from portal.core.registry import chapter_builders
from tests.factories.casework import CasePartyFactory
from tests.factories.closing import (
    EMAIL,
    NAME,
    SURNAME,
    RetentionClassFactory,
    RetentionRuleFactory,
    officer_of_case,
    whole_case,
)
from tests.factories.grants import CallFactory
from tests.grants.closing.working import carried_out, made

pytestmark = pytest.mark.django_db
LATER = timedelta(days=11 * 366)


@pytest.fixture
def case() -> Application:
    """A closed case in which everything happened."""
    return whole_case()


@pytest.fixture
def kept(case: Application) -> RetentionClass:
    """The class to which the case belongs: anonymised ten years after the decision."""
    return RetentionRuleFactory(retention_class__authority=case.authority).retention_class  # type: ignore[no-any-return]


@pytest.fixture
def later(case: Application, kept: RetentionClass) -> Iterator[date]:
    """Eleven years on."""
    with time_machine.travel(timezone.now() + LATER):
        yield timezone.localdate()


def proposed(case: Application, on: date) -> Destruction:
    return destructions.propose(case.authority, on=on, by=officer_of_case(case))


def confirmed_by_another(destruction: Destruction, case: Application) -> Destruction:
    return destructions.confirm(destruction, by=officer_of_case(case, Role.ADMINISTRATOR))


def ended(case: Application, on: date) -> Destruction:
    return carried_out(confirmed_by_another(proposed(case, on), case))


def statistics(case: Application) -> list[Any]:
    year = case.submitted_at.year
    return [builder(case.authority, year) for builder in chapter_builders()]


def found_in_database(*words: str) -> list[str]:
    """Return the tables and columns in which one of the words still stands; each table is read once."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position) "
            "FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' "
            "AND c.data_type IN ('text', 'character varying', 'jsonb', 'ARRAY', 'USER-DEFINED') "
            "GROUP BY c.table_name"
        )
        for table, columns in cursor.fetchall():
            asked = [(column, word) for column in columns for word in words]
            counts = ", ".join(
                f'count(*) FILTER (WHERE "{column}"::text ILIKE %s)' for column, _word in asked
            )
            cursor.execute(f'SELECT {counts} FROM "{table}"', [f"%{word}%" for _column, word in asked])  # noqa: S608
            found += [
                f"{table}.{column}"
                for (column, _), count in zip(asked, cursor.fetchone(), strict=True)
                if count
            ]
    return found


# --- What falls due ----------------------------------------------------------------------------------


def test_a_dry_run_says_what_falls_due_and_why(case: Application, kept: RetentionClass) -> None:
    decided = timezone.localdate(case.decision.decided_at)
    first = due_day(decided, kept)
    assert first is not None

    before, on = dry_run(case.authority, first - timedelta(days=1)), dry_run(case.authority, first)

    assert (before.due, [(one.due, one.later) for one in before.counts]) == ([], [(0, 1)])
    [due] = on.due
    assert (due.record.key, due.record.pk, due.retention_class, due.due_on) == (
        "application",
        case.pk,
        kept,
        first,
    )
    assert [(one.due, one.held, one.later) for one in on.counts] == [(1, 0, 0)]


def test_a_case_without_a_class_is_kept(case: Application) -> None:
    assert dry_run(case.authority, date(2199, 1, 1)).unclassed == 1


def test_what_is_kept_for_ever_never_falls_due(case: Application) -> None:
    RetentionRuleFactory(
        retention_class__authority=case.authority,
        retention_class__action=RetentionAction.KEEP,
        retention_class__years=None,
    )

    found = dry_run(case.authority, date(2199, 1, 1))

    assert (found.due, [one.later for one in found.counts]) == ([], [1])


def test_the_rule_of_the_call_goes_before_the_rule_of_all(case: Application, kept: RetentionClass) -> None:
    own = RetentionClassFactory(authority=case.authority, years=1)
    RetentionRuleFactory(retention_class=own, call=case.call)

    [due] = dry_run(case.authority, date(2199, 1, 1)).due

    assert due.retention_class == own


@pytest.mark.parametrize("trigger", RetentionTrigger.values)
def test_every_trigger_counts_from_its_own_day(case: Application, trigger: str) -> None:
    RetentionRuleFactory(
        retention_class__authority=case.authority, retention_class__trigger=trigger, retention_class__years=0
    )
    days = {
        RetentionTrigger.DECISION: timezone.localdate(case.decision.decided_at),
        RetentionTrigger.REJECTION: timezone.localdate(case.decision.decided_at),
        RetentionTrigger.CLOSING: timezone.localdate(case.closing.closed_at),
        RetentionTrigger.LAST_PAYMENT: case.decision.award.payments.get().paid_on,
        # Nothing was agreed by days: counted from the closing.
        RetentionTrigger.AGREEMENT_END: timezone.localdate(case.closing.closed_at),
    }

    [due] = dry_run(case.authority, date(2199, 1, 1)).due

    assert due.counted_from == days[RetentionTrigger(trigger)]


def test_a_leap_day_is_never_a_day_too_early() -> None:
    kept = RetentionClass(years=1, action=RetentionAction.DESTROY)

    assert due_day(date(2028, 2, 29), kept) == date(2029, 3, 1)


# --- Classes -------------------------------------------------------------------------------------------


def test_classes_are_kept_by_administrators_with_a_ground(case: Application) -> None:
    values = {
        "authority": case.authority,
        "code": "1",
        "name": "All",
        "ground": "Archives Act",
        "trigger": "closing",
        "years": 5,
        "action": "destroy",
    }
    administrator = officer_of_case(case, Role.ADMINISTRATOR)

    made_class = classes.add(values, by=administrator)

    assert made_class.pgh_event_model.objects.filter(pgh_obj=made_class).count() == 1
    with pytest.raises(NotAllowed):
        classes.add({**values, "code": "2"}, by=officer_of_case(case))
    for wrong, field in (({"code": "3", "ground": ""}, "ground"), ({"code": "4", "years": None}, "years")):
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            classes.add({**values, **wrong}, by=administrator)
        assert field in refused.value.message_dict


def test_two_classes_do_not_hold_for_the_same_cases_on_the_same_day(
    case: Application, kept: RetentionClass
) -> None:
    other = RetentionClassFactory(authority=case.authority)
    administrator = officer_of_case(case, Role.ADMINISTRATOR)
    values = {"kind": RetainedKind.GRANTED, "call": None, "valid_from": date(2024, 1, 1), "valid_until": None}

    with pytest.raises(ValidationError, match="Another class holds for these cases"):
        classes.assign(other, values, by=administrator)
    rule = kept.rules.get()
    classes.reassign(rule, {"valid_until": date(2023, 12, 31)}, version=rule.version, by=administrator)

    assert classes.assign(other, values, by=administrator).retention_class == other
    with pytest.raises(ValidationError) as refused:
        classes.assign(other, {**values, "call": CallFactory()}, by=administrator)
    assert "call" in refused.value.message_dict


# --- Holds ---------------------------------------------------------------------------------------------


def test_a_hold_stops_the_destruction_until_it_ends(case: Application, later: date) -> None:
    officer = officer_of_case(case)
    hold = holds.place(case, ground="A lawsuit", until=later + timedelta(days=30), by=officer)
    assert holds.place(case, ground="A lawsuit", until=later + timedelta(days=30), by=officer) == hold

    held = dry_run(case.authority, later)

    assert (held.due, [one.record.pk for one in held.held]) == ([], [case.pk])
    with pytest.raises(DomainError, match="Nothing has fallen due"):
        proposed(case, later)
    assert len(dry_run(case.authority, later + timedelta(days=31)).due) == 1
    holds.lift(hold, reason="It is settled", by=officer)
    assert len(dry_run(case.authority, later).due) == 1
    subjects = RegisterEntry.objects.filter(application=case, kind="hold").values_list("subject", flat=True)
    assert list(subjects) == ["Gallringsstopp: A lawsuit", "Gallringsstopp hävt: It is settled"]


def test_a_hold_needs_a_ground_a_day_to_come_and_an_officer(case: Application) -> None:
    officer = officer_of_case(case)
    for wrong, field in (
        ({"ground": " ", "until": None}, "ground"),
        ({"ground": "A lawsuit", "until": timezone.localdate() - timedelta(days=1)}, "until"),
    ):
        with pytest.raises(DomainError) as refused:
            holds.place(case, **wrong, by=officer)
        assert field in refused.value.message_dict
    with pytest.raises(NotAllowed):
        holds.place(case, ground="A lawsuit", until=None, by=officer_of_case(case, Role.AUDITOR))


def test_a_hold_placed_after_the_confirmation_leaves_the_case_out(case: Application, later: date) -> None:
    destruction = confirmed_by_another(proposed(case, later), case)
    holds.place(case, ground="A lawsuit", until=None, by=officer_of_case(case))

    carried_out(destruction)

    assert destruction.counts[0]["held"] == 1
    assert CaseParty.objects.get(application=case).name == NAME


# --- Two people ------------------------------------------------------------------------------------------


def test_a_destruction_is_proposed_by_one_and_confirmed_by_another(case: Application, later: date) -> None:
    administrator = officer_of_case(case, Role.ADMINISTRATOR)
    destruction = destructions.propose(case.authority, on=later, by=administrator)

    with pytest.raises(NotAllowed, match="Somebody else than who proposed"):
        destructions.confirm(destruction, by=administrator)
    with pytest.raises(NotAllowed):
        destructions.confirm(destruction, by=officer_of_case(case))
    with pytest.raises(ValidationError, match="Another destruction waits"), transaction.atomic():
        proposed(case, later)
    with pytest.raises(IntegrityError, match="destruction_four_eyes"), transaction.atomic():
        Destruction.objects.update(
            status="confirmed", confirmed_by=administrator, confirmed_at=timezone.now()
        )
    destructions.withdraw(destruction, by=administrator)

    assert [move.to_status for move in destruction.moves.all()] == ["proposed", "withdrawn"]
    assert Submission.objects.get(application=case).content is not None


def test_nothing_is_proposed_before_its_day_or_by_others(case: Application, kept: RetentionClass) -> None:
    with pytest.raises(DomainError, match="yet to come"):
        proposed(case, timezone.localdate() + timedelta(days=1))
    with pytest.raises(DomainError, match="Nothing has fallen due"):
        proposed(case, timezone.localdate())
    with pytest.raises(NotAllowed):
        destructions.propose(case.authority, on=timezone.localdate(), by=officer_of_case(case, Role.AUDITOR))


# --- What is left ------------------------------------------------------------------------------------------


def test_anonymising_leaves_the_statistics_and_takes_everything_else(case: Application, later: date) -> None:
    made(case.packages.get())
    before = statistics(case)
    stored = list(Document.objects.values_list("file", flat=True))
    assert {"grants_application.title", "grants_applicationevent.title", "accounts_user.name"} <= set(
        found_in_database(SURNAME, EMAIL)
    )

    destruction = ended(case, later)

    assert found_in_database(SURNAME, "Vendela", EMAIL) == []
    assert statistics(case) == before
    left = Application.objects.get(pk=case.pk)
    assert (left.requested, left.status, left.submitted_at) == (
        case.requested,
        case.status,
        case.submitted_at,
    )
    assert (left.diary_number, left.applicant, left.title) == (case.diary_number, leaving.nobody(), "–")
    assert [name for name in stored if default_storage.exists(name)] == []
    assert Payment.objects.get(award__decision__application=case).paid_on is not None
    assert Score.objects.get(assessment__assignment__application=case).value == 4
    assert Report.objects.get(application=case).status == "approved"
    assert RegisterEntry.objects.filter(application=case).order_by("number").last().subject == (
        f"Avidentifierat genom gallring {destruction.pk}"
    )
    assert not User.objects.filter(email=EMAIL).exists()
    assert not Message.objects.exists()


def test_destroying_leaves_the_place_in_the_statistics_alone(case: Application, later: date) -> None:
    RetentionClass.objects.update(action=RetentionAction.DESTROY)
    before = statistics(case)

    ended(case, later)

    assert found_in_database(SURNAME, "Vendela", EMAIL) == []
    assert statistics(case) == before
    left = {table.model for table in case_tables() if table.rows(case).exists()}
    assert left == {Application, Decision, Award}


def test_the_certificate_counts_and_names_nobody(case: Application, later: date) -> None:
    files = Document.objects.count()

    destruction = ended(case, later)

    certificate = Document.objects.of(destruction).get(kind=DocumentKind.DESTRUCTION_CERTIFICATE)
    with certificate.file.open("rb") as file, pikepdf.open(file) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == "3A"
    [count] = destruction.counts
    assert (count["cases"], count["files"], count["held"]) == (1, files, 0)
    assert count["rows"] > 20
    assert len(DestructionItem.objects.get(destruction=destruction).digests) == files
    assert destruction.sha256
    assert NAME not in str(destruction.counts)


def test_carried_out_again_it_changes_nothing_and_a_stopped_one_goes_on(
    case: Application, later: date
) -> None:
    destruction = confirmed_by_another(proposed(case, later), case)
    with transaction.atomic():
        item = destructions._take_away(destruction.items.get(), destruction)
    assert all(default_storage.exists(name) for name in item.leftover)
    names = list(item.leftover)

    carried_out(destruction)
    rows = DestructionItem.objects.values_list("rows", "files", "finished_at").get()
    destructions.carry_out(destruction.pk, lambda *_: None)  # type: ignore[arg-type]

    assert not any(default_storage.exists(name) for name in names)
    assert DestructionItem.objects.values_list("rows", "files", "finished_at").get() == rows
    assert Document.objects.of(destruction).count() == 1
    assert dry_run(case.authority, later).due == []


def test_an_account_that_is_used_stays(case: Application, later: date) -> None:
    User.objects.filter(email=EMAIL).update(last_login=timezone.now())

    ended(case, later)

    assert User.objects.get(email=EMAIL).name == NAME
    assert found_in_database(SURNAME) == ["accounts_user.name"]
    assert set(found_in_database(EMAIL)) == {"accounts_user.email", "account_emailaddress.email"}


def test_entries_of_others_stay_as_they_are(case: Application, later: date) -> None:
    other = CasePartyFactory()

    ended(case, later)

    assert CaseParty.objects.get(pk=other.pk).name == other.name
    assert not CaseEntry.objects.filter(application=case).exclude(text="–").exists()
