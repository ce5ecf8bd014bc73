"""Amounts of one currency in another, by the reference rates that are kept; what is not kept is not guessed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from portal.core.models import ReferenceRate

EURO = "EUR"
# Rates are stated with so many significant figures, and amounts are reckoned with what is stated.
FIGURES = 6
# Over Easter, the longest time without rates, four days pass from one to the next; a week is never without one.
LOOK_BACK = timedelta(days=7)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rate:
    """What one unit of a currency is worth in another, of which day, and of which day it was asked for."""

    rate: Decimal
    day: date
    asked: date

    @property
    def is_earlier(self) -> bool:
        """Tell whether there was no rate on the day itself, and the last one before it counts."""
        return self.day != self.asked


def converted(amount: Decimal, rate: Decimal) -> Decimal:
    """Return an amount at a rate, rounded to the cent, half a cent upwards."""
    return (amount * rate).quantize(CENT, rounding=ROUND_HALF_UP)


def rate_between(currency: str, other: str, on: date) -> Rate | None:
    """Return what one unit of a currency is worth in another on a day; one query, none where both are the same.

    Between two currencies beside the euro it goes by way of the euro, with the rates of both of one day: the last one
    on which both were quoted, at most a week before. None where there is no such day.
    """
    if currency == other:
        return Rate(Decimal(1), on, on)
    wanted = {currency, other} - {EURO}
    found: dict[date, dict[str, Decimal]] = {}
    rows = ReferenceRate.objects.filter(currency__in=wanted, day__gt=on - LOOK_BACK, day__lte=on)
    for code, day, rate in rows.values_list("currency", "day", "rate"):
        found.setdefault(day, {EURO: Decimal(1)})[code] = rate
    days = [day for day, rates in found.items() if wanted <= rates.keys()]
    if not days:
        return None
    rates = found[max(days)]
    return Rate(_stated(rates[other], rates[currency]), max(days), on)


def _stated(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return a quotient as a rate is stated: with six significant figures."""
    return Context(prec=FIGURES, rounding=ROUND_HALF_UP).divide(dividend, divisor).normalize()


def known_currencies(besides: Collection[str] = ()) -> list[str]:
    """Return the codes of the currencies that there are rates of, and the euro, in the order of the alphabet."""
    rows = ReferenceRate.objects.order_by().values_list("currency", flat=True).distinct()
    return sorted({EURO, *rows, *besides})
