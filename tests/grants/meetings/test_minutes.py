"""Meetings from the agenda to the minutes: numbered without gaps, adjusted, recorded on the cases, reported once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.domain import decisions
from grants.domain.meetings import agenda, meetings, minutes, papers, recording
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.enums.meetings import CaseResult, ItemKind, MeetingStatus, MemberRole, PaperKind
from grants.models import (
    AgendaCase,
    AgendaItem,
    Application,
    DecisionBasis,
    Meeting,
    MinutesAdjuster,
    RegisterEntry,
    ReportedDecision,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.models import Job
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.meetings import (
    AgendaCaseFactory,
    AgendaItemFactory,
    DelegationFactory,
    DisqualificationFactory,
    MeetingFactory,
    MeetingMemberFactory,
    MinutesAdjusterFactory,
)

WORDS = {
    "reasons": "It serves the aims of the call.",
    "appeal_notice": "Write to the court.",
    "lower_reasons": "Enough.",
}


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A held meeting with a chair, who adjusts the minutes, and a member."""
    meeting = MeetingFactory(held=True)
    MinutesAdjusterFactory(meeting=meeting, member__role=MemberRole.CHAIR, member__name="Chair")
    MeetingMemberFactory(meeting=meeting, name="Member")
    return meeting


@pytest.fixture
def officer(meeting: Meeting) -> User:
    return member(meeting.authority, Role.OFFICER)


@pytest.fixture
def decider(meeting: Meeting) -> User:
    return member(meeting.authority, Role.DECISION_MAKER)


def decided(item: AgendaItem, amount: int | None = 40_000, **fields: Any) -> AgendaCase:
    """Return a case of the item with what the meeting decided of it."""
    result = CaseResult.REJECTED if amount is None else CaseResult.APPROVED
    said = {
        "result": result,
        "amount": None if amount is None else Decimal(amount),
        "reasons": "Good.",
        "lower_reasons": "Enough.",
    }
    return AgendaCaseFactory(item=item, **{**said, **fields})


def adjusted(meeting: Meeting, by: User) -> Meeting:
    for adjuster in meeting.adjusters.all():
        minutes.adjust(adjuster, by=by)
    meeting.refresh_from_db()
    return meeting


def later(meeting: Meeting, **fields: Any) -> Meeting:
    """Return the next meeting of the same body, with a chair who adjusts its minutes."""
    starts = meeting.starts_at + timedelta(minutes=fields.pop("minutes", 10))
    made = MeetingFactory(authority=meeting.authority, body=meeting.body, starts_at=starts, **fields)
    MinutesAdjusterFactory(meeting=made)
    return made


def delegated(meeting: Meeting, decider: User, *, before: timedelta = timedelta(hours=2)) -> DecisionBasis:
    """Return a decision taken by an order of the meeting's body, as long ago as it says."""
    if not DecisionBasis.objects.exists():
        DelegationFactory(order__authority=meeting.authority, order__body=meeting.body)
    case = ApplicationFactory(
        submitted=True, status=ApplicationStatus.ELIGIBLE, call__programme__authority=meeting.authority
    )
    decisions.decide(case, outcome=DecisionOutcome.APPROVED, amount=Decimal(1000), by=decider, **WORDS)
    # Append-only: only a test may set the clock back.
    with pgtrigger.ignore("grants.DecisionBasis:append_only"):
        DecisionBasis.objects.filter(act__application=case).update(decided_at=timezone.now() - before)
    return DecisionBasis.objects.get(act__application=case)


def test_adjust_numbers_the_items_in_their_order_without_gaps(meeting: Meeting, officer: User) -> None:
    first, second = (AgendaItemFactory(meeting=meeting, kind=ItemKind.INFORMATION) for _n in range(2))
    following = later(meeting, held=True)
    third = AgendaItemFactory(meeting=following, kind=ItemKind.INFORMATION)

    adjusted(meeting, officer)
    adjusted(following, officer)

    numbers = AgendaItem.objects.in_bulk([first.pk, second.pk, third.pk])
    assert [numbers[one.pk].paragraph for one in (first, second, third)] == [1, 2, 3]
    assert meeting.status == MeetingStatus.MINUTED
    assert [(move.to_status, move.by) for move in meeting.moves.all()] == [("minuted", officer)]


def test_adjust_counts_anew_for_another_year_and_another_body(meeting: Meeting, officer: User) -> None:
    AgendaItemFactory(meeting=meeting, kind=ItemKind.INFORMATION)
    others = [
        later(meeting, held=True, minutes=-60 * 24 * 400),
        MeetingFactory(authority=meeting.authority, held=True),
    ]
    MinutesAdjusterFactory(meeting=others[1])
    items = [AgendaItemFactory(meeting=one, kind=ItemKind.INFORMATION) for one in others]

    for one in (others[0], meeting, others[1]):
        adjusted(one, officer)

    assert [AgendaItem.objects.get(pk=item.pk).paragraph for item in items] == [1, 1]
    assert meeting.items.get().paragraph == 1


