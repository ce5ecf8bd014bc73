"""Invitations of colleagues: an administrator invites an address to a role; its owner accepts."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import emails
from portal.accounts.enums import InvitationState
from portal.accounts.models import Invitation, Membership, User
from portal.accounts.permissions import can_administer
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

VALID_FOR = timedelta(days=14)


def digest_of(token: str) -> str:
    """Return what is stored of a token, so that whoever reads the database cannot accept in another's name."""
    return hashlib.sha256(token.encode()).hexdigest()


def with_token(token: str) -> Invitation | None:
    """Return the invitation whose link carries this token."""
    return (
        Invitation.objects.filter(token_digest=digest_of(token))
        .select_related("authority__organisation", "created_by")
        .first()
    )


@transaction.atomic
def invite(authority: Any, email: str, role: str, *, by: Any) -> Invitation:
    """Invite the owner of an address to a role and send the mail.

    Raises NotAllowed for others than the authority's administrators, DomainError beside the field when the person
    already has the role, ValidationError when an invitation to it is still unanswered.
    """
    _require_administrator(authority.pk, by)
    email = email.strip().lower()
    if Membership.objects.filter(authority_id=authority.pk, role=role, user__in=owners_of(email)).exists():
        raise field_errors({"email": _("This person already has this role.")})
    token, invitation = _prepare(Invitation(authority_id=authority.pk, email=email, role=role, created_by=by))
    invitation.validate_constraints()
    with acting(by):
        invitation.save()
    emails.invitation(invitation, token)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: Any) -> Invitation:
    """Send the invitation again under a new link; the former link ends."""
    invitation = lock(invitation)
    _require_administrator(invitation.authority_id, by)
    _require_unanswered(invitation)
    token, invitation = _prepare(invitation)
    with acting(by):
        invitation.save(update_fields=["token_digest", "expires_at"])
    emails.invitation(invitation, token)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Any) -> Invitation:
    """Take the invitation back; withdrawing it twice changes nothing."""
    invitation = lock(invitation)
    _require_administrator(invitation.authority_id, by)
    if invitation.state == InvitationState.WITHDRAWN:
        return invitation
    _require_unanswered(invitation)
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    with acting(by):
        invitation.save(update_fields=["revoked_at", "revoked_by"])
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: Any) -> Membership:
    """Give the invited person the role; accepting twice gives the same answer.

    Raises NotAllowed for somebody whose address was not invited, DomainError when it was withdrawn or has expired.
    """
    invitation = lock(invitation)
    if not is_for(invitation, by):
        raise NotAllowed(
            _("This invitation is for %(email)s. Sign in with that address to accept it.")
            % {"email": invitation.email}
        )
    if invitation.state in {InvitationState.WITHDRAWN, InvitationState.EXPIRED}:
        raise DomainError(refusal(invitation), code="closed")
    with acting(by):
        if invitation.state == InvitationState.OPEN:
            invitation.accepted_at, invitation.accepted_by = timezone.now(), by
            invitation.save(update_fields=["accepted_at", "accepted_by"])
            Membership.objects.get_or_create(
                user=by, authority_id=invitation.authority_id, role=invitation.role
            )
    membership = Membership.objects.filter(
        user=by, authority_id=invitation.authority_id, role=invitation.role
    ).first()
    if membership is None:
        raise DomainError(_("You have accepted this invitation before, and the role has ended since."))
    return membership


def is_for(invitation: Invitation, user: Any) -> bool:
    """Tell whether the invited address is this person's own and confirmed."""
    return user in owners_of(invitation.email)


def refusal(invitation: Invitation) -> str:
    """Return the sentence for somebody who comes too late, or an empty text."""
    match invitation.state:
        case InvitationState.WITHDRAWN:
            sentence = _(
                "This invitation has been withdrawn. Ask %(inviter)s if you think that is a mistake."
            )
        case InvitationState.EXPIRED:
            sentence = _("This invitation has expired. Ask %(inviter)s to send it again.")
        case _:
            return ""
    return sentence % {"inviter": invitation.created_by}


def owners_of(email: str) -> list[User]:
    """Return the people who have confirmed this address (an account made by the portal has no other than its own)."""
    confirmed = EmailAddress.objects.filter(email=email.lower(), verified=True).values("user")
    return list(User.objects.filter(pk__in=confirmed))


def _prepare(invitation: Invitation) -> tuple[str, Invitation]:
    """Give the invitation a fresh secret and term; return the secret, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    invitation.token_digest, invitation.expires_at = digest_of(token), timezone.now() + VALID_FOR
    return token, invitation


def _require_administrator(authority_id: int, by: Any) -> None:
    if not can_administer(by, authority_id):
        raise NotAllowed(_("Only administrators of the authority manage its members."))


def _require_unanswered(invitation: Invitation) -> None:
    if invitation.state == InvitationState.ACCEPTED:
        raise DomainError(_("This invitation has been accepted meanwhile."), code="answered")
    if invitation.state == InvitationState.WITHDRAWN:
        raise DomainError(_("This invitation has been withdrawn meanwhile."), code="answered")
