"""Who may decide what: the delegation order of the authority, asked for one decision on one day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums import ApplicationStatus, DecisionOutcome
from grants.enums.meetings import DelegableKind
from grants.models import Application, Delegation, DelegationOrder, FunctionHolder, Screening
from partnerships.models import Authority, FieldOfArt
from portal.core.amounts import format_amount
from portal.core.moments import say_date


@dataclass(frozen=True)
class Allowed:
    """Whether somebody may decide, in a sentence that names the paragraph, and the delegation it rests on."""

    allowed: bool
    sentence: str
    delegation: Delegation | None = None


@dataclass(frozen=True)
class _Asked:
    """One decision that somebody wants to take on a day."""

    user: Any
    kind: DelegableKind
    amount: Decimal | None
    currency: str
    on: date


def kind_of(application: Application, amount: Decimal | None) -> DelegableKind:
    """Return what kind of decision it is: with an amount an approval, without one a rejection."""
    if amount is not None:
        return DelegableKind.APPROVE
    if application.status == ApplicationStatus.INELIGIBLE:
        return DelegableKind.INELIGIBLE
    return DelegableKind.REJECT


def kind_taken(application: Application, outcome: str) -> DelegableKind:
    """Return what kind a decision with this outcome was, after it has been taken."""
    if outcome == DecisionOutcome.APPROVED:
        return DelegableKind.APPROVE
    against = Screening.objects.standing().filter(application=application, eligible=False)
    return DelegableKind.INELIGIBLE if against.exists() else DelegableKind.REJECT


def silent_orders(authorities: Sequence[int], kind: DelegableKind) -> list[DelegationOrder]:
    """Return the orders of authorities that give nobody this kind of decision today: the latest of each such authority.

    Where an authority has recorded no order, its decision makers decide; it is not named.
    """
    found = []
    for authority in Authority.objects.filter(pk__in=authorities).order_by("pk"):
        on = timezone.now().astimezone(ZoneInfo(authority.time_zone)).date()
        orders = DelegationOrder.objects.filter(authority=authority, valid_from__lte=on)
        latest = (
            orders.select_related("body", "authority__organisation").order_by("-valid_from", "-pk").first()
        )
        rows = Delegation.objects.filter(order__in=orders, kinds__contains=[kind], is_reserved=False)
        if latest is not None and not any(_in_force(row, on) for row in rows.select_related("order")):
            found.append(latest)
    return found


def may_decide(
    user: Any,
    application: Application,
    amount: Decimal | None,
    on: date,
    *,
    kind: DelegableKind | None = None,
    authority: Authority | None = None,
) -> Allowed:
    """Tell whether the delegation order lets this person take this decision on this day, and by which paragraph.

    Parameters: ``amount`` is in the currency of the call, None for a rejection; ``kind`` is what is decided where the
    amount does not say it (a change, a payment, a repayment); ``authority`` is whose order is asked, by default the
    case's own (a funder of a joint call decides its half by its own). What is reserved is nobody's, whatever else is
    written. Where the authority had recorded no order by that day, its decision makers decide: then ``delegation`` is
    None and the sentence empty.
    """
    asked = _Asked(user, kind or kind_of(application, amount), amount, application.call.currency, on)
    orders = DelegationOrder.objects.filter(
        authority=authority.pk if authority else application.authority_id, valid_from__lte=on
    )
    latest = orders.order_by("-valid_from", "-pk").first()
    if latest is None:
        return Allowed(True, "")
    found = Delegation.objects.with_holders().filter(order__in=orders, kinds__contains=[asked.kind])
    rows = _fitting(found.order_by("-order__valid_from", "position", "pk"), application)
    for row in rows:
        if row.is_reserved and _in_force(row, on) and _is_kept(row, asked):
            return Allowed(False, _reserved_sentence(row), row)
    mine, lapsed = _held(rows, asked)
    for row in mine:
        if _in_force(row, on) and _within(row, asked):
            return Allowed(True, _allowed_sentence(row), row)
    return Allowed(False, _refusal(mine, lapsed, latest, asked))


def _fitting(rows: Iterable[Delegation], application: Application) -> list[Delegation]:
    """Return the paragraphs that are about the case's programme and fields."""
    call = application.call
    fields: set[int | None] = {None}
    for pk, parent in FieldOfArt.objects.filter(pk__in=call.fields.values("pk")).values_list("pk", "parent"):
        fields |= {pk, parent}
    return [row for row in rows if row.programme_id in {None, call.programme_id} and row.field_id in fields]


def ends(row: Delegation) -> date | None:
    """Return the last day of a paragraph: its own, or its order's; None while it has none."""
    days = [day for day in (row.valid_until, row.order.valid_until) if day is not None]
    return min(days) if days else None


def begins(row: Delegation) -> date:
    """Return the first day of a paragraph: its own, if that is later than its order's."""
    return max(row.valid_from or row.order.valid_from, row.order.valid_from)


def _in_force(row: Delegation, on: date) -> bool:
    last = ends(row)
    return begins(row) <= on and (last is None or on <= last)


