"""Appeals: counted from the opening of the letter, in time or late, each step once and in the register."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from grants.domain import decisions
from grants.domain.deciding import appeals
from grants.enums import AppealState, ApplicationStatus
from grants.models import Appeal, AppealTerms, Application, Call, Decision, DecisionLetter, Delegation
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.factories.deciding import WORDS, approval, rejection
from tests.factories.meetings import DelegationFactory, DelegationOrderFactory

TEXT = "The plan was misread."


@pytest.fixture
def rejected(case: Application, decider: User) -> Application:
    decisions.decide(case, outcome="rejected", by=decider, **WORDS)
    AppealTerms.objects.create(authority=case.authority, days=21, body="Förvaltningsrätten i Göteborg")
    return case


def opened(case: Application, moment: datetime) -> DecisionLetter:
    DecisionLetter.objects.filter(act__application=case).update(opened_at=moment, opened_by=case.applicant)
    return DecisionLetter.objects.get(act__application=case)


def test_the_last_day_is_counted_from_the_opening_and_never_a_weekend(rejected: Application) -> None:
    def last(moment: datetime) -> str:
        letter = opened(rejected, moment)
        return str(appeals.due_on(letter.act, appeals.terms_of(rejected.authority)))

    # A Monday evening that is a Tuesday in Stockholm; a Saturday, which moves to the Monday.
    assert last(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == "2026-12-22"
    assert last(datetime(2026, 12, 5, 12, tzinfo=UTC)) == "2026-12-28"


def test_an_unopened_letter_leaves_the_time_open(rejected: Application) -> None:
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)

    assert (appeal.due_on, appeal.is_late) == (None, False)


def test_an_appeal_is_taken_once_and_entered(rejected: Application) -> None:
    opened(rejected, timezone.now())

    taken = {appeals.hand_in(rejected, text=TEXT, by=rejected.applicant).pk for _ in range(2)}

    entry = rejected.register.get(kind="appeal")
    assert (len(taken), entry.direction, entry.key) == (1, "in", "appeal-1-received")


def test_a_late_appeal_is_taken_and_can_be_dismissed(rejected: Application, decider: User) -> None:
    opened(rejected, timezone.now() - timedelta(days=30))
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)
    assert appeal.is_late

    dismissed = [appeals.dismiss(appeal, reasons="It came too late.", by=decider) for _ in range(2)]

    assert {one.status for one in dismissed} == {AppealState.DISMISSED}
    assert Message.objects.filter(key=f"appeal-{appeal.pk}-dismissed").count() == 1
    assert appeal.moves.count() == 1


def test_an_appeal_in_time_is_not_dismissed(rejected: Application, decider: User) -> None:
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)

    with pytest.raises(DomainError, match="came in time"):
        appeals.dismiss(appeal, reasons="No.", by=decider)


def test_an_appeal_on_paper_has_the_day_on_which_it_came(rejected: Application, officer: User) -> None:
    opened(rejected, timezone.now() - timedelta(days=30))
    day = timezone.localdate() - timedelta(days=12)

    appeal = appeals.record(rejected, text=TEXT, arrived_on=day, by=officer)

    assert (appeal.arrived_on, appeal.on_paper, appeal.is_late) == (day, True, False)
    with pytest.raises(DomainError, match="yet to come"):
        appeals.record(rejected, text="x", arrived_on=timezone.localdate() + timedelta(days=2), by=officer)


def test_upheld_then_sent_on_then_answered(rejected: Application, decider: User, officer: User) -> None:
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)
    appeals.uphold(appeal, reasons="Nothing new.", by=decider)
    with pytest.raises(DomainError, match="to whom"):
        appeals.forward(appeal, body="", note="See the case.", by=officer)
    appeals.forward(appeal, body="Förvaltningsrätten", note="See the case.", by=officer)
    appeals.answer(appeal, reasons="It is left as it is.", by=officer)

    entries = rejected.register.filter(kind="appeal").values_list("direction", "counterpart")
    assert list(entries) == [
        ("in", rejected.applicant_name),
        ("drawn_up", ""),
        ("out", "Förvaltningsrätten"),
        ("in", "Förvaltningsrätten"),
    ]


def test_a_change_after_an_appeal_is_an_act_of_its_own(rejected: Application, decider: User) -> None:
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)

    for _ in range(2):
        appeals.change(appeal, approval(Decimal(30_000)), by=decider)

    decision = Decision.objects.get()
    rejected.refresh_from_db()
    assert (decision.award.amount, rejected.status) == (30_000, ApplicationStatus.APPROVED)
    assert list(rejected.decision_acts.values_list("kind", flat=True)) == ["original", "change"]
    assert Appeal.objects.get().status == AppealState.CHANGED


def test_an_approval_may_be_changed_to_a_rejection(case: Application, decider: User) -> None:
    decisions.decide(case, outcome="approved", amount=Decimal(50_000), by=decider, **WORDS)
    appeal = appeals.hand_in(case, text=TEXT, by=case.applicant)

    appeals.change(appeal, rejection(), by=decider)

    case.refresh_from_db()
    assert (case.status, case.call.spending.spent) == (ApplicationStatus.REJECTED, 0)


@pytest.mark.parametrize(
    ("fields", "text", "sentence"),
    [({}, " ", "Say what you appeal"), ({"decision_final": True}, TEXT, "cannot be appealed")],
)
def test_an_appeal_that_cannot_be_taken_says_why(
    rejected: Application, fields: dict[str, Any], text: str, sentence: str
) -> None:
    Call.objects.filter(pk=rejected.call_id).update(**fields)
    rejected.refresh_from_db()

    with pytest.raises(DomainError, match=sentence):
        appeals.hand_in(rejected, text=text, by=rejected.applicant)


def test_only_the_applicant_hands_in_and_nothing_is_appealed_before_it_is_decided(
    case: Application, decider: User
) -> None:
    with pytest.raises(NotAllowed):
        appeals.hand_in(case, text=TEXT, by=decider)
    with pytest.raises(DomainError, match="no decision yet"):
        appeals.hand_in(case, text=TEXT, by=case.applicant)


@pytest.mark.parametrize("way", ["dismiss", "uphold", "change"])
def test_an_appeal_is_decided_by_the_delegation_order(rejected: Application, decider: User, way: str) -> None:
    opened(rejected, timezone.now() - timedelta(days=30))
    appeal = appeals.hand_in(rejected, text=TEXT, by=rejected.applicant)
    today = timezone.localdate()
    order = DelegationOrderFactory(authority=rejected.authority)
    paragraph = DelegationFactory(order=order, paragraph="3.1", valid_until=today - timedelta(days=1))
    acts = {
        "dismiss": lambda: appeals.dismiss(appeal, reasons="It came too late.", by=decider),
        "uphold": lambda: appeals.uphold(appeal, reasons="Nothing new.", by=decider),
        "change": lambda: appeals.change(appeal, approval(Decimal(30_000)), by=decider),
    }

    with pytest.raises(
        NotAllowed, match=r"What paragraph 3\.1 of the delegation order .* let you decide ended on"
    ):
        acts[way]()
    Delegation.objects.filter(pk=paragraph.pk).update(valid_until=today)
    acts[way]()

    appeal.refresh_from_db()
    assert appeal.status == {"dismiss": "dismissed", "uphold": "upheld", "change": "changed"}[way]
