"""Calls: written, published, given more time, closed, withdrawn, and begun again from last year's edition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.call_check import is_running, stopping
from grants.domain.call_documents import export_call, import_call
from grants.domain.deciding import spending
from grants.domain.deciding.spending import awarded, left_in
from grants.enums import CALL_TRANSITIONS, ApplicationStatus, CallStatus, WindowAnchor
from grants.models import Call, CallExtension
from grants.permissions import can_edit_call
from portal.core.amounts import format_amount
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.moments import say_moment
from portal.core.multilingual import Multilingual
from portal.core.versions import require_version

__all__ = [
    "awarded",
    "close",
    "close_due",
    "copy",
    "counts",
    "create",
    "edit",
    "extend",
    "left_in",
    "publish",
    "withdraw",
]


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Call:
    """Add a draft of a call.

    Parameters: ``values`` by field name, many-to-many ones included, among them ``programme`` (its authority is the
    call's). Raises NotAllowed for others than the authority's officers, ValidationError with sentences by field.
    """
    with acting(by):
        authority = values["programme"].authority
        call = Call(authority=authority)
        records.require(by is None or can_edit_call(by, call))
        filled = {"time_zone": authority.time_zone, "currency": authority.currency, **values}
        filled.setdefault("languages", list(authority.languages))
        call.slug = records.free_slug(Call, f"{filled['names'].in_language('en')} {filled['year']}")
        return records.add(call, filled, checks=(_check_window, _check_money))


@transaction.atomic
def edit(call: Call, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Call:
    """Change what a call says; its status changes by ``publish``, ``close`` and ``withdraw`` only.

    Parameters: ``changes`` holds only what is to change; ``version`` is what the person saw. Raises StaleEdit when
    somebody saved it since, NotAllowed, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        records.require(by is None or can_edit_call(by, call))
        if "status" in changes or "authority" in changes:
            raise DomainError(_("This cannot be changed here."), code="fixed")
        _require_closing_kept(call, changes)
        _require_rates_kept(call, changes)
        with spending.budget_kept():
            return records.change(call, changes, version=version, checks=(_check_window, _check_money))


def _require_closing_kept(call: Call, changes: Mapping[str, Any]) -> None:
    """Refuse another closing under applicants who rely on it: more time is given with a reason, and published."""
    said = Call.objects.get(pk=call.pk)
    if changes.get("closes_at", said.closes_at) == said.closes_at or not is_running(said, timezone.now()):
        return
    sentence = _(
        "The call is open, and applicants rely on its closing. Give more time with a reason, or close it."
    )
    raise field_errors({"closes_at": sentence})


def _require_rates_kept(call: Call, changes: Mapping[str, Any]) -> None:
    """Refuse other rates once the call was published: budgets are reckoned with them."""
    said = Call.objects.get(pk=call.pk)
    if said.status == CallStatus.DRAFT or not said.other_currencies:
        return
    sentence = _(
        "The call was published, and budgets are reckoned with its rates. They cannot be others any more."
    )
    wrong = {
        name: sentence
        for name in ("currency", "rate_day", "rates_on")
        if name in changes and changes[name] != getattr(said, name)
    }
    left = set(changes.get("other_currencies", said.other_currencies))
    if not left.issuperset(said.other_currencies):
        wrong["other_currencies"] = _(
            "Budgets may have lines in these already: more can be added, none taken away."
        )
    if wrong:
        raise field_errors(wrong)


def _check_window(call: Call) -> None:
    if call.opens_at is not None and call.closes_at is not None and call.closes_at <= call.opens_at:
        raise field_errors({"closes_at": _("The call closes before it opens: check both times.")})


def _check_money(call: Call) -> None:
    if call.amount_min is not None and call.amount_max is not None and call.amount_max < call.amount_min:
        raise field_errors({"amount_max": _("The largest amount is smaller than the smallest.")})
    if call._state.adding:
        return
    # The call's row is locked: no decision can spend meanwhile what is taken away here.
    spent = awarded(call)
    if call.budget is not None and spent > call.budget:
        sentence = _("%(sum)s has been granted already. The budget cannot be less.") % {
            "sum": format_amount(spent, call.currency)
        }
        raise field_errors({"budget": sentence})
    if spent and Call.objects.filter(pk=call.pk).exclude(currency=call.currency).exists():
        raise field_errors(
            {"currency": _("Grants have been made in the present currency. It cannot be changed any more.")}
        )


@transaction.atomic
def copy(call: Call, *, year: int, by: Any) -> Call:
    """Begin a new edition with everything an earlier one says, asks and demands, as a draft without its days.

    Parameters: ``year`` is that of the new edition. Removed questions stay behind. Raises DomainError after the end of
    the series.
    """
    records.require(by is None or can_edit_call(by, call))
    last = call.programme.last_year
    if last is not None and year > last:
        sentence = _(
            "The series has ended with %(year)s. Change that on the programme's page to go on with it."
        )
        raise field_errors({"year": sentence % {"year": last}})
    slug = records.free_slug(Call, f"{call.names.in_language('en')} {year}")
    made = import_call(export_call(call), authority=call.authority, by=by, slug=slug, year=year)
    with acting(by):
        made.elements.set(call.elements.all())
        for window in made.windows.filter(anchor__in=[WindowAnchor.FIXED, WindowAnchor.ROLLING]):
            window.opens = window.closes = None
            window.batch_days = []
            if not window.has_batches:
                window.decision_days = None
            window.save()
    return made


@transaction.atomic
def publish(call: Call, *, version: int, by: Any) -> Call:
    """Publish a call, or open a closed one again: it takes applications within its window.

    Raises DomainError with everything that is still missing (``call_check.stopping``).
    """
    call = _locked(call, version, by)
    missing = [gap.sentence for gap in stopping(call)]
    if call.status == CallStatus.CLOSED and call.closes_at is not None and call.closes_at <= timezone.now():
        missing.append(_("The call's closing has passed. Give more time instead: that opens it again."))
    if missing:
        raise DomainError(missing, code="missing")
    return _moved(call, CallStatus.PUBLISHED, by)


@transaction.atomic
def extend(
    call: Call, *, closes_at: datetime, reasons: Multilingual, version: int, by: Any, now: datetime
) -> CallExtension:
    """Give a published call more time, or a closed one: it opens again. The reason is kept and published.

    Raises DomainError beside fields for a closing that is not later, or that has passed, or without a reason.
    """
    call = _locked(call, version, by)
    before = call.closes_at
    if call.status not in {CallStatus.PUBLISHED, CallStatus.CLOSED} or before is None:
        raise DomainError(_("Only a call that was published can be given more time."), code="transition")
    wrong = {}
    if closes_at <= before:
        wrong["closes_at"] = _(
            "This is not later than %(moment)s: more time can only be given, never taken."
        ) % {"moment": say_moment(before, call.time_zone)}
    elif closes_at <= now:
        wrong["closes_at"] = _("This moment has passed already.")
    if not reasons:
        wrong["reasons"] = _("Say why: the reason is published.")
    if wrong:
        raise field_errors(wrong)
    with acting(by):
        made = CallExtension.objects.create(
            call=call, before=before, after=closes_at, reasons=reasons, extended_by=by
        )
        call.closes_at = closes_at
        if call.status == CallStatus.CLOSED:
            call.save(update_fields=["closes_at"])
            _moved(call, CallStatus.PUBLISHED, by, note=made.sentence())
        else:
            call.version += 1
            call.save(update_fields=["closes_at", "version"])
    return made


@transaction.atomic
def close(call: Call, *, version: int, by: Any) -> Call:
    """Close a call before its time: from now on it takes no applications."""
    return _moved(_locked(call, version, by), CallStatus.CLOSED, by)


@transaction.atomic
def withdraw(call: Call, *, version: int, by: Any, reason: str = "") -> Call:
    """Withdraw a published call: it is no longer shown. What was handed in stays, and has to be decided."""
    call = _locked(call, version, by)
    if not reason.strip():
        raise field_errors({"reason": _("Say why the call is withdrawn.")})
    return _moved(call, CallStatus.WITHDRAWN, by, note=reason.strip())


def _locked(call: Call, version: int, by: Any) -> Call:
    locked = lock(call)
    records.require(by is None or can_edit_call(by, locked))
    require_version(locked, version)
    return locked


def _moved(call: Call, to: str, by: Any, note: str = "") -> Call:
    with acting(by):
        call.version += 1
        move(call, to=to, by=by, transitions=CALL_TRANSITIONS, note=note, also=["version"])
    return call


def close_due(now: datetime) -> int:
    """Close every published call whose last moment has passed; return how many. Again, nothing more."""
    closed = 0
    for call in Call.objects.filter(status=CallStatus.PUBLISHED, closes_at__lte=now).order_by("pk"):
        with transaction.atomic():
            locked = lock(call)
            # Somebody may have given it more time since we looked.
            if locked.status == CallStatus.PUBLISHED and locked.closes_at and locked.closes_at <= now:
                _moved(locked, CallStatus.CLOSED, None)
                closed += 1
    return closed


def counts(call: Call) -> dict[str, int]:
    """Return how many drafts and how many submitted applications a call has, for pages that ask before a step."""
    drafts = call.applications.filter(status=ApplicationStatus.DRAFT).count()
    return {"drafts": drafts, "submitted": call.applications.exclude(status=ApplicationStatus.DRAFT).count()}
