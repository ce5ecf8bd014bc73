"""Meetings: planned, called, held, cancelled; and who belongs to them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.meetings import reporting
from grants.enums.meetings import (
    AGENDA_OPEN,
    MEETING_TRANSITIONS,
    VOTING_ROLES,
    CaseResult,
    ItemKind,
    MeetingStatus,
    MemberRole,
)
from grants.models import AgendaCase, AgendaItem, Disqualification, Meeting, MeetingMember, MinutesAdjuster
from grants.permissions import can_edit_meeting
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

# Steps that a person takes by hand; the minutes are adjusted by those who are named for it.
BY_HAND = frozenset(
    {MeetingStatus.CALLED, MeetingStatus.HELD, MeetingStatus.PLANNED, MeetingStatus.CANCELLED}
)

# What cannot change any more once the meeting was held: the report of delegated decisions follows from it.
OF_THE_AGENDA = frozenset({"body", "call_body", "starts_at"})


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Meeting:
    """Plan a meeting; its members are those of the body's last meeting. Raises NotAllowed, DomainError, ValidationError."""
    with acting(by):
        meeting = Meeting(authority=values["authority"])
        records.require(can_edit_meeting(by, meeting))
        meeting = records.add(meeting, values, checks=(_check_call_body,))
        meeting.moves.create(from_status="", to_status=meeting.status, by=by)
        _copy_members(meeting)
        return meeting


