"""Closing a case: what stands in the way, who may, and that nothing of it changes afterwards."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.domain import entries, register
from grants.domain.casework import notes
from grants.domain.closing import cases
from grants.domain.closing.obstacles import obstacles
from grants.domain.deciding import appeals
from grants.domain.money import accounts, awards
from grants.domain.reporting import changes, drafts
from grants.enums import ApplicationStatus, RegisterDirection, RegisterKind
from grants.enums.money import AwardStatus
from grants.models import (
    Application,
    ArchivePackage,
    CaseClosing,
    CaseNote,
    CaseParty,
    CaseTask,
    DecisionAct,
    DecisionLetter,
    Payment,
    RegisterEntry,
    Report,
)
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from tests.factories.casework import CaseTaskFactory
from tests.factories.closing import letter, officer_of_case, whole_case
from tests.factories.deciding import AppealFactory, DecisionActFactory, DecisionConditionFactory
from tests.factories.grants import ApplicationFactory
from tests.factories.money import RepaymentFactory, planned

pytestmark = pytest.mark.django_db


def sentences(case: Application) -> list[str]:
    return [one.sentence for one in obstacles(case)]


def rejected(*, opened_days_ago: int | None, sent_days_ago: int = 100) -> Application:
    """Return a rejected case whose letter was sent and perhaps opened."""
    case = ApplicationFactory(submitted=True, status=ApplicationStatus.REJECTED)
    act = DecisionActFactory(application=case, number=1)
    now = timezone.now()
    opened = None if opened_days_ago is None else now - timedelta(days=opened_days_ago)
    DecisionLetter.objects.create(
        act=act,
        due=now - timedelta(days=sent_days_ago),
        document=letter(case, "decision.txt", b"No"),
        sent_at=now - timedelta(days=sent_days_ago),
        opened_at=opened,
        opened_by=case.applicant if opened else None,
    )
    return case  # type: ignore[return-value]


def test_a_case_that_is_not_decided_cannot_be_closed() -> None:
    case = ApplicationFactory(submitted=True)

    assert sentences(case) == ["The case is “Submitted”: it is neither decided nor withdrawn yet."]
    with pytest.raises(DomainError, match="neither decided nor withdrawn"):
        cases.close(case, by=officer_of_case(case))


def test_closing_names_everything_that_is_owed() -> None:
    case = ApplicationFactory(submitted=True, status=ApplicationStatus.APPROVED)
    award = planned(decision__application=case)
    CaseTaskFactory(application=case)
    act = DecisionActFactory(application=case, number=1)
    DecisionConditionFactory(act=act)
    RepaymentFactory(award=award, amount=Decimal("500"))
    case.reports.create(award=award, authority=case.authority, number=1, kind="final", anchor="stated_end")

    found = obstacles(case)

    assert [one.section for one in found] == ["tasks", "deciding", "money", "money", "money", "reports"]
    assert [one.sentence.replace("\xa0", " ") for one in found] == [
        "1 task is not done yet.",
        "A condition is not fulfilled: Send the contract.",
        "The grant is “Waiting to be accepted”.",
        "Part 1 of SEK 40,000: Planned.",
        "SEK 500 is claimed back by 1 January 2099 and has not come in.",
        "Final report 1 is owed: no day: no end was stated.",
    ]


@pytest.mark.parametrize(
    ("opened", "sent", "sentence"),
    [
        (1, 2, "Decision 1 can be appealed until"),
        (None, 100, "has not been opened"),
        (None, 400, ""),
        (60, 100, ""),
    ],
)
def test_the_time_to_appeal_has_to_be_over(opened: int | None, sent: int, sentence: str) -> None:
    case = rejected(opened_days_ago=opened, sent_days_ago=sent)

    found = sentences(case)

    assert len(found) == bool(sentence)
    assert all(sentence in one for one in found)


def test_an_appeal_has_to_be_answered() -> None:
    case = rejected(opened_days_ago=60)
    AppealFactory(act=case.decision_acts.get(), application=case)

    assert sentences(case) == ["Appeal 1: Received."]


def test_closing_closes_the_grant_enters_the_register_and_orders_the_package() -> None:
    case = whole_case(closed=False)
    officer = officer_of_case(case)

    first, again = cases.close(case, by=officer), cases.close(case, by=officer)

    entry = RegisterEntry.objects.get(application=case, kind=RegisterKind.CLOSING, key="case")
    award = case.decision.award
    award.refresh_from_db()
    assert (first, first.kind, first.last_entry) == (again, "granted", entry.number)
    assert award.status == AwardStatus.CLOSED
    assert ArchivePackage.objects.get(application=case).version == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSESSOR, Role.DECISION_MAKER])
def test_others_do_not_close(role: Role) -> None:
    case = rejected(opened_days_ago=60)

    with pytest.raises(NotAllowed):
        cases.close(case, by=officer_of_case(case, role))
    with pytest.raises(NotAllowed):
        cases.close(case, by=case.applicant)


def test_who_has_an_interest_does_not_close() -> None:
    case = rejected(opened_days_ago=60)
    officer = officer_of_case(case)
    Application.objects.filter(pk=case.pk).update(applicant=officer)

    with pytest.raises(NotAllowed, match="interest"):
        cases.close(case, by=officer)


def test_nothing_of_a_closed_case_is_changed_by_anybody() -> None:
    case = whole_case()
    officer, applicant, award = officer_of_case(case), case.applicant, case.decision.award
    decider = officer_of_case(case, Role.DECISION_MAKER)
    report = case.reports.get()
    attempts: list[Any] = [
        lambda: notes.add(case, text="More", by=officer),
        lambda: entries.message(case, text="More", by=officer),
        lambda: entries.supplement(case, text="More", by=applicant),
        lambda: awards.suspend(award, reasons="Late", by=officer),
        lambda: accounts.enter(award, kind="bankgiro", number="5050-1055", holder="A", by=applicant),
        lambda: changes.ask(award, kind="notice", text="I am ill", by=applicant),
        lambda: drafts.require_writable(report, applicant),
        lambda: appeals.hand_in(case, text="It is wrong", by=applicant),
        lambda: awards.end(award, reasons="Over", by=decider),
        lambda: register.enter(
            case, kind=RegisterKind.NOTE, direction=RegisterDirection.DRAWN_UP, subject="More"
        ),
    ]
    for attempt in attempts:
        with pytest.raises(DomainError, match="This case is closed"), transaction.atomic():
            attempt()


def test_the_database_holds_a_closed_case_still() -> None:
    case = whole_case()
    payment = Payment.objects.filter(award__decision__application=case).first()
    writes: list[Any] = [
        lambda: Application.objects.filter(pk=case.pk).update(title="Another"),
        lambda: Payment.objects.filter(pk=payment.pk).update(status="returned", paid_on=None),
        lambda: Report.objects.filter(application=case).update(review="Another"),
        lambda: CaseNote.objects.create(application=case, text="More", by=case.applicant),
        lambda: CaseTask.objects.create(
            application=case, text="More", assignee=case.applicant, created_by=case.applicant
        ),
        lambda: CaseParty.objects.filter(application=case).update(name="Another"),
        lambda: DecisionActFactory(application=case, number=9),
        lambda: CaseClosing.objects.filter(application=case).delete(),
    ]
    for write in writes[:-1]:
        with pytest.raises(IntegrityError, match="This case is closed"), transaction.atomic():
            write()
    assert DecisionAct.objects.filter(application=case).count() == 1


def test_a_letter_read_after_closing_changes_nothing() -> None:
    from grants.domain.deciding import letters

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        case = rejected(opened_days_ago=None, sent_days_ago=380)
        cases.close(case, by=officer_of_case(case))
        decision = DecisionLetter.objects.get(act__application=case)

        document = letters.open_letter(decision, by=case.applicant)

    decision.refresh_from_db()
    assert (document, decision.opened_at) == (decision.document, None)