def test_adjust_a_later_meeting_first_is_refused(meeting: Meeting, officer: User) -> None:
    following = later(meeting, held=True)

    with pytest.raises(DomainError, match="have to be adjusted first"):
        adjusted(following, officer)


def test_adjust_tells_everything_that_is_missing(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting, title="Grants")
    AgendaCaseFactory(item=item, application__title="Choir")
    decided(item, reasons="", application__title="Dance")
    AgendaItemFactory(meeting=meeting, kind=ItemKind.OTHER, title="Budget")

    with pytest.raises(DomainError) as refused:
        adjusted(meeting, officer)

    assert refused.value.messages == [
        "“Grants”: write what was decided of “Choir”.",
        "“Grants”: the decision on “Dance” needs its reasons.",
        "“Budget”: write what was decided.",
    ]


def test_adjust_with_an_interest_that_was_not_declared_is_refused(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting, title="Grants")
    case = decided(item, application__title="Choir")
    there = MeetingMemberFactory(meeting=meeting, name="Ada", user=case.application.applicant)

    with pytest.raises(DomainError, match="Ada has an interest in “Choir”"):
        adjusted(meeting, officer)

    DisqualificationFactory(item=item, member=there)
    assert adjusted(meeting, officer).status == MeetingStatus.MINUTED
    kinds = list(RegisterEntry.objects.filter(application=case.application).values_list("kind", flat=True))
    assert kinds[-2:] == ["decision", "conflict"]


def test_adjust_for_somebody_with_an_account_is_refused(
    meeting: Meeting, officer: User, decider: User
) -> None:
    adjuster = meeting.adjusters.get()
    adjuster.member.user = decider
    adjuster.member.save()

    with pytest.raises(NotAllowed, match="Only the person who was chosen"):
        minutes.adjust(adjuster, by=officer)
    assert minutes.adjust(MinutesAdjuster.objects.get(), by=decider).status == MeetingStatus.MINUTED


def test_write_after_somebody_adjusted_lets_them_adjust_again(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.INFORMATION)
    MinutesAdjusterFactory(meeting=meeting)
    minutes.adjust(meeting.adjusters.first(), by=officer)

    minutes.write(item, {"decision": "Noted."}, version=1, by=officer)

    assert meeting.adjusters.filter(adjusted_at=None).count() == 2
    with pytest.raises(StaleEdit):
        minutes.write(item, {"decision": "Not noted."}, version=1, by=officer)


def test_write_more_votes_than_people_is_refused(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting)
    DisqualificationFactory(item=item, member=meeting.members.get(name="Member"))

    with pytest.raises(DomainError) as refused:
        minutes.write(item, {"votes_for": 1, "votes_against": 1}, version=1, by=officer)

    assert refused.value.message_dict == {"votes_for": ["2 votes are more than the 1 who could vote."]}


def test_write_after_the_minutes_are_adjusted_is_refused(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.INFORMATION)
    adjusted(meeting, officer)

    with pytest.raises(DomainError, match="until they are adjusted"):
        minutes.write(item, {"decision": "Other."}, version=None, by=officer)


def test_as_proposed_writes_what_is_not_written_yet(meeting: Meeting, officer: User) -> None:
    item = AgendaItemFactory(meeting=meeting)
    proposed = {"proposed": CaseResult.APPROVED, "proposed_amount": Decimal(7), "proposed_reasons": "Well."}
    open_case = AgendaCaseFactory(item=item, **proposed)
    written = decided(item, None, **proposed)
    left_open = AgendaCaseFactory(item=item)

    assert minutes.as_proposed(item, by=officer) == 1

    said = AgendaCase.objects.in_bulk([open_case.pk, written.pk, left_open.pk])
    assert [(said[one.pk].result, said[one.pk].amount) for one in (open_case, written, left_open)] == [
        ("approved", Decimal(7)),
        ("rejected", None),
        ("", None),
    ]


def test_record_decides_every_case_with_its_paragraph_once(meeting: Meeting, officer: User) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(secretary=officer)
    item = AgendaItemFactory(meeting=meeting)
    approved, rejected = decided(item), decided(item, None)
    postponed = AgendaCaseFactory(item=item, result=CaseResult.POSTPONED)
    adjusted(meeting, officer)

    assert [recording.record(meeting, by=officer), recording.record(meeting, by=officer)] == [2, 0]

    statuses = [
        Application.objects.get(pk=one.application_id).status for one in (approved, rejected, postponed)
    ]
    assert statuses == ["approved", "rejected", "eligible"]
    made = approved.application.decision
    assert (made.award.amount, made.decided_by) == (Decimal(40_000), officer)
    assert DecisionBasis.objects.get(agenda_case=approved).said.endswith("§ 1.")


def test_record_before_the_minutes_are_adjusted_is_refused(meeting: Meeting, decider: User) -> None:
    decided(AgendaItemFactory(meeting=meeting))

    with pytest.raises(DomainError, match="are not adjusted"):
        recording.record(meeting, by=decider)


def test_record_by_another_officer_than_the_secretary_is_refused(meeting: Meeting, officer: User) -> None:
    adjusted(meeting, officer)

    with pytest.raises(NotAllowed, match="by its secretary"):
        recording.record(meeting, by=officer)


