"""Valid time: what held in the world on a day, as far as a record's uncertain dates can say."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from partnerships.enums import PUBLIC_STATUSES, AgreementStatus, PartnershipState, Standing
from partnerships.models import Agreement, AgreementMove, FormerName, PartnershipPeriod
from portal.core.uncertain import UncertainDate

OVER = {AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}


def span_on(start: UncertainDate | None, end: UncertainDate | None, day: date, *, is_open: bool) -> Standing:
    """Return whether what lasts from one uncertain date to another held on the day.

    Parameters: ``is_open`` says that there is no end. An unknown beginning or end makes nothing certain; without any
    date nothing is known.
    """
    if start is None and end is None:
        return Standing.UNKNOWN
    if start is not None and start.earliest is not None and start.earliest > day:
        return Standing.NOT
    if end is not None and end.latest is not None and end.latest < day:
        return Standing.NOT
    begun = start is not None and start.latest is not None and start.latest <= day
    goes_on = is_open or (end is not None and end.earliest is not None and end.earliest >= day)
    return Standing.CERTAIN if begun and goes_on else Standing.POSSIBLE


def period_on(period: UncertainDate | None, day: date) -> Standing:
    """Return whether a stretch of time (2014/2017, 2011/..) covers the day.

    Only what both of its uncertain ends leave no doubt about is certain: "2014/2017" is certain from the last day of
    2014 to the first day of 2017.
    """
    if period is None:
        return Standing.UNKNOWN
    if not period.may_overlap(day, day):
        return Standing.NOT
    first, last = inner_days(period)
    return (
        Standing.CERTAIN
        if first is not None and first <= day and (last is None or day <= last)
        else Standing.POSSIBLE
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


def in_force_on(
    agreement: Agreement, moves: Sequence[AgreementMove], day: date, *, recorded: datetime
) -> Standing:
    """Return whether an agreement was in force on the day, by its dates and by the steps recorded until a moment.

    Drafts and what is being negotiated never are. What was ended by a step is not in force after that step's day;
    tacit renewal carries it on past its last day.
    """
    if agreement.status not in PUBLIC_STATUSES:
        return Standing.NOT
    ended = [move for move in moves if move.to_status in OVER and move.at <= recorded]
    if ended and timezone.localdate(ended[-1].at) < day and agreement.status in OVER:
        return Standing.NOT
    end = None if agreement.renews_tacitly and agreement.status not in OVER else agreement.valid_until
    start = agreement.valid_from or agreement.signed
    return span_on(
        start, end, day, is_open=agreement.open_ended or (end is None and agreement.renews_tacitly)
    )


def states_on(periods: Iterable[PartnershipPeriod], day: date) -> list[tuple[PartnershipState, Standing]]:
    """Return the states in which a partnership may have stood on the day; a certain one alone.

    A period without a date comes into question only where no dated one is certain.
    """
    found: list[tuple[PartnershipState, Standing]] = [
        (PartnershipState(one.state), period_on(one.period, day)) for one in periods
    ]
    certain = [pair for pair in found if pair[1] == Standing.CERTAIN]
    if certain:
        return certain[-1:]
    return list(dict.fromkeys((state, how) for state, how in found if how != Standing.NOT))


def former_name_on(names: Iterable[FormerName], day: date) -> tuple[str, Standing] | None:
    """Return the former name that an organisation had on the day, and how sure that is; None for today's name.

    A former name whose time nobody knows is no answer for any day.
    """
    best: tuple[str, Standing] | None = None
    for one in names:
        how = period_on(one.period, day)
        if how == Standing.CERTAIN:
            return one.name, how
        if how == Standing.POSSIBLE and best is None:
            best = (one.name, how)
    return best
