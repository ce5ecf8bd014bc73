"""The one way an agreement's status changes: what each step requires, the move, and what is kept with it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import versions
from partnerships.domain.agreement_writing import DERIVED, overlaps_explained, party_ids, prepare
from partnerships.domain.parties import FEWEST
from partnerships.enums import AGREEMENT_TRANSITIONS, AgreementStatus
from partnerships.models import Agreement
from portal.core.domain import moves
from portal.core.errors import DomainError, field_errors

# What a step may have changed beside the status.
DATES = ("signed", "valid_until", "last_day")
WRITTEN = (
    "version",
    "open_ended",
    *DERIVED,
    *(column for name in DATES for column in Agreement._meta.get_field(name).columns()),  # type: ignore[union-attr]
)


def take(agreement: Agreement, to: str, *, by: Any, note: str, today: date | None = None) -> Agreement:
    """Move a locked agreement to a status, when the table knows the step and what it requires is there.

    Parameters: ``by`` is None for the portal's own clock; ``today`` is the portal's day unless given. Raises
    DomainError or ValidationError with a sentence, and leaves the agreement as it was.
    """
    before = agreement.status
    if to in AGREEMENT_TRANSITIONS[before]:
        REQUIREMENTS[to](agreement, note, today or timezone.localdate())
        # The rules look at what it becomes: only a binding agreement may not overlap.
        agreement.status = to
        prepare(agreement)
        agreement.status = before
    with overlaps_explained(agreement):
        moves.move(
            agreement, to=to, by=by, transitions=AGREEMENT_TRANSITIONS, note=note.strip(), also=WRITTEN
        )
    versions.keep_at(agreement, to, by=by)
    return agreement


def when_signed() -> str:
    """Return the sentence for a signature without its day."""
    return _("Say when it was signed: a date as exact as it is known, or “unknown”.")


def _nothing(agreement: Agreement, note: str, today: date) -> None:
    """Some steps ask for nothing, or their own function has asked."""


def _require_parties(agreement: Agreement, note: str, today: date) -> None:
    if len(party_ids(agreement)) < FEWEST:
        raise DomainError(
            _("An agreement is signed by at least two parties. Add the missing one first."), code="parties"
        )


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
    end = agreement.end
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
    last = agreement.last_day
    if last is not None and last.earliest and last.earliest > today:
        raise field_errors(
            {
                "last_day": _(
                    "The agreement ends on %(day)s, which is to come. Record that notice was given; the portal ends "
                    "it on that day."
                )
                % {"day": last}
            }
        )


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
