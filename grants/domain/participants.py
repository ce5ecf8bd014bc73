"""The people of an application: asked by the applicant, by mail; they accept with their own account."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import emails
from grants.enums import ParticipantRole
from grants.models import Application, Participant
from grants.permissions import can_manage_people
from portal.accounts.domain.invitations import digest_of, owners_of
from portal.accounts.enums import InvitationState
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

VALID_FOR = timedelta(days=30)
MOST_PEOPLE = 60
FIELDS = ("name", "role", "side", "organisation_name", "may_edit", "amount", "currency")


def with_token(token: str) -> Participant | None:
    """Return the participant whose link carries this token."""
    return (
        Participant.objects.filter(token_digest=digest_of(token))
        .select_related(
            "application__call__authority__organisation",
            "application__authority__organisation",
            "application__applicant",
            "created_by",
        )
        .first()
    )


def waiting_for(user: Any) -> list[Participant]:
    """Return the invitations to a person's confirmed addresses that wait for an answer."""
    addresses = user.emailaddress_set.filter(verified=True).values(address=Lower("email"))
    return list(Participant.objects.to_addresses(addresses).select_related("application__call", "created_by"))


@transaction.atomic
def invite(application: Application, *, email: str, values: Mapping[str, Any], by: Any) -> Participant:
    """Ask the owner of an address to take part and send the mail with the link.

    Parameters: ``values`` holds FIELDS. Raises NotAllowed for others than the applicant and once it is handed in,
    DomainError beside the field for the applicant's own address, ValidationError for an address that takes part.
    """
    application = lock(application)
    _require_manager(application, by)
    email = email.strip().lower()
    if application.applicant in owners_of(email) or application.applicant.email.lower() == email:
        raise field_errors({"email": _("This is the applicant's own address.")})
    if application.participants.present().count() >= MOST_PEOPLE:
        raise DomainError(_("So many people cannot take part in one application."), code="too_many")
    participant = Participant(application=application, email=email, created_by=by)
    _assign(participant, values)
    token = _prepare(participant)
    _check(participant)
    with acting(by):
        participant.save()
    emails.participation(participant, token)
    return participant


@transaction.atomic
def change(participant: Participant, *, values: Mapping[str, Any], by: Any) -> Participant:
    """Change what somebody is asked for: part, side, money, whether they write; what they signed may become stale."""
    participant = _locked(participant, by)
    _require_present(participant)
    _assign(participant, values)
    _check(participant)
    with acting(by):
        participant.save(update_fields=FIELDS)
    return participant


@transaction.atomic
def resend(participant: Participant, *, by: Any) -> Participant:
    """Send the mail again under a new link; the former link ends."""
    participant = _locked(participant, by)
    _require_present(participant)
    token = _prepare(participant)
    with acting(by):
        participant.save(update_fields=["token_digest", "expires_at"])
    emails.participation(participant, token)
    return participant


@transaction.atomic
def remove(participant: Participant, *, by: Any) -> Participant:
    """Take somebody out of an application that is not handed in yet; removed twice, they stay removed."""
    participant = _locked(participant, by)
    if participant.removed_at is not None:
        return participant
    participant.removed_at, participant.removed_by = timezone.now(), by
    with acting(by):
        participant.save(update_fields=["removed_at", "removed_by"])
    return participant


@transaction.atomic
def accept(participant: Participant, *, by: Any) -> Participant:
    """Take part, with one's own account; accepting twice is the same as once.

    Raises NotAllowed for an account that has not confirmed the invited address, DomainError when the invitation was
    taken back or has expired, or when another account with that address has accepted it.
    """
    participant = lock(participant)
    if by not in owners_of(participant.email):
        raise NotAllowed(
            _("This invitation is for %(email)s. Sign in with that address to accept it.")
            % {"email": participant.email},
            code="not_invited",
        )
    if sentence := refusal(participant):
        raise DomainError(sentence, code="closed")
    if participant.accepted_by_id == by.pk:
        return participant
    if participant.accepted_by_id is not None:
        raise DomainError(_("This invitation has been accepted by somebody else."), code="accepted")
    participant.accepted_at, participant.accepted_by = timezone.now(), by
    with acting(by):
        participant.save(update_fields=["accepted_at", "accepted_by"])
    return participant


@transaction.atomic
def decline(participant: Participant, *, by: Any = None) -> Participant:
    """Decline to take part, by the link of the mail with or without an account; declined twice, it stays so.

    Raises DomainError when the invitation was accepted or withdrawn: then the applicant removes who takes part.
    """
    lock(participant.application)
    participant = lock(participant)
    if participant.declined:
        return participant
    if participant.accepted_at is not None or participant.signatures.exists():
        raise DomainError(
            _("You have accepted already. Ask %(inviter)s to take you out.")
            % {"inviter": participant.created_by},
            code="accepted",
        )
    if participant.removed_at is not None:
        raise DomainError(refusal(participant), code="closed")
    participant.declined, participant.removed_at, participant.removed_by = True, timezone.now(), by
    with acting(by):
        participant.save(update_fields=["declined", "removed_at", "removed_by"])
    return participant


def is_for(participant: Participant, user: Any) -> bool:
    """Tell whether the invited address is this person's own and confirmed."""
    return user in owners_of(participant.email)


def refusal(participant: Participant) -> str:
    """Return the sentence for somebody who comes too late, or an empty text."""
    if participant.declined:
        return _("You have declined this invitation.")
    match participant.state:
        case InvitationState.WITHDRAWN:
            sentence = _(
                "This invitation has been withdrawn. Ask %(inviter)s if you think that is a mistake."
            )
        case InvitationState.EXPIRED:
            sentence = _("This invitation has expired. Ask %(inviter)s to send it again.")
        case _:
            return ""
    return sentence % {"inviter": participant.created_by}


def as_data(application: Application) -> list[dict[str, Any]]:
    """Return who takes part as plain data, for what is handed in; only those who have accepted or confirmed."""
    people = application.participants.present().prefetch_related("signatures")
    return [
        {
            "name": person.name,
            "email": person.email,
            "role": str(person.role),
            "side": person.side,
            "organisation": person.organisation_name,
            "amount": str(person.amount) if person.amount is not None else None,
            "currency": person.currency,
            "accepted": person.accepted_at is not None,
        }
        for person in people
    ]


def _assign(participant: Participant, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(participant, name, values[name])
    if participant.role == ParticipantRole.EDITOR:
        participant.may_edit = True
    if participant.amount is None:
        participant.currency = ""


def _check(participant: Participant) -> None:
    participant.clean_fields(exclude=["application", "created_by", "accepted_by", "removed_by"])
    participant.validate_constraints()


def _prepare(participant: Participant) -> str:
    """Give the invitation a fresh secret and term; return the secret, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    participant.token_digest, participant.expires_at = digest_of(token), timezone.now() + VALID_FOR
    return token


def _locked(participant: Participant, by: Any) -> Participant:
    """Return the participant under the lock of its application: signing and handing in wait for it."""
    _require_manager(lock(participant.application), by)
    return lock(participant)


def _require_manager(application: Application, by: Any) -> None:
    if can_manage_people(by, application):
        return
    if not application.is_open_to_changes:
        raise NotAllowed(
            _("This application has been handed in: who takes part in it can no longer be changed."),
            code="submitted",
        )
    raise NotAllowed(_("Only the applicant asks people to take part."), code="not_applicant")


def _require_present(participant: Participant) -> None:
    if participant.removed_at is not None:
        raise DomainError(_("This person has been removed meanwhile."), code="removed")