def _is_kept(row: Delegation, asked: _Asked) -> bool:
    """Tell whether this decision is one that may not be delegated; an amount in another currency is not compared."""
    if row.above is None:
        return True
    return asked.amount is not None and row.currency == asked.currency and asked.amount > row.above


def _held(
    rows: Sequence[Delegation], asked: _Asked
) -> tuple[list[Delegation], list[tuple[Delegation, FunctionHolder]]]:
    """Return the paragraphs that name this person on the day, and those by a function held on other days only."""
    functions = {row.function_id for row in rows if row.function_id is not None}
    terms: dict[int, list[FunctionHolder]] = {}
    if functions:
        for term in FunctionHolder.objects.filter(function__in=functions, user=asked.user):
            terms.setdefault(term.function_id, []).append(term)
    mine, lapsed = [], []
    for row in rows:
        if row.is_reserved:
            continue
        held = terms.get(row.function_id or 0, [])
        if (
            row.user_id == asked.user.pk
            or (row.role and asked.user.has_any_role([row.role], row.order.authority_id))
            or any(_holds(term, asked.on) for term in held)
        ):
            mine.append(row)
        elif held and _in_force(row, asked.on):
            lapsed.append((row, held[-1]))
    return mine, lapsed


def _holds(term: FunctionHolder, on: date) -> bool:
    return term.valid_from <= on and (term.valid_until is None or on <= term.valid_until)


def _within(row: Delegation, asked: _Asked) -> bool:
    if row.up_to is None or asked.amount is None:
        return True
    return row.currency == asked.currency and asked.amount <= row.up_to


def said_of(row: Delegation) -> str:
    """Return a paragraph as people name it: "paragraph 3.2 of the delegation order 2026-12-10 § 112"."""
    return _("paragraph %(paragraph)s of the delegation order %(order)s") % {
        "paragraph": row.paragraph,
        "order": row.order.reference,
    }


def _allowed_sentence(row: Delegation) -> str:
    if row.up_to is None:
        return _("You decide by %(paragraph)s.") % {"paragraph": said_of(row)}
    return _("You decide by %(paragraph)s, up to %(sum)s.") % {
        "paragraph": said_of(row),
        "sum": format_amount(row.up_to, row.currency),
    }


def _reserved_sentence(row: Delegation) -> str:
    return _("By %(paragraph)s this is decided by %(body)s alone: %(why)s") % {
        "paragraph": said_of(row),
        "body": row.order.body,
        "why": row.why,
    }


def _refusal(
    mine: Sequence[Delegation],
    lapsed: Sequence[tuple[Delegation, FunctionHolder]],
    latest: DelegationOrder,
    asked: _Asked,
) -> str:
    """Return why not, by the paragraph that comes nearest: too high an amount, then what has ended or not begun."""
    in_force = [row for row in mine if _in_force(row, asked.on)]
    if in_force and asked.amount is not None:
        row = max(in_force, key=lambda one: (one.currency == asked.currency, one.up_to or 0))
        return _too_much(row, asked)
    for row in mine:
        last = ends(row)
        if last is not None and last < asked.on:
            sentence = _("What %(paragraph)s let you decide ended on %(day)s.")
            return sentence % {"paragraph": said_of(row), "day": say_date(last)}
    for row in mine:
        sentence = _("What %(paragraph)s lets you decide begins on %(day)s.")
        return sentence % {"paragraph": said_of(row), "day": say_date(begins(row))}
    for row, term in lapsed:
        return _lapsed_sentence(row, term, asked.on)
    if latest.valid_until is not None and latest.valid_until < asked.on:
        sentence = _("The delegation order %(order)s ended on %(day)s, and no other has been recorded.")
        return sentence % {"order": latest.reference, "day": say_date(latest.valid_until)}
    sentence = _("The delegation order %(order)s does not let you decide this. %(body)s decides it.")
    return sentence % {"order": latest.reference, "body": latest.body}


def _too_much(row: Delegation, asked: _Asked) -> str:
    limit = format_amount(row.up_to or Decimal(0), row.currency)
    if row.currency != asked.currency:
        sentence = _("The limit in %(paragraph)s is %(limit)s, and this call is in %(currency)s.")
        return sentence % {"paragraph": said_of(row), "limit": limit, "currency": asked.currency}
    sentence = _("By %(paragraph)s you decide up to %(limit)s; this is %(sum)s.")
    return sentence % {
        "paragraph": said_of(row),
        "limit": limit,
        "sum": format_amount(asked.amount or Decimal(0), asked.currency),
    }


def _lapsed_sentence(row: Delegation, term: FunctionHolder, on: date) -> str:
    names = {"paragraph": said_of(row), "function": row.function}
    if term.valid_until is not None and term.valid_until < on:
        sentence = _("By %(paragraph)s %(function)s decides; you held this function until %(day)s.")
        return sentence % {**names, "day": say_date(term.valid_until)}
    sentence = _("By %(paragraph)s %(function)s decides; you hold this function from %(day)s on.")
    return sentence % {**names, "day": say_date(term.valid_from)}
