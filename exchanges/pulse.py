"""Exchanges as a sign of life of a relation, and as what happened in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Prefetch, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.enums import ExchangeStatus
from exchanges.models import Exchange, Outcome
from partnerships.models import Partnership
from partnerships.pulse import latest_first, sign_of
from portal.core.amounts import format_amount
from portal.core.registry import Happening, Signal, SignalKind, register_happenings, register_signals


def register() -> None:
    """Register both; called once, when the app is ready."""
    kind = SignalKind("exchange", gettext_lazy("Latest exchange"), latest_exchanges, is_life=True)
    register_signals(kind, position=20)
    register_happenings(Partnership, happenings, position=20)


def latest_exchanges(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return the latest exchange of each relation: one that goes on or lies ahead, or else the last one there was."""
    going_on = Case(When(status=ExchangeStatus.ONGOING, then=Value(0)), default=Value(1))
    rows = (
        Exchange.objects.visible_to(user)
        .filter(partnership__in=ids)
        .exclude(status=ExchangeStatus.CANCELLED)
        .order_by("partnership_id", going_on, *latest_first("period"), "-pk")
        .distinct("partnership_id")
    )
    signals = {}
    for row in rows:
        day, goes_on = sign_of(row.period, today, ongoing=row.status == ExchangeStatus.ONGOING)
        when = str(row.period) if row.period else _("date not known")
        if row.cost is not None:
            when += " · " + format_amount(row.cost, row.currency)
        assert row.partnership_id is not None  # noqa: S101 - it was filtered by
        signals[row.partnership_id] = Signal(
            str(row.names), when, day, row.get_absolute_url(), goes_on=goes_on
        )
    return signals


def happenings(partnership: Partnership, user: Any) -> Iterator[Happening]:
    """Yield the exchanges of a relation, and what came of it later, with their results."""
    outcomes = Prefetch("outcomes", Outcome.objects.visible_to(user), to_attr="seen_outcomes")
    exchanges = Exchange.objects.visible_to(user).filter(partnership=partnership)
    for row in exchanges.exclude(status=ExchangeStatus.CANCELLED).prefetch_related(outcomes):
        results = [row.results, *(outcome.names for outcome in row.seen_outcomes)]
        yield Happening(
            "exchange",
            row.get_kind_display(),
            row.names,
            row.period,
            row.get_absolute_url(),
            results=[result for result in results if result],
            goes_on=row.status == ExchangeStatus.ONGOING,
        )
    own = Outcome.objects.visible_to(user).filter(partnership=partnership, exchange=None)
    for outcome in own:
        yield Happening(
            "outcome",
            _("What came of it"),
            outcome.names,
            outcome.when,
            f"{partnership.get_absolute_url()}#outcomes",
            results=[text for text in (outcome.description, outcome.policy_gain) if text],
        )
