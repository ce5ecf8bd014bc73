"""What memberships of networks look like over time, and by when somebody has to act on them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.models import NetworkFee, NetworkMembership, NetworkSeat
from portal.accounts.permissions import edits
from portal.core.amounts import format_amount
from portal.core.charts import Bar, Period, Picture, cached_picture, column_by_year, timeline
from portal.core.registry import Deadline
from portal.core.uncertain import UncertainDate


def pictures(memberships: Sequence[NetworkMembership]) -> list[Picture]:
    """Return the line of times and the fees by year of the memberships of one network, where there is anything to draw.

    Parameters: ``memberships`` come with their ``seats``, ``fees`` and ``authority__organisation``.
    """
    return [*_times(memberships), *_fees(memberships)]


def _times(memberships: Sequence[NetworkMembership]) -> Iterator[Picture]:
    periods = []
    for membership in memberships:
        if membership.period:
            periods.append(period_of(str(membership.authority), membership.period))
        for seat in membership.seats.all():
            if seat.period:
                place = str(seat.group or membership.network)
                periods.append(period_of(place, seat.period, quiet=True))
    if periods:
        number = sum(period.open_end for period in periods)
        title = _("Memberships and seats over the years: %(number)d go on today") % {"number": number}
        columns = (_("Membership or seat"), _("Period"))
        yield cached_picture(
            ["memberships", title, periods, localdate()],
            lambda: timeline(periods, title=title, columns=columns, now=_now()),
        )


def _fees(memberships: Sequence[NetworkMembership]) -> Iterator[Picture]:
    for membership in memberships:
        dated = [(fee.year, fee) for fee in membership.fees.all() if fee.year is not None]
        for currency in sorted({fee.currency for _year, fee in dated}):
            fees = {year: fee for year, fee in dated if fee.currency == currency}
            if len(fees) < 2:
                continue
            first, last = fees[min(fees)], fees[max(fees)]
            title = _("%(who)s: %(first)s in %(first_year)d, %(last)s in %(last_year)d") % {
                "who": membership.authority,
                "first": format_amount(first.amount, currency),
                "first_year": first.year,
                "last": format_amount(last.amount, currency),
                "last_year": last.year,
            }
            yield _columns(title, _bars(fees, currency))


def _columns(title: str, bars: dict[int, Bar | float]) -> Picture:
    drawn = [(year, str(bar)) for year, bar in bars.items()]
    return cached_picture(
        ["fees", title, drawn], lambda: column_by_year(bars, title=title, columns=(_("Year"), _("Fee")))
    )


def _bars(fees: dict[int, NetworkFee], currency: str) -> dict[int, Bar | float]:
    """Return a bar for each year; one whose fee nobody has entered is unknown, not nothing."""
    span = range(min(fees), max(fees) + 1)
    return {
        year: Bar(str(year), float(fees[year].amount), format_amount(fees[year].amount, currency))
        if year in fees
        else Bar(str(year), None)
        for year in span
    }


def period_of(label: str, period: UncertainDate, *, quiet: bool = False) -> Period:
    """Return a period as the timeline draws it, its ends as sure as the source has them."""
    parts = period.reading.parts
    first, last = parts[0], parts[-1]
    start, end = period.earliest, period.latest
    return Period(
        label=label,
        start=_fraction(start) if start else None,
        end=_fraction(end) if end else None,
        text=str(period),
        open_end=period.is_open_ended,
        start_uncertain=bool(first and first.qualifier),
        end_uncertain=bool(last and last.qualifier),
        quiet=quiet,
    )


def _fraction(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365


def _now() -> float:
    return _fraction(localdate())


def certain_last_day(period: UncertainDate | None) -> date | None:
    """Return the last day of a period where the source gives one; None where it gives a month, a year or a guess."""
    if period is None or not period.reading.parts:
        return None
    last = period.reading.parts[-1]
    if last is None or not last.day.isdigit() or last.qualifier:
        return None
    return period.latest


def deadlines(user: Any, first: date, last: date) -> Iterable[Deadline]:
    """Return the seats that end and the fees to be paid between two days, of the authorities a person edits for."""
    own = {"membership__authority__in": edits(user)}
    fees = NetworkFee.objects.filter(due_on__range=(first, last), paid_on=None, **own)
    for fee in fees.select_related("membership__network"):
        network = fee.membership.network
        title = _("Pay the fee of %(network)s: %(amount)s")
        words = {"network": network, "amount": format_amount(fee.amount, fee.currency)}
        if fee.due_on is not None:
            yield Deadline(f"network-fee-{fee.pk}", fee.due_on, title % words, _page(network, "fees"))
    seats = NetworkSeat.objects.filter(period_latest__range=(first, last), **own)
    for seat in seats.select_related("membership__network", "group"):
        network = seat.membership.network
        if (day := certain_last_day(seat.period)) is not None:
            title = _("A seat ends: %(seat)s") % {"seat": seat}
            yield Deadline(f"network-seat-{seat.pk}", day, title, _page(network, "seats"), str(network))


def _page(network: Any, anchor: str) -> str:
    return f"{reverse('partnerships:officer:network_detail', args=[network.slug])}#{anchor}"