def test_record_more_than_the_call_has_left_records_nothing(
    meeting: Meeting, officer: User, decider: User
) -> None:
    call = CallFactory(programme__authority=meeting.authority, budget=Decimal(50_000))
    item = AgendaItemFactory(meeting=meeting)
    cases = [decided(item, 30_000, application__call=call) for _n in range(2)]
    adjusted(meeting, officer)

    assert [line.problem for line in recording.preview(meeting, by=decider)] == [
        "",
        "Together with the cases above, this is more than the call has left.",
    ]
    with pytest.raises(DomainError, match=f"“{cases[1].application.title}”: The call has"):
        recording.record(meeting, by=decider)
    assert DecisionBasis.objects.count() == 0


def test_decide_says_as_the_minutes_or_not_at_all(meeting: Meeting, officer: User, decider: User) -> None:
    case = decided(AgendaItemFactory(meeting=meeting))
    adjusted(meeting, officer)

    with pytest.raises(DomainError, match="The minutes say something else"):
        decisions.decide(
            case.application,
            outcome=DecisionOutcome.APPROVED,
            amount=Decimal(39_999),
            by=decider,
            agenda_case=case,
            **WORDS,
        )


def test_delegated_decisions_are_reported_to_the_next_meeting_once(
    meeting: Meeting, officer: User, decider: User
) -> None:
    first = delegated(meeting, decider)
    following = later(meeting, held=True, minutes=30)
    second = delegated(meeting, decider, before=timedelta(minutes=45))

    assert list(DecisionBasis.objects.to_report(following)) == [second]
    for one in (meeting, following):
        one.items.create(kind=ItemKind.DELEGATED, title="Report", decision="Noted.")
        adjusted(one, officer)

    assert [(row.basis, row.item.meeting) for row in ReportedDecision.objects.all()] == [
        (first, meeting),
        (second, following),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportedDecision.objects.create(item=meeting.items.get(), basis=first)


def test_the_report_comes_on_the_agenda_by_itself_and_stays(
    meeting: Meeting, officer: User, decider: User
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.PLANNED)
    delegated(meeting, decider)

    meetings.step(meeting, to=MeetingStatus.CALLED, by=officer)

    item = meeting.items.get()
    assert item.kind == ItemKind.DELEGATED
    with pytest.raises(DomainError, match="this item stays"):
        meetings.remove_part(item, by=officer)


def test_the_database_refuses_minutes_that_forget_a_delegated_decision(
    meeting: Meeting, decider: User
) -> None:
    delegated(meeting, decider)

    with pytest.raises(IntegrityError, match="are not reported"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.MINUTED)


def test_a_case_is_on_one_agenda_until_it_is_minuted_or_cancelled(meeting: Meeting, officer: User) -> None:
    first, second = (
        MeetingFactory(
            authority=meeting.authority, body=meeting.body, starts_at=timezone.now() + timedelta(days=n)
        )
        for n in (1, 2)
    )
    case = AgendaCaseFactory(item__meeting=first)
    item = AgendaItemFactory(meeting=second)
    values = {"application": case.application}

    with pytest.raises(ValidationError, match="on the agenda of a meeting already"):
        meetings.add_part(AgendaCase(item=item), values, by=officer)
    meetings.step(first, to=MeetingStatus.CANCELLED, by=officer)
    assert meetings.add_part(AgendaCase(item=item), values, by=officer).is_open


def test_add_call_takes_every_case_that_waits(meeting: Meeting, officer: User) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.PLANNED)
    call = CallFactory(programme__authority=meeting.authority)
    good, bad, _decided = (
        ApplicationFactory(call=call, submitted=True, status=status)
        for status in (ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE, ApplicationStatus.REJECTED)
    )
    item = AgendaItemFactory(meeting=meeting)

    agenda.add_call(item, call, by=officer)

    assert {case.application: case.proposed for case in item.cases.all()} == {good: "", bad: "rejected"}
    with pytest.raises(DomainError, match="No case of this call waits"):
        agenda.add_call(item, call, by=officer)


def test_hold_before_it_begins_is_refused(meeting: Meeting, officer: User) -> None:
    to_come = later(meeting, minutes=600, status=MeetingStatus.CALLED)

    with pytest.raises(DomainError, match="has not begun"):
        meetings.step(to_come, to=MeetingStatus.HELD, by=officer)


def test_shift_moves_an_item_up_and_stops_at_the_end(meeting: Meeting, officer: User) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.PLANNED)
    first, second = (AgendaItemFactory(meeting=meeting) for _n in range(2))

    meetings.shift(second, by_places=-1, by=officer)
    meetings.shift(second, by_places=-1, by=officer)

    assert list(meeting.items.all()) == [second, first]


def test_order_a_pack_again_while_it_is_made_orders_once(meeting: Meeting, officer: User) -> None:
    AgendaItemFactory(meeting=meeting)

    ordered = [papers.order(meeting, kind=PaperKind.PACK, language="en", by=officer) for _n in range(2)]

    assert ordered[0] == ordered[1]
    assert Job.objects.filter(task="grants.make_meeting_paper").count() == 1
