"""An act that was entered by mistake is taken back: the agreement stands as if it had not been recorded.

Nothing is forgotten by it: the history keeps the act, who took it back, and why.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain.agreement_steps import WRITTEN, take
from partnerships.domain.agreement_writing import begin, finish, overlaps_explained, prepare
from partnerships.enums import AGREEMENT_CORRECTIONS, AgreementActKind, AgreementStatus
from partnerships.models import Agreement, AgreementAct, AgreementParty
from portal.core.domain import moves
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate

# Acts that may set an agreement's last day, as long as they stand.
ENDING = frozenset(
    {
        AgreementActKind.NOTICE,
        AgreementActKind.WITHDRAWAL,
        AgreementActKind.MERGER,
        AgreementActKind.SUPERSESSION,
    }
)


def last_act(agreement: Agreement) -> AgreementAct | None:
    """Return the act that was recorded last: the only one that can be taken back."""
    named = ("party__organisation", "other_party__organisation", "organisation", "other_agreement")
    return agreement.acts.select_related(*named).order_by("-pk").first()


@transaction.atomic
def take_back(
    act: AgreementAct, *, note: str, version: int | None, by: Any, today: date | None = None
) -> Agreement:
    """Take back the act that was recorded last, with what it changed: validity, last day, parties, status.

    Parameters: ``note`` says what was wrong. New terms of an amendment that hold already stay: what held before is
    entered under “Signing and validity”. Raises DomainError without a reason, for an act that others follow, and for
    an extension whose period has been followed by another.
    """
    with acting(by):
        locked = begin(act.agreement, version=version, by=by)
        current = last_act(locked)
        if current is None or current.pk != act.pk:
            raise DomainError(
                _("Only what was recorded last can be taken back. Look at the agreement again."), code="order"
            )
        if not note.strip():
            raise field_errors({"note": _("Say what was wrong, so that others understand the history.")})
        _undo_period(locked, current)
        parties = _undo_parties(locked, current)
        current.delete()
        for party in parties:
            party.delete()
        said = _("Taken back: %(act)s. %(reason)s") % {"act": current, "reason": note.strip()}
        if current.kind in ENDING and locked.status in AGREEMENT_CORRECTIONS:
            return _revive(locked, current, by=by, note=said)
        locked.last_day = _last_day(locked)
        return _save(locked, current, by=by, note=said, today=today or timezone.localdate())


def _undo_period(agreement: Agreement, act: AgreementAct) -> None:
    """Give an extended agreement the end that it had."""
    if act.kind != AgreementActKind.EXTENSION:
        return
    period = act.periods.order_by("number").last()
    if period is not None and agreement.periods.filter(number__gt=period.number).exists():
        raise DomainError(
            _("A further period has begun since. Correct the end under “Signing and validity”."),
            code="period",
        )
    act.periods.all().delete()
    agreement.valid_until, agreement.open_ended = act.previous_end, False


def _undo_parties(agreement: Agreement, act: AgreementAct) -> list[AgreementParty]:
    """Let those be parties again who had left by the act; return those who joined by it, to be taken off the list."""
    members = [one for one in (act.party, act.other_party) if one is not None]
    if act.kind == AgreementActKind.WITHDRAWAL:
        for party in members:
            _stay(party)
    if act.kind == AgreementActKind.ACCESSION:
        return [party for party in members if not _left_before(agreement, party, act)]
    if act.kind != AgreementActKind.MERGER:
        return []
    gone = [party for party in members if party.organisation_id != act.organisation_id]
    for party in gone:
        _stay(party)
    heirs = agreement.parties.filter(organisation=act.organisation) if len(gone) > 1 else ()
    return [heir for heir in heirs if not _left_before(agreement, heir, act)]


def _stay(party: AgreementParty) -> None:
    party.left = None
    party.save()


def _left_before(agreement: Agreement, party: AgreementParty, act: AgreementAct) -> bool:
    """Tell whether a party had left before it joined again, and let it have left then."""
    before = agreement.acts.filter(pk__lt=act.pk, kind=AgreementActKind.WITHDRAWAL, party=party).last()
    if before is None:
        return False
    party.left, party.joined = before.effective or UncertainDate.unknown(), None
    party.save()
    return True


def _last_day(agreement: Agreement) -> UncertainDate | None:
    """Return the last day that the acts that still stand have set."""
    standing = agreement.acts.filter(kind__in=ENDING, new_end__isnull=False, withdrawn_by=None)
    last = standing.order_by("-pk").first()
    return last.new_end if last is not None else None


def _save(agreement: Agreement, act: AgreementAct, *, by: Any, note: str, today: date) -> Agreement:
    """Save an agreement whose status the act has not changed, or only by extending it: then it is over again."""
    end = agreement.end
    is_over = end is not None and end.latest is not None and end.latest < today
    if act.kind == AgreementActKind.EXTENSION and is_over and agreement.status == AgreementStatus.IN_FORCE:
        return take(agreement, AgreementStatus.EXPIRED, by=by, note=note, today=today)
    return finish(agreement)


def _revive(agreement: Agreement, act: AgreementAct, *, by: Any, note: str) -> Agreement:
    """Put an agreement back to where it stood before the act ended it, at once or later by the portal's clock.

    Who terminates it gives it a last day of its own: that is not taken back with a notice given before.
    """
    last = agreement.moves.order_by("pk").last()
    if last is None or agreement.last_day is None or agreement.last_day != act.new_end:
        raise DomainError(
            _(
                "The agreement has been ended by a step of its own since, and this is part of how it came to that."
            ),
            code="ended",
        )
    agreement.last_day = _last_day(agreement)
    ended, agreement.status = agreement.status, last.from_status
    prepare(agreement)  # only what lives may not overlap
    agreement.status = ended
    with overlaps_explained(agreement):
        moves.move(
            agreement, to=last.from_status, by=by, transitions=AGREEMENT_CORRECTIONS, note=note, also=WRITTEN
        )
    return agreement
