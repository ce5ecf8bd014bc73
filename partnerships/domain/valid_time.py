"""Valid time: what held in the world on a day, as far as a record's uncertain dates can say.

Whether an agreement is in force on a day it says itself: `Agreement.in_force_on`, of today and of the past alike.
"""

from collections.abc import Iterable
from datetime import date

from partnerships.enums import Certainty, PartnershipState
from partnerships.models import FormerName, PartnershipPeriod
from portal.core.uncertain import UncertainDate


def period_on(period: UncertainDate | None, day: date) -> Certainty:
    """Return whether a stretch of time (2014/2017, 2011/..) covers the day.

    Only what both of its uncertain ends leave no doubt about is certain: "2014/2017" is certain from the last day of
    2014 to the first day of 2017.
    """
    if period is None:
        return Certainty.UNKNOWN
    if not period.may_overlap(day, day):
        return Certainty.NO
    first, last = inner_days(period)
    return (
        Certainty.CERTAINLY
        if first is not None and first <= day and (last is None or day <= last)
        else Certainty.POSSIBLY
    )


def inner_days(period: UncertainDate) -> tuple[date | None, date | None]:
    """Return the first and last day that a period certainly covers: (None, None) for one that covers no day surely.

    An open end ("since 2011") has no last day: (31 December 2011, None).
    """
    text = period.edtf
    if "/" not in text or text.startswith(("[", "{")):
        only = period.earliest if period.is_exact else None
        return only, only
    start, _slash, end = text.partition("/")
    first = UncertainDate(start).latest if start not in {"", ".."} else None
    if end == "..":
        return first, None
    last = UncertainDate(end).earliest if end else None
    return (first, last) if last is not None else (None, None)


def states_on(periods: Iterable[PartnershipPeriod], day: date) -> list[tuple[PartnershipState, Certainty]]:
    """Return the states in which a partnership may have stood on the day; a certain one alone.

    A period without a date comes into question only where no dated one is certain.
    """
    found: list[tuple[PartnershipState, Certainty]] = [
        (PartnershipState(one.state), period_on(one.period, day)) for one in periods
    ]
    certain = [pair for pair in found if pair[1] == Certainty.CERTAINLY]
    if certain:
        return certain[-1:]
    return list(dict.fromkeys((state, how) for state, how in found if how != Certainty.NO))


def former_name_on(names: Iterable[FormerName], day: date) -> tuple[str, Certainty] | None:
    """Return the former name that an organisation had on the day, and how sure that is; None for today's name.

    A former name whose time nobody knows is no answer for any day.
    """
    best: tuple[str, Certainty] | None = None
    for one in names:
        how = period_on(one.period, day)
        if how == Certainty.CERTAINLY:
            return one.name, how
        if how == Certainty.POSSIBLY and best is None:
            best = (one.name, how)
    return best
