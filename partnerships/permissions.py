"""Plain questions about what a person may do with partnerships' records."""

from typing import TYPE_CHECKING, Any

from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import can_edit_for, edits

if TYPE_CHECKING:
    from partnerships.models import (
        Agreement,
        AgreementParty,
        Commitment,
        FollowUp,
        Framework,
        NetworkMembership,
        Organisation,
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
    return can_edit_for(user, agreement.keeper_id)


def can_sign_for(user: Any, party: "AgreementParty") -> bool:
    """Tell whether the user records this party's signature.

    Officers of the authority that holds the agreement record any party's; those of another authority on the portal
    record their own: its organisation's, or that of a body under it (a committee signs for its region, A01).
    """
    return can_edit_agreement(user, party.agreement) or acts_for(user, party.organisation)


def acts_for(user: Any, organisation: "Organisation") -> bool:
    """Tell whether the user edits for an authority that is this organisation, or has it under itself at any depth."""
    authorities = set(edits(user))
    seen: set[int] = set()
    body: Organisation | None = organisation if authorities else None
    while body is not None and body.pk not in seen:
        authority = getattr(
            body, "authority", None
        )  # the other side of a one-to-one: nothing where there is none
        if authority is not None and authority.pk in authorities:
            return True
        seen.add(body.pk)
        body = body.parent
    return False


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
