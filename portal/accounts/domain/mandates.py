"""Who acts for an organisation: those who do give others a mandate, and withdraw it."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import emails
from portal.accounts.domain.invitations import digest_of, owners_of
from portal.accounts.enums import InvitationState
from portal.accounts.models import Mandate, Representation
from portal.core.domain.locking import lock
from portal.core.domain.records import one_at_a_time
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

VALID_FOR = timedelta(days=14)


def with_token(token: str) -> Mandate | None:
    """Return the mandate whose link carries this token."""
    return (
        Mandate.objects.filter(token_digest=digest_of(token))
        .select_related("organisation", "created_by")
        .first()
    )


def waiting_for(user: Any) -> list[Mandate]:
    """Return the mandates offered to a person's confirmed addresses that wait for an answer."""
    addresses = user.emailaddress_set.filter(verified=True).values(address=Lower("email"))
    return list(Mandate.objects.to_addresses(addresses).select_related("organisation", "created_by"))


@transaction.atomic
def give(organisation: Any, *, email: str, title: str = "", by: Any) -> Mandate:
    """Offer the owner of an address a mandate to act for an organisation, and send the mail.

    Raises NotAllowed for others than those who act for it, DomainError beside the field for who acts for it already,
    ValidationError while an offer to the address is unanswered.
    """
    _require_member(organisation.pk, by)
    email = email.strip().lower()
    if Representation.objects.filter(organisation_id=organisation.pk, user__in=owners_of(email)).exists():
        raise field_errors({"email": _("This person acts for the organisation already.")})
    # An offer that ran out stands in nobody's way.
    _expired(organisation.pk, email, by)
    token = secrets.token_urlsafe(32)
    mandate = Mandate(
        organisation_id=organisation.pk,
        email=email,
        title=title.strip(),
        token_digest=digest_of(token),
        expires_at=timezone.now() + VALID_FOR,
        created_by=by,
    )
    mandate.validate_constraints()
    with acting(by):
        mandate.save(force_insert=True)
    emails.mandate(mandate, token)
    return mandate


@transaction.atomic
def revoke(mandate: Mandate, *, by: Any) -> Mandate:
    """Take an offer back; taken back twice, nothing changes. Raises DomainError once it is accepted."""
    mandate = lock(mandate)
    _require_member(mandate.organisation_id, by)
    if mandate.state == InvitationState.ACCEPTED:
        raise DomainError(_("This mandate has been accepted meanwhile."), code="answered")
    if mandate.revoked_at is None:
        mandate.revoked_at, mandate.revoked_by = timezone.now(), by
        with acting(by):
            mandate.save(update_fields=["revoked_at", "revoked_by"])
    return mandate


@transaction.atomic
def accept(mandate: Mandate, *, by: Any) -> Representation:
    """Act for the organisation from now on; accepting twice is the same as once.

    Raises NotAllowed for an account that has not confirmed the address, DomainError when the mandate was withdrawn or
    has expired, or when it was accepted and has ended since.
    """
    mandate = lock(mandate)
    if not is_for(mandate, by):
        raise NotAllowed(
            _("This mandate is for %(email)s. Sign in with that address to accept it.")
            % {"email": mandate.email}
        )
    if sentence := refusal(mandate):
        raise DomainError(sentence, code="closed")
    if mandate.state == InvitationState.OPEN:
        mandate.accepted_at, mandate.accepted_by = timezone.now(), by
        with acting(by):
            mandate.save(update_fields=["accepted_at", "accepted_by"])
            Representation.objects.get_or_create(
                user=by, organisation_id=mandate.organisation_id, defaults={"title": mandate.title}
            )
    found = Representation.objects.filter(user=by, organisation_id=mandate.organisation_id).first()
    if found is None:
        raise DomainError(_("You have accepted this mandate before, and it has ended since."), code="ended")
    return found


@transaction.atomic
def withdraw(representation: Representation, *, by: Any, knowing: bool = False) -> None:
    """End that somebody acts for an organisation: oneself, or another by who acts for it too.

    Parameters: ``knowing`` says that the last one has been warned that nobody is left. Raises NotAllowed for people
    who do not act for it, DomainError (code "last") for the last one who has not been warned.
    """
    # Two who withdraw each other at the same moment would leave nobody unwarned.
    one_at_a_time(f"accounts.representations.{representation.organisation_id}")
    representation = lock(representation)
    _require_member(representation.organisation_id, by)
    if is_last(representation) and not knowing:
        raise DomainError(
            _(
                "You are the last who acts for this organisation. Say that you know it, or give a mandate first."
            ),
            code="last",
        )
    with acting(by):
        representation.delete()


def is_last(representation: Representation) -> bool:
    """Tell whether nobody else who can sign in acts for the organisation."""
    others = Representation.objects.filter(
        organisation=representation.organisation_id, user__is_active=True
    ).exclude(pk=representation.pk)
    return not others.exists()


def is_for(mandate: Mandate, user: Any) -> bool:
    """Tell whether the address is this person's own and confirmed."""
    return user in owners_of(mandate.email)


def refusal(mandate: Mandate) -> str:
    """Return the sentence for somebody who comes too late, or an empty text."""
    match mandate.state:
        case InvitationState.WITHDRAWN:
            sentence = _("This mandate has been withdrawn. Ask %(inviter)s if you think that is a mistake.")
        case InvitationState.EXPIRED:
            sentence = _("This mandate has expired. Ask %(inviter)s to send it again.")
        case _:
            return ""
    return sentence % {"inviter": mandate.created_by}


def _expired(organisation_id: int, email: str, by: Any) -> None:
    stale = Mandate.objects.select_for_update().filter(
        organisation_id=organisation_id,
        email=email,
        accepted_at=None,
        revoked_at=None,
        expires_at__lte=timezone.now(),
    )
    with acting(by):
        for mandate in stale:
            mandate.revoked_at, mandate.revoked_by = timezone.now(), by
            mandate.save(update_fields=["revoked_at", "revoked_by"])


def _require_member(organisation_id: int, by: Any) -> None:
    if not Representation.objects.filter(organisation_id=organisation_id, user=by).exists():
        raise NotAllowed(_("Only those who act for an organisation say who else does."), code="no_member")
