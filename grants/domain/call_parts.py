"""The parts of a call: funders, strands, windows, envelopes, rates, criteria, bodies, instalments, duties.

All of them are added, changed, moved and removed in the same way: under a lock on the call, by those who edit it.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from slugify import slugify

from grants.domain.deciding import spending
from grants.models import Call, CallFunder, Criterion, Envelope, Instalment, Strand
from grants.permissions import can_edit_call
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

# A CallPart or a CallFunder: what has a call and a place in a list of it.
type Part = Any

WHOLE = Decimal(100)
CODED = (Strand, Envelope, Criterion)
# What of an envelope says which grants are taken from it, and in which year.
DRAWN_BY = ("for_all", "funder_id", "places", "period")


@transaction.atomic
def add(part: Part, values: Mapping[str, Any], *, by: Any) -> Part:
    """Add a part at the end of its list.

    Parameters: ``part`` is unsaved and knows its call; ``values`` by field name. What has a code gets one made of its
    name. Raises NotAllowed, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        call = _editable(part.call, by)
        part.position = _next(part, call)
        if isinstance(part, CODED):
            part.code = _free_code(part, values["names"].in_language("en"))
        added = records.add(part, values, checks=_checks(part))
        if isinstance(added, Envelope):
            spending.redraw(added)
        return added


@transaction.atomic
def edit(part: Part, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Part:
    """Change a part; its code stays, since rules name it. Raises StaleEdit, DomainError, NotAllowed."""
    with acting(by):
        _editable(part.call, by)
        before = Envelope.objects.filter(pk=part.pk).first() if isinstance(part, Envelope) else None
        with spending.budget_kept():
            changed = records.change(part, changes, version=version, checks=_checks(part))
        if before is not None and any(getattr(before, name) != getattr(changed, name) for name in DRAWN_BY):
            spending.redraw(changed)
        return changed


@transaction.atomic
def shift(part: Part, *, by_places: int, by: Any) -> None:
    """Move a part up (-1) or down (1) in its list; at the end it stays where it is."""
    with acting(by):
        call = _editable(part.call, by)
        order = list(type(part).objects.filter(call=call))
        place = next((place for place, one in enumerate(order) if one.pk == part.pk), None)
        if place is None:
            raise DomainError(_("This has been removed since you opened it."), code="removed")
        other = place + by_places
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order):
            one.position = position
        type(part).objects.bulk_update(order, ["position"])


@transaction.atomic
def remove(part: Part, *, by: Any) -> None:
    """Take a part off the call."""
    with acting(by):
        _editable(part.call, by)
        records.remove(part, protected=_("Other records still refer to this."))


def _editable(call: Call, by: Any) -> Call:
    """Return the call, locked: one change of its parts after the other."""
    call = lock(call)
    records.require(by is None or can_edit_call(by, call))
    return call


def _next(part: Part, call: Call) -> int:
    last = type(part).objects.filter(call=call).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _free_code(part: Part, text: str) -> str:
    base = slugify(text, max_length=50, word_boundary=True) or str(part._meta.model_name)
    taken = set(type(part).objects.filter(call=part.call_id).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _checks(part: Part) -> tuple[Callable[[Any], None], ...]:
    """Return what has to hold for a part besides its own constraints."""
    found: Mapping[type[Any], Callable[[Any], None]] = {
        CallFunder: _check_shares,
        Instalment: _check_instalments,
        Criterion: _check_weights,
    }
    return (found[type(part)],) if type(part) in found else ()


def _check_shares(funder: CallFunder) -> None:
    others = CallFunder.objects.filter(call=funder.call_id).exclude(pk=funder.pk)
    _require_whole(
        funder.share, others, "share", _("The shares of the funders come to %(sum)s %%: more than the whole.")
    )


def _check_instalments(instalment: Instalment) -> None:
    others = Instalment.objects.filter(call=instalment.call_id, funder=instalment.funder).exclude(
        pk=instalment.pk
    )
    _require_whole(
        instalment.share, others, "share", _("The instalments come to %(sum)s %%: more than the grant.")
    )


def _check_weights(criterion: Criterion) -> None:
    others = Criterion.objects.filter(call=criterion.call_id, is_preference=False).exclude(pk=criterion.pk)
    if not criterion.is_preference:
        _require_whole(
            criterion.weight, others, "weight", _("The weights come to %(sum)s %%: more than the whole.")
        )


def _require_whole(own: int | None, others: Any, field: str, sentence: str) -> None:
    """Refuse a share with which all of them are more than a hundred per cent."""
    total = Decimal(own or 0) + Decimal(others.aggregate(sum=Sum(field))["sum"] or 0)
    if own and total > WHOLE:
        raise field_errors({field: sentence % {"sum": total}})
