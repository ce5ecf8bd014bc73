"""Minutes: what was decided, by which votes, who left the room; adjusted by those chosen for it, then numbered."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.meetings import papers, reporting
from grants.domain.meetings.meetings import check_case
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.meetings import (
    MEETING_TRANSITIONS,
    VOTING_ROLES,
    CaseResult,
    ItemKind,
    MeetingStatus,
    PaperKind,
)
from grants.models import (
    AgendaCase,
    AgendaItem,
    Disqualification,
    Meeting,
    MeetingMember,
    MinutesAdjuster,
    ParagraphCounter,
)
from grants.permissions import can_adjust, can_edit_meeting, has_interest
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

OF_ITEM = ("decision", "votes_for", "votes_against", "abstained", "reservations")
OF_CASE = ("result", "amount", "reasons", "lower_reasons")


@transaction.atomic
def write(item: AgendaItem, changes: Mapping[str, Any], *, version: int | None, by: Any) -> AgendaItem:
    """Write what the minutes say of an item: the decision, the votes, the reservations.

    Whoever has adjusted the minutes before adjusts them again. Raises StaleEdit, NotAllowed, DomainError.
    """
    with acting(by):
        meeting = _held(item.meeting, by)
        _require_own(changes, OF_ITEM)
        written = records.change(item, changes, version=version, checks=(_check_votes,))
        _again(meeting)
        return written


@transaction.atomic
def write_case(case: AgendaCase, changes: Mapping[str, Any], *, version: int | None, by: Any) -> AgendaCase:
    """Write what the meeting decided of a case. Raises StaleEdit, NotAllowed, DomainError."""
    with acting(by):
        meeting = _held(case.item.meeting, by)
        _require_own(changes, OF_CASE)
        written = records.change(case, changes, version=version, checks=(check_case,))
        _again(meeting)
        return written


@transaction.atomic
def as_proposed(item: AgendaItem, *, by: Any) -> int:
    """Write for each case of an item, of which nothing is written yet, what was proposed; return for how many."""
    with acting(by):
        meeting = _held(item.meeting, by)
        open_cases = (
            item.cases.filter(result="")
            .exclude(proposed="")
            .exclude(proposed=CaseResult.APPROVED, proposed_amount=None)
        )
        count = open_cases.update(
            result=F("proposed"), amount=F("proposed_amount"), reasons=F("proposed_reasons")
        )
        _again(meeting)
        return count


@transaction.atomic
def adjust(adjuster: MinutesAdjuster, *, by: Any) -> Meeting:
    """Adjust the minutes for one of those chosen for it; with the last of them they are finished.

    Then the paragraphs are given, in the order of the agenda and without gaps; the delegated decisions are reported;
    and the minutes are made as a sealed PDF. Adjusted already, nothing happens. Raises NotAllowed for others than the
    person, and for others than those who write the minutes where the person has no account; DomainError with everything
    that is missing.
    """
    with acting(by):
        meeting = lock(adjuster.meeting)
        adjuster = lock(adjuster)
        if not can_adjust(by, adjuster):
            raise NotAllowed(_("Only the person who was chosen adjusts the minutes."), code="not_chosen")
        if adjuster.adjusted_at is not None:
            return meeting
        if meeting.status != MeetingStatus.HELD:
            raise DomainError(_("There are no minutes to adjust."), code="not_held")
        missing = lacks(meeting)
        if missing:
            raise DomainError([DomainError(sentence) for sentence in missing])
        adjuster.adjusted_at, adjuster.adjusted_by = timezone.now(), by
        adjuster.save(update_fields=["adjusted_at", "adjusted_by"])
        if not meeting.adjusters.filter(adjusted_at=None).exists():
            _finish(meeting, by)
        return meeting


def lacks(meeting: Meeting) -> list[str]:
    """Return what is missing before the minutes can be adjusted, in sentences."""
    found = [
        _("The minutes of %(day)s have to be adjusted first.") % {"day": timezone.localtime(one).date()}
        for one in Meeting.objects.unfinished_before(meeting).values_list("starts_at", flat=True)[:1]
    ]
    if not meeting.adjusters.exists():
        found.append(_("Nobody is chosen to adjust the minutes."))
    if not meeting.members.filter(attended=True).exists():
        found.append(_("Say who was there."))
    items = list(meeting.items.prefetch_related("cases__application", "disqualifications"))
    present = list(meeting.members.filter(attended=True).select_related("user"))
    for item in items:
        found += _lacks_of_item(item)
        found += _undeclared(item, present)
    return found


def _lacks_of_item(item: AgendaItem) -> Iterable[str]:
    if item.kind in {ItemKind.OTHER, ItemKind.DELEGATED} and not item.decision:
        yield _("“%(item)s”: write what was decided.") % {"item": item}
    if item.kind != ItemKind.CASES:
        return
    for case in item.cases.all():
        named = {"item": item, "case": case.application}
        if not case.result:
            yield _("“%(item)s”: write what was decided of “%(case)s”.") % named
        elif case.result != CaseResult.POSTPONED and not case.reasons:
            yield _("“%(item)s”: the decision on “%(case)s” needs its reasons.") % named
        elif _is_lower(case) and not case.lower_reasons:
            yield _("“%(item)s”: say why “%(case)s” gets less than was applied for.") % named


def _is_lower(case: AgendaCase) -> bool:
    asked = case.application.requested
    return case.amount is not None and asked is not None and case.amount < asked


def _undeclared(item: AgendaItem, present: Iterable[MeetingMember]) -> Iterable[str]:
    """Yield who was there, is a party to a case of the item, and has not been written down as disqualified."""
    declared = {one.member_id for one in item.disqualifications.all()}
    for member in present:
        if member.user is None or member.pk in declared:
            continue
        for case in item.cases.all():
            if has_interest(member.user, case.application):
                yield _(
                    "“%(item)s”: %(who)s has an interest in “%(case)s” and is not written down as disqualified."
                ) % {
                    "item": item,
                    "who": member,
                    "case": case.application,
                }


def voters(meeting: Meeting) -> int:
    """Return how many vote: the members who were there, and the substitutes who serve for others."""
    return sum(
        one.role in VOTING_ROLES or one.replaces_id is not None
        for one in meeting.members.filter(attended=True)
    )


def _check_votes(item: AgendaItem) -> None:
    """Refuse more votes than there were people who vote and had not left the room."""
    given = sum(filter(None, (item.votes_for, item.votes_against, item.abstained)))
    there = voters(item.meeting)
    gone = sum(
        one.member.attended and (one.member.role in VOTING_ROLES or one.member.replaces_id is not None)
        for one in item.disqualifications.select_related("member")
    )
    if given > there - gone:
        sentence = _("%(given)s votes are more than the %(voters)s who could vote.")
        raise field_errors({"votes_for": sentence % {"given": given, "voters": there - gone}})


def _finish(meeting: Meeting, by: Any) -> None:
    reporting.ensure_item(meeting)
    _number(meeting)
    reporting.mark(meeting)
    _enter(meeting, by)
    AgendaCase.objects.filter(item__meeting=meeting).update(is_open=False)
    meeting.version += 1
    move(meeting, to=MeetingStatus.MINUTED, by=by, transitions=MEETING_TRANSITIONS, also=["version"])
    papers.request(meeting, kind=PaperKind.MINUTES, language=papers.language_of(meeting), by=by)


def _enter(meeting: Meeting, by: Any) -> None:
    """Enter in the register of each case what the minutes say of it, and who left the room; in the cases' order."""
    cases = AgendaCase.objects.filter(item__meeting=meeting).select_related("item", "application")
    gone = {
        item: list(item.disqualifications.select_related("member"))
        for item in meeting.items.filter(kind=ItemKind.CASES)
    }
    for case in cases.order_by("application"):
        register.enter(
            case.application,
            kind=RegisterKind.NOTE if case.result == CaseResult.POSTPONED else RegisterKind.DECISION,
            direction=RegisterDirection.DRAWN_UP,
            subject=partial(_recorded, meeting, case),
            by=by,
            key=f"minutes-{case.pk}",
        )
        for one in gone.get(case.item, []):
            register.enter(
                case.application,
                kind=RegisterKind.CONFLICT,
                direction=RegisterDirection.DRAWN_UP,
                subject=partial(_disqualified, one),
                by=by,
                key=f"disqualification-{one.pk}",
            )


