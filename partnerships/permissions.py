"""Plain questions about what a person may do with partnerships' records."""

from typing import TYPE_CHECKING, Any

from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import can_edit_for

if TYPE_CHECKING:
    from partnerships.models import (
        Agreement,
        Commitment,
        FollowUp,
        Framework,
        NetworkMembership,
        Partnership,
        WorkProgramme,
        WorkProgrammeLine,
    )


def can_edit_shared(user: Any) -> bool:
    """Tell whether the user edits what all authorities share: organisations, regions and networks."""
    return bool(user.is_authenticated and user.has_any_role(EDITING_ROLES))


def can_edit_partnership(user: Any, partnership: "Partnership") -> bool:
    """Tell whether the user edits this partnership: officers and administrators of its authority."""
    return can_edit_for(user, partnership.authority_id)


def can_edit_framework(user: Any, framework: "Framework") -> bool:
    """Tell whether the user edits this framework: officers and administrators of its authority."""
    return can_edit_for(user, framework.authority_id)


def can_edit_membership(user: Any, membership: "NetworkMembership") -> bool:
    """Tell whether the user edits this membership of a network: officers and administrators of the member."""
    return can_edit_for(user, membership.authority_id)


def can_edit_agreement(user: Any, agreement: "Agreement") -> bool:
    """Tell whether the user edits this agreement: officers and administrators of the authority that holds it."""
    return can_edit_for(user, agreement.partnership.authority_id)


def can_edit_programme(user: Any, programme: "WorkProgramme") -> bool:
    """Tell whether the user edits this work programme: officers and administrators of its authority."""
    return can_edit_for(user, programme.authority_id)


def can_edit_line(user: Any, line: "WorkProgrammeLine") -> bool:
    """Tell whether the user edits this line: whoever edits its work programme."""
    return can_edit_programme(user, line.work_programme)


def can_edit_commitment(user: Any, commitment: "Commitment") -> bool:
    """Tell whether the user edits this commitment: whoever edits the agreement or work programme it rests on."""
    if commitment.work_programme is not None:
        return can_edit_programme(user, commitment.work_programme)
    return commitment.agreement is not None and can_edit_agreement(user, commitment.agreement)


def can_tick_off(user: Any, follow_up: "FollowUp") -> bool:
    """Tell whether the user says that a follow-up is done: who edits its partnership."""
    return can_edit_partnership(user, follow_up.dialogue.partnership)


def can_draft(user: Any, agreement: "Agreement") -> bool:
    """Tell whether the user works on this agreement's shared text, for its holder or for a party on the portal."""
    if not user.is_authenticated:
        return False
    return bool(type(agreement)._default_manager.drafted_by(user).filter(pk=agreement.pk).exists())
