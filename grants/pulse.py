"""Applications and money as signs of life of a relation."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.models import Application, Award
from portal.core.amounts import format_amount
from portal.core.registry import Signal, SignalKind, register_signals


def register() -> None:
    """Register both; called once, when the app is ready."""
    register_signals(
        SignalKind("application", gettext_lazy("Latest application"), latest_applications, is_life=True),
        position=30,
    )
    register_signals(SignalKind("money", gettext_lazy("Money granted"), money, is_life=True), position=40)


def latest_applications(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return the latest application to a call for each relation, among those that the person reads."""
    rows = (
        Application.objects.submitted_to(user)
        .filter(call__partnerships__in=ids)
        .annotate(relation=F("call__partnerships"))
        .order_by("relation", "-submitted_at", "-pk")
        .distinct("relation")
        .values_list("relation", "title", "reference", "submitted_at")
    )
    signals = {}
    for relation, title, reference, submitted_at in rows:
        day = localtime(submitted_at).date()
        page = reverse("grants:officer:application_detail", args=[reference])
        signals[relation] = Signal(title or reference, date_format(day, "SHORT_DATE_FORMAT"), day, page)
    return signals


def money(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return of each relation the latest award, for its exchanges or by its calls, and all that was granted so far."""
    wanted = set(ids)
    fields = ("pk", "amount", "currency", "decision__decided_at", "decision__application__title")
    seen = Award.objects.visible_to(user)
    by_exchange = seen.filter(exchange__partnership__in=ids).values_list("exchange__partnership", *fields)
    by_call = (
        seen.filter(decision__application__call__partnerships__in=ids)
        .annotate(relation=F("decision__application__call__partnerships"))
        .values_list("relation", *fields)
    )
    awards: dict[int, dict[int, Any]] = defaultdict(dict)
    for relation, pk, *award in [*by_exchange, *by_call]:
        if relation in wanted:
            awards[relation][pk] = award
    return {relation: _money(list(rows.values())) for relation, rows in awards.items()}


def _money(awards: list[Any]) -> Signal:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for amount, currency, _decided_at, _title in awards:
        totals[currency] += amount
    _amount, _currency, decided_at, title = max(awards, key=lambda award: award[2])
    day = localtime(decided_at).date()
    words = " + ".join(format_amount(totals[currency], currency) for currency in sorted(totals))
    when = _("the latest %(day)s: %(title)s") % {"day": date_format(day, "SHORT_DATE_FORMAT"), "title": title}
    return Signal(words, when, day, reverse("grants:public:award_list"))
