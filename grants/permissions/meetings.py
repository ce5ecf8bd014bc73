"""What the authority's people may do with its delegation orders and meetings."""

from typing import Any

from grants.permissions.cases import can_decide
from portal.accounts.permissions import can_administer, can_edit_for


def can_edit_order(user: Any, order: Any) -> bool:
    """Tell whether the user records who may decide what: administrators, so that nobody gives a right to themselves."""
    return bool(user.is_authenticated and can_administer(user, order.authority_id))


def can_edit_meeting(user: Any, meeting: Any) -> bool:
    """Tell whether the user prepares this meeting and writes its minutes: who edits for its authority."""
    return can_edit_for(user, meeting.authority_id)


def can_adjust(user: Any, adjuster: Any) -> bool:
    """Tell whether the user adjusts minutes as this person or, where the person has no account, for them."""
    account = adjuster.member.user_id
    if account is not None:
        return bool(account == user.pk)
    return can_edit_meeting(user, adjuster.meeting)


def can_record_for(user: Any, meeting: Any) -> bool:
    """Tell whether the user records what a meeting decided: a decision maker of the authority, or its secretary."""
    if can_decide(user, meeting):
        return True
    return bool(meeting.secretary_id == user.pk and can_edit_meeting(user, meeting))
