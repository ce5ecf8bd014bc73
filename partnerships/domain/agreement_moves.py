"""An agreement's life: draft, negotiation, signed, in force, and its end."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain.agreement_writing import begin, overlaps_explained, party_ids, prepare
from partnerships.domain.parties import FEWEST
from partnerships.enums import AGREEMENT_TRANSITIONS, AgreementStatus
from partnerships.models import Agreement
from portal.core.domain import moves
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate

WRITTEN = ("version", "parties_key", "certain_validity")


def negotiate(agreement: Agreement, *, version: int | None, by: Any, note: str = "") -> Agreement:
    """Open the talks about a draft."""
    return _step(agreement, AgreementStatus.NEGOTIATION, version=version, by=by, note=note)


def withdraw(agreement: Agreement, *, version: int | None, by: Any, note: str = "") -> Agreement:
    """Take an agreement out of negotiation, back to the drawing board."""
    return _step(agreement, AgreementStatus.DRAFT, version=version, by=by, note=note)


def sign(
    agreement: Agreement,
    *,
    version: int | None,
    by: Any,
    signed: UncertainDate | None = None,
    signatures: Mapping[int, tuple[str, UncertainDate | None]] | None = None,
    note: str = "",
) -> Agreement:
    """Record that the parties have signed.

    Parameters: ``signed`` is the agreement's date, as uncertain as it is known; ``signatures`` maps a party's primary
    key to who signed for it and when. Raises DomainError when there are fewer than two parties, when neither the
    agreement nor every party has a date, or when it would overlap with another agreement.
    """
    with transaction.atomic(), acting(by):
        locked = begin(agreement, version=version, by=by)
        if signed is not None:
            locked.signed = signed
        for party in locked.parties.filter(pk__in=signatures or {}):
            party.signatory, party.signed = (signatures or {})[party.pk]
            party.save()
        return _move(locked, AgreementStatus.SIGNED, by=by, note=note)


def put_in_force(
    agreement: Agreement, *, version: int | None, by: Any, note: str = "", today: date | None = None
) -> Agreement:
    """Record that a signed agreement has begun to be valid.

    Raises DomainError when nobody has said from when and how long it is valid, or when that day is certainly to come.
    """
    return _step(agreement, AgreementStatus.IN_FORCE, version=version, by=by, note=note, today=today)


def expire(
    agreement: Agreement, *, version: int | None, by: Any, note: str = "", today: date | None = None
) -> Agreement:
    """Record that an agreement's time has run out. Raises DomainError when its last day is unknown or to come."""
    return _step(agreement, AgreementStatus.EXPIRED, version=version, by=by, note=note, today=today)


def terminate(agreement: Agreement, *, version: int | None, by: Any, note: str) -> Agreement:
    """Record that a party has ended the agreement before its time. Raises DomainError without a reason in ``note``."""
    return _step(agreement, AgreementStatus.TERMINATED, version=version, by=by, note=note)


def expire_due(today: date) -> tuple[int, int]:
    """Put in force and let expire what certainly begins or has certainly ended, by the portal's own clock.

    Only certain days count (X01): an agreement "until the end of 2017" expires on 1 January 2018, one without an
    end or with tacit renewal never does by itself. Returns how many were put in force and how many expired.
    """
    begun = [
        put_in_force(one, version=None, by=None, note=_("By its dates."), today=today)
        for one in Agreement.objects.beginning_by(today)
    ]
    ended = [
        expire(one, version=None, by=None, note=_("By its dates."), today=today)
        for one in Agreement.objects.ended_before(today)
    ]
    return len(begun), len(ended)


@transaction.atomic
def _step(
    agreement: Agreement, to: str, *, version: int | None, by: Any, note: str, today: date | None = None
) -> Agreement:
    with acting(by):
        return _move(begin(agreement, version=version, by=by), to, by=by, note=note, today=today)


def _move(agreement: Agreement, to: str, *, by: Any, note: str, today: date | None = None) -> Agreement:
    before = agreement.status
    if to in AGREEMENT_TRANSITIONS[before]:
        REQUIREMENTS[to](agreement, note, today or timezone.localdate())
        # The rules look at what it becomes: only a binding agreement may not overlap.
        agreement.status = to
        prepare(agreement)
        agreement.status = before
    also = (*WRITTEN, *Agreement._meta.get_field("signed").columns())
    with overlaps_explained(agreement):
        moves.move(agreement, to=to, by=by, transitions=AGREEMENT_TRANSITIONS, note=note.strip(), also=also)
    return agreement


def _nothing(agreement: Agreement, note: str, today: date) -> None:
    """A draft and talks about it ask for nothing."""


def _require_signatures(agreement: Agreement, note: str, today: date) -> None:
    if len(party_ids(agreement)) < FEWEST:
        raise DomainError(
            _("An agreement is signed by at least two parties. Add the missing one first."), code="parties"
        )
    if agreement.signed is None and any(party.signed is None for party in agreement.parties.all()):
        raise field_errors(
            {"signed": _("Say when it was signed: a date as exact as it is known, or “unknown”.")}
        )


def _require_validity(agreement: Agreement, note: str, today: date) -> None:
    start = agreement.valid_from
    if start is None or not (agreement.valid_until or agreement.open_ended or agreement.renews_tacitly):
        raise DomainError(
            _("Say first from when and until when the agreement is valid, or that it is without an end."),
            code="validity",
        )
    if start.earliest and start.earliest > today:
        raise DomainError(
            _("The agreement is valid from %(start)s, and not before.") % {"start": start}, code="early"
        )


def _require_end(agreement: Agreement, note: str, today: date) -> None:
    end = agreement.valid_until
    if end is None:
        raise DomainError(
            _("Nothing says when the agreement ends. Give the date first, or record that it was terminated."),
            code="validity",
        )
    if end.earliest and end.earliest > today:
        raise DomainError(
            _("The agreement is valid until %(end)s. Until then it can only be terminated.") % {"end": end},
            code="early",
        )


def _require_reason(agreement: Agreement, note: str, today: date) -> None:
    if not note.strip():
        raise field_errors({"note": _("Say who ended the agreement, and why.")})


REQUIREMENTS: Mapping[str, Callable[[Agreement, str, date], None]] = {
    AgreementStatus.DRAFT: _nothing,
    AgreementStatus.NEGOTIATION: _nothing,
    AgreementStatus.SIGNED: _require_signatures,
    AgreementStatus.IN_FORCE: _require_validity,
    AgreementStatus.EXPIRED: _require_end,
    AgreementStatus.TERMINATED: _require_reason,
}
