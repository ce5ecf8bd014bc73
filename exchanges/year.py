"""The exchanges of one year, as the annual report counts them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exchanges.enums import ExchangeStatus, FigureKind
from exchanges.models import Exchange
from portal.core.uncertain import UncertainNumber, UncertainTotal, total


@dataclass(frozen=True)
class Year:
    """The exchanges of one authority in one year: certain, possible, and those that nobody has dated (X01)."""

    number: int
    certain: Sequence[Exchange]
    possible: Sequence[Exchange]
    undated: Sequence[Exchange]

    @property
    def groups(self) -> tuple[Sequence[Exchange], Sequence[Exchange], Sequence[Exchange]]:
        """The three groups in the order of the tables' columns."""
        return self.certain, self.possible, self.undated

    @property
    def dated(self) -> list[Exchange]:
        """What took place in the year, certainly or possibly."""
        return [*self.certain, *self.possible]

    @property
    def columns(self) -> list[str]:
        """Headings of the three groups."""
        return [
            _("Certainly in %(year)d") % {"year": self.number},
            _("Possibly in %(year)d") % {"year": self.number},
            _("Without a date"),
        ]

    @property
    def note(self) -> str:
        """What the numbers of a year do not say."""
        return _(
            "An exchange whose source gives only a period, such as 2014–2017, is possible in each of its years and "
            "certain in none; cancelled ones are left out."
        )


def exchanges_of(authority: Any, year: int) -> Year:
    """Return the authority's exchanges of a year, with everything the chapter counts."""
    rows = (
        Exchange.objects.of_authorities([authority.pk])
        .select_related("authority__organisation__region", "partnership__region", "partnership__counterpart")
        .prefetch_related("fields", "figures", "municipalities", "elements__framework")
        .order_by("period_earliest", "pk")
    )
    certain = list(rows.certainly_in_year(year))
    keys = {exchange.pk for exchange in certain}
    possible = [exchange for exchange in rows.possibly_in_year(year) if exchange.pk not in keys]
    keys |= {exchange.pk for exchange in possible}
    taking_place = [ExchangeStatus.ONGOING, ExchangeStatus.COMPLETED]
    undated = [one for one in rows.without_date().filter(status__in=taking_place) if one.pk not in keys]
    return Year(year, certain, possible, undated)


def participants(exchanges: Iterable[Exchange]) -> UncertainTotal:
    """Return how many took part in all: a range where a source gives one, and never hiding what nobody counted."""
    numbers: list[UncertainNumber | None] = []
    for exchange in exchanges:
        counted = counts_of(exchange)
        numbers += counted or [None]
    return total(numbers)


def counts_of(exchange: Exchange) -> list[Any]:
    """Return the numbers of participants that an exchange has; there may be several, or none."""
    return [one.number for one in exchange.figures.all() if one.kind == FigureKind.PARTICIPANTS]
