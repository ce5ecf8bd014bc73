"""One agreement takes the place of another, from a day on."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain.agreement_acts import LIVING, start_act, write_act
from partnerships.domain.agreement_steps import take
from partnerships.domain.agreement_writing import finish, shares_days
from partnerships.enums import BINDING_STATUSES, AgreementActKind, AgreementStatus
from partnerships.models import Agreement, AgreementAct
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import day_before


@transaction.atomic
def supersede(
    agreement: Agreement,
    successor: Agreement,
    *,
    effective: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that a signed agreement takes this one's place.

    Parameters: ``effective`` is the successor's first day unless another is given. When that day has certainly come,
    the agreement is superseded at once, else by the portal's clock on that day. Raises DomainError for an agreement
    with itself, for one that this one succeeds (a cycle), and for a successor that is not signed.
    """
    with acting(by):
        _lock_in_order(agreement, successor)
        locked = start_act(agreement, version=version, by=by)
        following = Agreement.objects.get(pk=successor.pk)
        if sentence := succession_problem(locked, following):
            raise field_errors({"successor": sentence})
        if following.status not in BINDING_STATUSES:
            raise field_errors(
                {
                    "successor": _("“%(successor)s” is not signed yet. It can take this place once it is.")
                    % {"successor": following}
                }
            )
        if following.predecessor_id is None:
            following.predecessor = locked
            finish(following)
        return replace(locked, following, effective=effective, note=note, by=by, today=today)


def replace(
    agreement: Agreement,
    successor: Agreement,
    *,
    effective: UncertainDate | None,
    note: str,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Let a locked agreement end the day before its successor begins, if it has not ended by then.

    The checks of who succeeds whom are the caller's.
    """
    first = effective or successor.valid_from or UncertainDate.unknown()
    if first.is_unknown:
        raise field_errors({"effective": _("Say from when the other agreement takes its place.")})
    start = agreement.valid_from
    if start and start.earliest and first.latest and first.latest < start.earliest:
        raise field_errors(
            {"effective": _("The agreement is valid from %(start)s. This day is before.") % {"start": start}}
        )
    last_day = _last_day(agreement, day_before(first))
    act = write_act(
        agreement,
        AgreementActKind.SUPERSESSION,
        by=by,
        other_agreement=successor,
        effective=first,
        previous_end=agreement.valid_until,
        new_end=last_day,
        note=note.strip(),
    )
    agreement.last_day = last_day or agreement.last_day
    day = today or timezone.localdate()
    if first.latest is not None and first.latest <= day:
        reason = _("“%(successor)s” takes its place.") % {"successor": successor}
        take(agreement, AgreementStatus.SUPERSEDED, by=by, note=reason, today=day)
    else:
        finish(agreement)
    return act


def _last_day(agreement: Agreement, before: UncertainDate) -> UncertainDate | None:
    """Return the day before its successor begins as an agreement's last; None where it ends earlier by itself."""
    goes_on = agreement.renews_tacitly and agreement.last_day is None
    end = agreement.end
    ends_earlier = end and end.latest and before.earliest and end.latest < before.earliest
    return None if ends_earlier and not goes_on else before


def make_way(successor: Agreement, *, by: Any, today: date | None = None) -> None:
    """Let the predecessor of an agreement that is being signed end where it begins, if they are valid together.

    Said so by the person who named the predecessor: two agreements on the same matter do not both bind. The
    predecessor is locked here, after its successor; `supersede` locks both in the same order.
    """
    before = successor.predecessor
    if before is None or successor.valid_from is None:
        return
    locked = Agreement.objects.select_for_update().get(pk=before.pk)
    if locked.status in LIVING and locked.last_day is None and shares_days(locked, successor):
        replace(locked, successor, effective=None, note="", by=by, today=today)


def succession_problem(agreement: Agreement, successor: Agreement) -> str:
    """Return why one agreement cannot take another's place: itself, or one before it; empty when all is well."""
    if agreement.pk == successor.pk:
        return _("An agreement cannot succeed itself. Choose the one after it.")
    seen: set[int] = set()
    before = agreement.predecessor
    while before is not None and before.pk not in seen:
        if before.pk == successor.pk:
            return _("“%(successor)s” comes before this agreement, directly or by others between them.") % {
                "successor": successor
            }
        seen.add(before.pk)
        before = before.predecessor
    return ""


def _lock_in_order(agreement: Agreement, successor: Agreement) -> None:
    """Lock the successor, then the agreement: the order in which a signing locks them too."""
    for one in (successor, agreement):
        if not Agreement.objects.select_for_update().filter(pk=one.pk).exists():
            raise DomainError(_("This has been removed since you opened it."), code="removed")
