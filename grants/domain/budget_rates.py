"""By which rate an amount of a budget counts that is typed in another currency than its call's."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from grants.domain.budgets import TYPED_ON, BudgetShape
from grants.enums import CallStatus, QuestionKind, RateDay
from grants.models import Call, Question
from portal.core.exchange import Rate, rate_between
from portal.core.moments import say_date


class CallRates:
    """The rates of one call, each asked for once as long as this is at hand."""

    def __init__(self, call: Call) -> None:
        self.call, self.own = call, call.currency
        self.offered: Sequence[str] = [code for code in call.other_currencies if code != call.currency]
        self._known: dict[tuple[str, date], Rate | None] = {}
        self._published: date | None = None

    def rate_of(self, currency: str, typed_on: str) -> tuple[Rate | None, str]:
        """Return the rate of a currency in the call's own, and why there is none.

        Parameters: ``typed_on`` is the day on which the line was typed (ISO 8601), where the draft keeps it.
        """
        on = self._day(typed_on)
        if on is None:
            return None, _(
                "The rates are those of the day on which the call is published, and it is not yet."
            )
        if (currency, on) not in self._known:
            self._known[currency, on] = rate_between(currency, self.own, on)
        rate = self._known[currency, on]
        if rate is None:
            sentence = _(
                "The portal has no rate between %(currency)s and %(own)s for %(day)s. Write the amount in %(own)s."
            )
            words = {"currency": currency, "own": self.own, "day": say_date(on)}
            return None, sentence % words
        return rate, ""

    def _day(self, typed_on: str) -> date | None:
        match self.call.rate_day:
            case RateDay.FIXED:
                return self.call.rates_on
            case RateDay.PUBLISHED:
                return self._day_of_publication()
        return date.fromisoformat(typed_on) if typed_on else today(self.call)

    def _day_of_publication(self) -> date | None:
        if self._published is None:
            first = self.call.moves.filter(to_status=CallStatus.PUBLISHED).first()
            self._published = _local(first.at, self.call) if first is not None else None
        return self._published


def _local(moment: datetime, call: Call) -> date:
    return moment.astimezone(ZoneInfo(call.time_zone)).date()


def today(call: Call) -> date:
    """Return which day it is on the call's clocks."""
    return datetime.now(ZoneInfo(call.time_zone)).date()


def rates_in_words(call: Call) -> str:
    """Say of which day the rates of a call are."""
    match call.rate_day:
        case RateDay.FIXED:
            return say_date(call.rates_on) if call.rates_on is not None else ""
        case RateDay.PUBLISHED:
            return _("the day on which the call was published")
    return _("the day on which the line is typed")


def shape_of(question: Question) -> BudgetShape:
    """Return the shape of a budget, with the currencies of its call and their rates."""
    call = question.call
    return BudgetShape.of(question.shape, CallRates(call) if call.other_currencies else None)


def stamped(question: Question, typed: Any, before: Any) -> Any:
    """Return the lines of a budget, each in another currency with the day on which its amount was typed.

    Parameters: ``before`` is what the draft has kept so far: an amount that stands there already keeps its day.
    """
    if question.kind != QuestionKind.BUDGET or not isinstance(typed, list):
        return typed
    if question.call.rate_day != RateDay.TYPED:
        return typed
    known: dict[tuple[str, ...], list[str]] = {}
    for row in before if isinstance(before, list) else []:
        if isinstance(row, dict) and row.get(TYPED_ON):
            known.setdefault(_amount_of(row), []).append(row[TYPED_ON])
    day = today(question.call).isoformat()
    lines: list[Any] = []
    for row in typed:
        if isinstance(row, dict) and row.get("currency"):
            days = known.get(_amount_of(row))
            lines.append({**row, TYPED_ON: days.pop(0) if days else day})
        else:
            lines.append(row)
    return lines


def _amount_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row.get(part, "")) for part in ("side", "currency", "amount", "quantity", "unit_price"))
