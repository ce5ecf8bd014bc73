"""An agreement's life: draft, negotiation, agreed, signed party by party, in force, and its end."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import agreement_acts, agreement_periods, succession
from partnerships.domain.agreement_steps import take, when_signed
from partnerships.domain.agreement_writing import begin, finish
from partnerships.enums import AgreementActKind, AgreementStatus
from partnerships.models import Agreement, AgreementParty
from partnerships.permissions import can_sign_for
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate

logger = logging.getLogger(__name__)
SIGNABLE = frozenset({AgreementStatus.NEGOTIATION, AgreementStatus.AGREED})


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
            if not note.strip():
                raise field_errors({"note": _("Say why the text is talked about again.")})
            for party in locked.parties.filter(signed__isnull=False):
                party.signatory, party.signatory_function, party.signed = "", "", None
                party.save()
        return take(locked, AgreementStatus.NEGOTIATION, by=by, note=note)


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
            succession.make_way(locked, by=by)
            return take(locked, AgreementStatus.SIGNED, by=by, note=note)
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
        if locked.status in SIGNABLE:
            succession.make_way(locked, by=by)
        return take(locked, AgreementStatus.SIGNED, by=by, note=note)


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


def terminate(
    agreement: Agreement,
    *,
    version: int | None,
    by: Any,
    note: str,
    last_day: UncertainDate | None = None,
) -> Agreement:
    """Record that a party has ended the agreement before its time.

    Parameters: ``last_day`` is the agreement's last; where nobody says it, some day up to today. Raises DomainError
    without a reason in ``note``, and for a last day that is to come: that is notice.
    """
    with transaction.atomic(), acting(by):
        locked = begin(agreement, version=version, by=by)
        locked.last_day = last_day or UncertainDate(f"[..{timezone.localdate().isoformat()}]")
        return take(locked, AgreementStatus.TERMINATED, by=by, note=note)


def expire_due(today: date) -> "ByDate":
    """Do what time decides: begin, renew, give way to a successor, end. Twice on a day changes nothing more.

    Only certain days count (X01): an agreement "until the end of 2017" expires on 1 January 2018, one without an
    end never does by itself, one that renews itself goes on unless notice was given. Each agreement is done on its
    own: one that cannot be is told of in the log and in what is returned, and keeps nobody else waiting.
    """
    done = ByDate()
    done.each("terms", agreement_acts.terms_due(today), agreement_acts.apply_terms)
    done.begun = done.each("begin", Agreement.objects.beginning_by(today), _begin, today)
    done.each("renew", Agreement.objects.renewing_by(today), agreement_periods.renew_all, today)
    done.ended = done.each("give way", Agreement.objects.superseded_by(today), _give_way, today)
    done.ended += done.each("end", Agreement.objects.ended_before(today), _end, today)
    return done


@dataclass
class ByDate:
    """What time decided on one day: how many began and ended, and which agreements could not be done, with why."""

    begun: int = 0
    ended: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def each(self, step: str, records: Iterable[Any], do: Callable[..., Any], *arguments: Any) -> int:
        """Take a step with each record in a transaction of its own; return with how many it went well."""
        well = 0
        for record in records:
            try:
                with transaction.atomic():
                    do(record, *arguments)
            except Exception as problem:
                # One bad record must not keep the others from beginning and ending on their day.
                agreement = getattr(record, "agreement", record)
                logger.exception("agreements by date: %s could not %s", agreement.slug, step)
                self.failed.append((agreement.slug, f"{type(problem).__name__}: {problem}"))
            else:
                well += 1
        return well


def _begin(agreement: Agreement, today: date) -> Agreement:
    return put_in_force(agreement, version=None, by=None, note=_("By its dates."), today=today)


@transaction.atomic
def _give_way(agreement: Agreement, today: date) -> Agreement:
    with acting(None):
        locked = begin(agreement, version=None, by=None)
        act = locked.acts.filter(kind=AgreementActKind.SUPERSESSION).select_related("other_agreement").last()
        reason = _("“%(successor)s” takes its place.") % {"successor": act.other_agreement if act else ""}
        return take(locked, AgreementStatus.SUPERSEDED, by=None, note=reason, today=today)


@transaction.atomic
def _end(agreement: Agreement, today: date) -> Agreement:
    """Let an agreement end whose last day is over: it expires, unless an act has ended it before its time."""
    with acting(None):
        locked = begin(agreement, version=None, by=None)
        if locked.last_day is None:
            return take(locked, AgreementStatus.EXPIRED, by=None, note=_("By its dates."), today=today)
        act = locked.acts.exclude(kind=AgreementActKind.AMENDMENT).select_related("party").last()
        reason = _("By its dates.")
        if act is not None and act.kind == AgreementActKind.NOTICE:
            reason = _("%(party)s gave notice (%(day)s).") % {"party": act.party, "day": act.decided}
        elif act is not None:
            reason = str(act)
        by_text = locked.renews_tacitly or (locked.valid_until and locked.valid_until == locked.last_day)
        to = AgreementStatus.EXPIRED if by_text else AgreementStatus.TERMINATED
        return take(locked, to, by=None, note=reason, today=today)


@transaction.atomic
def _step(
    agreement: Agreement, to: str, *, version: int | None, by: Any, note: str, today: date | None = None
) -> Agreement:
    with acting(by):
        return take(begin(agreement, version=version, by=by), to, by=by, note=note, today=today)