@transaction.atomic
def edit(meeting: Meeting, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Meeting:
    """Change when, where and by whom a meeting is held. Raises StaleEdit, NotAllowed, DomainError."""
    with acting(by):
        locked = _editable(meeting, by)
        if locked.status == MeetingStatus.HELD and OF_THE_AGENDA & set(changes):
            raise DomainError(_("The meeting was held: who met, and when, stays as it was."), code="held")
        changed = records.change(meeting, changes, version=version, checks=(_check_call_body, _check_open))
        _minutes_changed(changed, changed)
        return changed


@transaction.atomic
def step(meeting: Meeting, *, to: str, by: Any) -> Meeting:
    """Call a meeting, take it back, say that it was held, or cancel it; to where it stands, nothing happens.

    When it is called and when it was held, the report of delegated decisions is put on its agenda. Raises NotAllowed
    and DomainError.
    """
    with acting(by):
        meeting = _editable(meeting, by)
        if to == meeting.status:
            return meeting
        if to not in BY_HAND:
            raise DomainError(
                _("The minutes are adjusted by those who were chosen for it."), code="adjusters"
            )
        if to == MeetingStatus.HELD and meeting.starts_at > timezone.now():
            raise DomainError(_("The meeting has not begun yet."), code="not_begun")
        if to == MeetingStatus.CALLED and not meeting.members.exists():
            raise DomainError(_("Nobody belongs to the meeting yet: add its members."), code="no_members")
        meeting.version += 1
        move(meeting, to=to, by=by, transitions=MEETING_TRANSITIONS, also=["version"])
        if to in {MeetingStatus.CALLED, MeetingStatus.HELD}:
            reporting.ensure_item(meeting)
        if to == MeetingStatus.CANCELLED:
            _let_cases_go(meeting)
        return meeting


def _let_cases_go(meeting: Meeting) -> None:
    """Let the cases of a cancelled meeting be put on another agenda."""
    AgendaCase.objects.filter(item__meeting=meeting).update(is_open=False)


def _editable(meeting: Meeting, by: Any) -> Meeting:
    """Return the meeting, locked, for somebody who edits for its authority."""
    meeting = lock(meeting)
    records.require(can_edit_meeting(by, meeting))
    return meeting


def _check_call_body(meeting: Meeting) -> None:
    body = meeting.call_body
    if body is not None and body.call.authority_id != meeting.authority_id:
        raise field_errors({"call_body": _("This body belongs to a call of another authority.")})


def _check_open(meeting: Meeting) -> None:
    if meeting.status not in AGENDA_OPEN | {MeetingStatus.HELD}:
        raise DomainError(_("The minutes are adjusted, or the meeting is cancelled: it stays as it is."))


def _copy_members(meeting: Meeting) -> None:
    last = Meeting.objects.of_same_body(meeting).exclude(pk=meeting.pk).order_by("-starts_at").first()
    if last is None:
        return
    MeetingMember.objects.bulk_create(
        MeetingMember(meeting=meeting, user=one.user, name=one.name, role=one.role, position=one.position)
        for one in last.members.select_related("user")
    )


# --- The parts of a meeting: members, items, cases, disqualifications, adjusters ---------------------


@transaction.atomic
def add_part(part: Any, values: Mapping[str, Any], *, by: Any) -> Any:
    """Add a member, an item, a case, a disqualification or an adjuster, at the end of its list.

    Parameters: ``part`` is unsaved; a member, an item or an adjuster knows its meeting, the others get their item from
    ``values``. Raises NotAllowed, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        if "item" in values:
            part.item = values["item"]
        meeting = _editable(meeting_of(part), by)
        _require_time(part, meeting)
        if hasattr(part, "position"):
            part.position = _next(part, meeting)
        made = records.add(part, values, checks=_checks(part))
        _minutes_changed(part, meeting)
        return made


@transaction.atomic
def edit_part(part: Any, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Any:
    """Change a part of a meeting. Raises StaleEdit, NotAllowed, DomainError and ValidationError."""
    with acting(by):
        meeting = _editable(meeting_of(part), by)
        _require_time(part, meeting)
        changed = records.change(part, changes, version=version, checks=_checks(part))
        _minutes_changed(part, meeting)
        return changed


@transaction.atomic
def remove_part(part: Any, *, by: Any) -> None:
    """Take a part off a meeting; the report of delegated decisions stays while there is something to report."""
    with acting(by):
        meeting = _editable(meeting_of(part), by)
        _require_time(part, meeting)
        if isinstance(part, AgendaItem) and part.kind == ItemKind.DELEGATED and reporting.waits(meeting):
            raise DomainError(
                _("There are delegated decisions to report: this item stays."), code="to_report"
            )
        if isinstance(part, MinutesAdjuster) and part.adjusted_at is not None:
            raise DomainError(_("The minutes have been adjusted by this person already."), code="adjusted")
        records.remove(part, protected=_("Other records still refer to this."))
        _minutes_changed(part, meeting)


@transaction.atomic
def shift(item: AgendaItem, *, by_places: int, by: Any) -> None:
    """Move an item up (-1) or down (1) on the agenda; at the end it stays where it is."""
    with acting(by):
        meeting = _editable(item.meeting, by)
        _require_time(item, meeting)
        order = list(meeting.items.all())
        place = next((place for place, one in enumerate(order) if one.pk == item.pk), None)
        if place is None:
            raise DomainError(_("This has been removed since you opened it."), code="removed")
        other = place + by_places
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order):
            one.position = position
        AgendaItem.objects.bulk_update(order, ["position"])


def meeting_of(part: Any) -> Meeting:
    """Return the meeting that a part belongs to."""
    found: Meeting = part.meeting if hasattr(part, "meeting") else part.item.meeting
    return found


def _require_time(part: Any, meeting: Meeting) -> None:
    """Refuse a change of what is done with: the agenda after the meeting, everything after the minutes."""
    _check_open(meeting)
    if isinstance(part, AgendaItem | AgendaCase) and meeting.status not in AGENDA_OPEN:
        raise DomainError(_("The meeting was held: its agenda stays as it was."), code="held")


def _next(part: Any, meeting: Meeting) -> int:
    rows = part.item.cases if isinstance(part, AgendaCase) else type(part).objects.filter(meeting=meeting)
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _minutes_changed(part: Any, meeting: Meeting) -> None:
    """Let those who adjusted the minutes do it again after a change of what the minutes say."""
    if meeting.status == MeetingStatus.HELD and not isinstance(part, MinutesAdjuster):
        meeting.adjusters.update(adjusted_at=None, adjusted_by=None)


def _checks(part: Any) -> tuple[Callable[[Any], None], ...]:
    found: Mapping[type[Any], Callable[[Any], None]] = {
        MeetingMember: _check_replaces,
        Disqualification: _check_member,
        MinutesAdjuster: _check_member,
        AgendaCase: check_case,
    }
    return (found[type(part)],) if type(part) in found else ()


def _check_member(part: Disqualification | MinutesAdjuster) -> None:
    if part.member.meeting_id != meeting_of(part).pk:
        raise field_errors({"member": _("This person does not belong to the meeting.")})


def _check_replaces(member: MeetingMember) -> None:
    other = member.replaces
    if other is None:
        return
    if other.attended or other.role not in VOTING_ROLES:
        raise field_errors({"replaces": _("A substitute serves for a member who was not there.")})
    taken = MeetingMember.objects.filter(replaces=other, role=MemberRole.SUBSTITUTE).exclude(pk=member.pk)
    if taken.exists():
        raise field_errors({"replaces": _("Somebody else serves for this member already.")})


def check_case(case: AgendaCase) -> None:
    """Refuse an approval of more than was applied for, and a case of another authority."""
    application = case.application
    if application.authority_id != case.item.meeting.authority_id:
        raise field_errors({"application": _("This case belongs to another authority.")})
    for result, name in ((case.proposed, "proposed_amount"), (case.result, "amount")):
        amount = getattr(case, name)
        if result == CaseResult.APPROVED and amount is None:
            raise field_errors({name: _("Write the amount that is granted.")})
        if amount is not None and application.requested is not None and amount > application.requested:
            raise field_errors({name: _("This is more than was applied for.")})
