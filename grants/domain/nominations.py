"""Nominations: a body names somebody for a call within its window; the nominee accepts and applies, or declines."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import emails
from grants.domain import applications, windows
from grants.domain.applications import Closed
from grants.enums import CallRoute, NominationState, WindowKind
from grants.models import Application, Call, Nomination
from partnerships.models import Organisation
from portal.accounts.domain.invitations import digest_of, owners_of
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.moments import say_moment

VALID_FOR = timedelta(days=60)
FIELDS = ("name", "reasons", "rank")


def with_token(token: str) -> Nomination | None:
    """Return the nomination whose link carries this token."""
    return (
        Nomination.objects.filter(token_digest=digest_of(token))
        .select_related("call__authority__organisation", "organisation", "created_by", "application")
        .first()
    )


def takes_nominations(call: Call) -> bool:
    """Tell whether one can come into this call by being nominated."""
    return call.route in {CallRoute.NOMINATION, CallRoute.BOTH}


def closing_of(call: Call, now: datetime) -> datetime | None:
    """Return when nominations have to be made: by the call's window for them, and never later than the call closes."""
    found = windows.closings(call, call.windows.all(), kinds={WindowKind.NOMINATION})
    own = next((moment for moment in found if moment > now), found[-1] if found else None)
    known = [moment for moment in (own, call.closes_at) if moment is not None]
    return min(known) if known else None


def closed_sentence(call: Call, now: datetime) -> str:
    """Return why the call takes no nominations at this moment; empty when it does."""
    if not takes_nominations(call):
        return _("Nobody is nominated for this call: those who take part apply.")
    if sentence := applications.closed_sentence(call, now, nominated=True):
        return sentence
    closing = closing_of(call, now)
    if closing is not None and now >= closing:
        return _("Nominations could be made until %(moment)s.") % {
            "moment": say_moment(closing, call.time_zone)
        }
    return ""


def limit_sentence(call: Call) -> str:
    """Say how many people a body can nominate; empty where the call sets no limit."""
    most = call.nominations_max
    if most is None:
        return ""
    return ngettext(
        "An organisation can nominate %(count)s person.",
        "An organisation can nominate %(count)s people.",
        most,
    ) % {"count": most}


@transaction.atomic
def nominate(
    call: Call, *, organisation: Organisation, email: str, values: Mapping[str, Any], by: Any, now: datetime
) -> Nomination:
    """Put somebody forward for a call in the name of an organisation, and send the nominee the mail with the link.

    Parameters: ``values`` holds FIELDS. Raises NotAllowed for who does not act for the organisation, Closed outside the
    window, DomainError beyond the call's limit for each body, ValidationError for an address or a rank given twice.
    """
    call = lock(call)  # two who nominate for one body at once are counted one after the other
    _require_acting(organisation, by)
    if sentence := closed_sentence(call, now):
        raise Closed(sentence, code="closed")
    made = Nomination.objects.standing().filter(call=call, organisation=organisation).count()
    if call.nominations_max is not None and made >= call.nominations_max:
        raise DomainError(limit_sentence(call), code="too_many")
    email = email.strip().lower()
    if by in owners_of(email) or by.email.lower() == email:
        raise field_errors({"email": _("This is your own address: nobody nominates themselves.")})
    nomination = Nomination(call=call, organisation=organisation, email=email, created_by=by)
    for name in FIELDS:
        setattr(nomination, name, values[name])
    token = secrets.token_urlsafe(32)
    nomination.token_digest, nomination.expires_at = digest_of(token), now + VALID_FOR
    nomination.clean_fields(exclude=["call", "organisation", "created_by"])
    nomination.validate_constraints()
    with acting(by):
        nomination.save(force_insert=True)
    emails.nomination(nomination, token)
    return nomination


@transaction.atomic
def withdraw(nomination: Nomination, *, by: Any) -> Nomination:
    """Take a nomination back that nobody has accepted; taken back twice, it stays so."""
    nomination = lock(nomination)
    _require_acting(nomination.organisation, by)
    if nomination.withdrawn_at is not None:
        return nomination
    _require_open(nomination)
    nomination.withdrawn_at, nomination.withdrawn_by = timezone.now(), by
    with acting(by):
        nomination.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return nomination


@transaction.atomic
def accept(nomination: Nomination, *, language: str, by: Any, now: datetime) -> Application:
    """Accept a nomination and begin the application; accepting twice leads to the same one.

    Who has deleted that draft begins another one. Raises NotAllowed for an account that has not confirmed the address,
    DomainError when the nomination was taken back, declined, has expired, or is somebody else's by now, Closed when the
    call takes no applications any more.
    """
    nomination = lock(nomination)
    if not is_for(nomination, by):
        raise NotAllowed(
            _("This nomination is for %(email)s. Sign in with that address to accept it.")
            % {"email": nomination.email},
            code="not_nominated",
        )
    if nomination.accepted_by_id not in {None, by.pk}:
        raise DomainError(_("This nomination has been accepted by somebody else."), code="accepted")
    begun = Application.objects.filter(nomination=nomination).first()
    if begun is not None:
        return begun
    if sentence := refusal(nomination):
        raise DomainError(sentence, code="closed")
    begun = applications.begin_nominated(nomination, by=by, language=language, now=now)
    if nomination.accepted_at is None:
        nomination.accepted_at, nomination.accepted_by = now, by
        with acting(by):
            nomination.save(update_fields=["accepted_at", "accepted_by"])
    return begun


@transaction.atomic
def decline(nomination: Nomination, *, by: Any = None) -> Nomination:
    """Decline a nomination by the link of the mail, with or without an account; declined twice, it stays so."""
    nomination = lock(nomination)
    if nomination.declined_at is not None:
        return nomination
    _require_open(nomination)
    nomination.declined_at, nomination.declined_by = timezone.now(), by
    with acting(by):
        nomination.save(update_fields=["declined_at", "declined_by"])
    return nomination


def is_for(nomination: Nomination, user: Any) -> bool:
    """Tell whether the nominee's address is this person's own and confirmed."""
    return user in owners_of(nomination.email)


def refusal(nomination: Nomination) -> str:
    """Return the sentence for a nominee who comes too late, or an empty text."""
    return {
        NominationState.WITHDRAWN: _("This nomination has been withdrawn by the organisation."),
        NominationState.DECLINED: _("This nomination has been declined."),
        NominationState.EXPIRED: _("This nomination has expired: it was not answered in time."),
    }.get(nomination.state, "")


def _require_open(nomination: Nomination) -> None:
    if nomination.state == NominationState.ACCEPTED:
        raise DomainError(_("This nomination has been accepted: it stands."), code="accepted")
    if nomination.state != NominationState.EXPIRED and (sentence := refusal(nomination)):
        raise DomainError(sentence, code="closed")


def _require_acting(organisation: Organisation, by: Any) -> None:
    if not by.representations.filter(organisation=organisation).exists():
        raise NotAllowed(_("You do not act for this organisation in the portal."), code="organisation")