def _recorded(meeting: Meeting, case: AgendaCase) -> str:
    values = {"body": meeting, "number": case.item.paragraph, "result": case.get_result_display()}
    return _("Minutes of %(body)s, § %(number)s: %(result)s") % values


def _disqualified(one: Disqualification) -> str:
    return _("%(who)s was disqualified and left the room: %(ground)s") % {
        "who": one.member,
        "ground": one.ground,
    }


def _number(meeting: Meeting) -> None:
    """Give the items their paragraphs; the counter's row stays locked until the transaction ends, so none is lost."""
    year = meeting.starts_at.astimezone(ZoneInfo(meeting.authority.time_zone)).year
    series: dict[str, Any] = {
        "authority_id": meeting.authority_id,
        "body_id": meeting.body_id,
        "call_body_id": meeting.call_body_id,
        "year": year,
    }
    ParagraphCounter.objects.get_or_create(**series)
    counter = ParagraphCounter.objects.select_for_update().get(**series)
    items = list(meeting.items.all())
    for number, item in enumerate(items, start=counter.last_number + 1):
        item.counter, item.paragraph = counter, number
    AgendaItem.objects.bulk_update(items, ["counter", "paragraph"])
    counter.last_number += len(items)
    counter.save(update_fields=["last_number"])


def _held(meeting: Meeting, by: Any) -> Meeting:
    meeting = lock(meeting)
    records.require(can_edit_meeting(by, meeting))
    if meeting.status != MeetingStatus.HELD:
        raise DomainError(
            _("Minutes are written when the meeting was held, and until they are adjusted."), code="not_held"
        )
    return meeting


def _require_own(changes: Mapping[str, Any], names: Iterable[str]) -> None:
    if set(changes) - set(names):
        raise DomainError(_("This cannot be changed here."), code="fixed")


def _again(meeting: Meeting) -> None:
    """Let those who adjusted the minutes do it again: what they adjusted has changed."""
    meeting.adjusters.update(adjusted_at=None, adjusted_by=None)
