"""Calls: written, published, closed, withdrawn, and begun again from last year's edition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain.decisions import awarded, left_in
from grants.enums import CALL_TRANSITIONS, ApplicationStatus, CallStatus
from grants.models import Call, Question
from grants.permissions import can_edit_call
from portal.core.amounts import format_amount
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.versions import require_version

__all__ = [
    "awarded",
    "close",
    "close_due",
    "copy",
    "counts",
    "create",
    "edit",
    "left_in",
    "publish",
    "withdraw",
]

# What last year's edition hands on; its window and its status are its own.
COPIED = (
    "programme",
    "authority",
    "names",
    "summary",
    "purpose",
    "eligibility",
    "criteria",
    "languages",
    "time_zone",
    "currency",
    "budget",
    "amount_min",
    "amount_max",
    "share_max",
    "resubmission",
    "takes_late_completions",
)


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
        return records.change(call, changes, version=version, checks=(_check_window, _check_money))


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
    """Begin a new edition with everything an earlier one says and asks, as a draft without a window.

    Parameters: ``year`` is that of the new edition. Removed questions stay behind.
    """
    with acting(by):
        records.require(by is None or can_edit_call(by, call))
        made = Call(**{name: getattr(call, name) for name in COPIED}, year=year)
        made.slug = records.free_slug(Call, f"{call.names.in_language('en')} {year}")
        many = {name: list(getattr(call, name).all()) for name in ("partnerships", "fields", "elements")}
        records.add(made, many)
        for funder in call.funders.all():
            funder.pk, funder.call = None, made
            funder._state.adding = True
            funder.save(force_insert=True)
        for question in call.questions.filter(removed_at=None):
            question.pk, question.call = None, made
            question._state.adding = True
            question.save(force_insert=True)
        return made


@transaction.atomic
def publish(call: Call, *, version: int, by: Any) -> Call:
    """Publish a call, or open a closed one again: it takes applications within its window.

    Raises DomainError with everything that is still missing: a window, a title in each of its languages, a question.
    """
    call = _locked(call, version, by)
    if call.opens_at is None or call.closes_at is None:
        raise DomainError(_("Say when the call opens and closes before you publish it."), code="window")
    missing = [code for code in call.languages if not call.names.get(code)]
    if missing:
        raise DomainError(
            _("The call has no title in these of its languages: %(codes)s.") % {"codes": ", ".join(missing)},
            code="languages",
        )
    if not Question.objects.filter(call=call, removed_at=None).exists():
        raise DomainError(_("The form asks nothing yet. Add a question before you publish it."), code="form")
    return _moved(call, CallStatus.PUBLISHED, by)


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
