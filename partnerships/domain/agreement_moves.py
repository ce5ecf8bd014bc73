"""An agreement's life: draft, negotiation, agreed, signed party by party, in force, and its end."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import versions
from partnerships.domain.agreement_writing import begin, finish, overlaps_explained, party_ids, prepare
from partnerships.domain.parties import FEWEST
from partnerships.enums import AGREEMENT_TRANSITIONS, AgreementStatus
from partnerships.models import Agreement, AgreementParty
from partnerships.permissions import can_sign_for
from portal.core.domain import moves
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate

WRITTEN = ("version", "parties_key", "certain_validity")


def when_signed() -> str:
    """Return the sentence for a signature without its day."""
    return _("Say when it was signed: a date as exact as it is known, or “unknown”.")


def negotiate(agreement: Agreement, *, version: int | None, by: Any, note: str = "") -> Agreement:
    """Open the talks about a draft."""
    return _step(agreement, AgreementStatus.NEGOTIATION, version=version, by=by, note=note)


def withdraw(agreement: Agreement, *, version: int | None, by: Any, note: str = "") -> Agreement:
    """Take an agreement out of negotiation, back to the drawing board."""
    return _step(agreement, AgreementStatus.DRAFT, version=version, by=by, note=note)


def agree(agreement: Agreement, *, version: int | None, by: Any, note: str = "") -> Agreement:
    """Record that the parties have agreed on the text; from now on they sign, one after the other.

    Raises DomainError when there are fewer than two parties.
    """
    return _step(agreement, AgreementStatus.AGREED, version=version, by=by, note=note)


def reopen(agreement: Agreement, *, version: int | None, by: Any, note: str) -> Agreement:
    """Talk again about a text that was agreed; signatures recorded for it no longer count, and stay in the history.

    Raises DomainError without a reason in ``note``.
    """
    with transaction.atomic(), acting(by):
        locked = begin(agreement, version=version, by=by)
        if locked.status == AgreementStatus.AGREED:
            _require_reason_to_reopen(note)
            for party in locked.parties.filter(signed__isnull=False):
                party.signatory, party.signatory_function, party.signed = "", "", None
                party.save()
        return _move(locked, AgreementStatus.NEGOTIATION, by=by, note=note)


def sign_party(
    agreement: Agreement,
    party: AgreementParty,
    *,
    signatory: str,
    signed: UncertainDate | None,
    version: int | None,
    by: Any,
    function: str = "",
    note: str = "",
) -> Agreement:
    """Record one party's signature; with the last party's, the agreement is signed.

    Parameters: ``signatory`` is who signed, in which ``function``; ``signed`` is the day, as uncertain as it is known
    ("unknown" is a date too). Associates and witnesses may sign, before the others or after; nobody waits for them.
    Raises NotAllowed for an officer who may not sign for this party, DomainError when the text is not agreed, when the
    party has signed or has left, or when the agreement would overlap with another.
    """
    with transaction.atomic(), acting(by):
        locked = begin(agreement, version=version, by=None)
        current = _signing(locked, party, by)
        if not signatory.strip():
            raise field_errors({"signatory": _("Say who signed.")})
        if signed is None:
            raise field_errors({"signed": when_signed()})
        current.signatory, current.signatory_function = signatory.strip(), function.strip()
        current.signed = signed
        current.save()
        if locked.status == AgreementStatus.AGREED and not waits_for(locked):
            if locked.signed is None:
                locked.signed = last_signature(locked)
            return _move(locked, AgreementStatus.SIGNED, by=by, note=note)
        return finish(locked)


def waits_for(agreement: Agreement) -> list[AgreementParty]:
    """Return the parties whose signatures are still to come, in their order."""
    parties = agreement.parties.select_related("organisation").order_by("position", "pk")
    return [party for party in parties if party.has_to_sign and not party.has_signed]


def last_signature(agreement: Agreement) -> UncertainDate | None:
    """Return the day of the last party's signature, where one of them was certainly the last; else None.

    "March 2014" and "about 2014" say nothing about which of them came last, and nobody invents it (X01).
    """
    days = [party.signed for party in agreement.parties.all() if party.has_to_sign and party.signed]
    for day in days:
        first = day.earliest
        if first and all(other.latest and other.latest <= first for other in days if other != day):
            return day
    return None


def is_open_to_sign(agreement: Agreement, party: AgreementParty) -> bool:
    """Tell whether a party's signature is still to come, and may come now: an associate's also after the others'."""
    if party.has_signed or party.left is not None:
        return False
    late = {AgreementStatus.SIGNED, AgreementStatus.IN_FORCE}
    return agreement.status == AgreementStatus.AGREED or (not party.has_to_sign and agreement.status in late)


def _signing(agreement: Agreement, party: AgreementParty, by: Any) -> AgreementParty:
    """Return the party as it stands, when its signature may be recorded now by this person."""
    current = agreement.parties.select_related("organisation").filter(pk=party.pk).first()
    if current is None:
        raise DomainError(_("This party has been removed since you opened it."), code="removed")
    current.agreement = agreement
    if by is not None and not can_sign_for(by, current):
        raise NotAllowed(
            _(
                "A party's signature is recorded by the authority that holds the agreement, or by the party's own "
                "authority."
            )
        )
    if current.left is not None:
        raise DomainError(_("%(party)s is no longer a party.") % {"party": current}, code="left")
    if current.has_signed:
        raise DomainError(
            _("%(party)s has signed already: %(signature)s.")
            % {"party": current, "signature": current.signature},
            code="signed",
        )
    if not is_open_to_sign(agreement, current):
        raise DomainError(
            _("The agreement is “%(state)s”. It is signed once its text is agreed.")
            % {"state": agreement.get_status_display()},
            code="transition",
        )
    return current


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
    versions.keep_at(agreement, to, by=by)
    return agreement


def _nothing(agreement: Agreement, note: str, today: date) -> None:
    """Some steps ask for nothing, or their own function has asked."""


def _require_parties(agreement: Agreement, note: str, today: date) -> None:
    if len(party_ids(agreement)) < FEWEST:
        raise DomainError(
            _("An agreement is signed by at least two parties. Add the missing one first."), code="parties"
        )


def _require_reason_to_reopen(note: str) -> None:
    if not note.strip():
        raise field_errors({"note": _("Say why the text is talked about again.")})


def _require_signatures(agreement: Agreement, note: str, today: date) -> None:
    _require_parties(agreement, note, today)
    missing = [party for party in agreement.parties.all() if party.has_to_sign and not party.has_signed]
    if agreement.signed is None and missing:
        raise field_errors({"signed": when_signed()})


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
    AgreementStatus.AGREED: _require_parties,
    AgreementStatus.SIGNED: _require_signatures,
    AgreementStatus.IN_FORCE: _require_validity,
    AgreementStatus.EXPIRED: _require_end,
    AgreementStatus.TERMINATED: _require_reason,
    AgreementStatus.SUPERSEDED: _nothing,
}
