"""The parts of a call in words, for officers and applicants alike: each a name and what there is to say of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain import batches
from grants.enums import DutyAnchor, EnvelopePeriod, WindowAnchor
from grants.models import (
    CallBody,
    CallFunder,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Strand,
    Window,
)
from grants.rules.words import name_of_place, places_in_words
from portal.core.amounts import format_amount, format_number, locale_of

# A year with a 29 February, to say a day of the year.
LEAP_YEAR = 2000


@dataclass(frozen=True)
class Told:
    """A part in words: what it is, and in a second line what holds for it."""

    text: str
    note: str = ""


def _percent(share: Decimal | int) -> str:
    return _("%(share)s %%") % {"share": format_number(Decimal(share))}


def _noted(text: object, *parts: str) -> Told:
    return Told(str(text), ", ".join(part for part in parts if part))


def _between(least: Decimal | None, most: Decimal | None, currency: str) -> str:
    if least is not None and most is not None:
        if least == most:
            return format_amount(least, currency)
        sums = {"least": format_amount(least, currency), "most": format_amount(most, currency)}
        return _("%(least)s to %(most)s") % sums
    if most is not None:
        return _("at most %(sum)s") % {"sum": format_amount(most, currency)}
    return _("at least %(sum)s") % {"sum": format_amount(least, currency)} if least is not None else ""


def funder(row: CallFunder) -> Told:
    """Say who pays, how much of it, and at most how much for one application."""
    cap = ""
    if row.cap is not None:
        cap = _("at most %(sum)s for each application") % {"sum": format_amount(row.cap, row.call.currency)}
    share = _percent(row.share) if row.share is not None else ""
    return _noted(row.organisation.names, str(row.get_role_display()), share, cap)


def strand(row: Strand) -> Told:
    """Say what a strand gives, and where it leads."""
    share = ""
    if row.share_max is not None:
        share = _("at most %(share)s of the costs") % {"share": _percent(row.share_max)}
    places = ""
    if row.places_count is not None:
        places = ngettext("%(count)s place", "%(count)s places", row.places_count) % {
            "count": row.places_count
        }
    where = places_in_words(row.destinations) if row.destinations else ""
    return _noted(
        row.names, _between(row.amount_min, row.amount_max, row.call.currency), share, places, where
    )


def day_of_year(text: str) -> str:
    """Return a day of every year in words: "03-15" is 15 March."""
    month, day = (int(part) for part in text.split("-"))
    # A 30 or 31 of a shorter month can be typed; what is written stays as it is.
    try:
        return str(format_date(date(LEAP_YEAR, month, day), "d MMMM", locale=locale_of()))
    except ValueError:
        return text


def deadline(row: Window) -> str:
    """Say when a window closes, as exactly as it is known."""
    words = {"days": row.days_before or 0}
    if row.anchor == WindowAnchor.YEARLY and row.yearly_day:
        said = _("every year on %(day)s") % {"day": day_of_year(row.yearly_day)}
    elif row.anchor == WindowAnchor.BEFORE_START:
        said = _("%(days)s days before the start of the project") % words
    elif row.anchor == WindowAnchor.BEFORE_MEETING:
        said = _("%(days)s days before the meeting that decides") % words
    elif row.anchor == WindowAnchor.ROLLING:
        said = f"{_('all the time')}, {batches.rhythm(row)}" if row.has_batches else _("all the time")
        if row.closes is not None:
            said = f"{said}, " + _("until %(day)s") % {"day": row.closes}
    else:
        said = str(row.closes) if row.closes is not None else _("not known yet")
    if row.closes_time is not None:
        said += " " + row.closes_time.strftime("%H:%M")
    return said


def window(row: Window) -> Told:
    """Say what is handed in until when, for which strand, and when it opens and is decided."""
    opens = ""
    if row.opens is not None:
        opens = _("opens %(day)s") % {"day": row.opens}
    elif row.opens_days_before is not None:
        opens = ngettext(
            "opens %(count)s day before the deadline",
            "opens %(count)s days before the deadline",
            row.opens_days_before,
        ) % {"count": row.opens_days_before}
    decided = _("decision: %(when)s") % {"when": row.decided} if row.decided else ""
    if row.decision_days is not None:
        decided = ngettext(
            "decided at most %(count)s day after the batch closes",
            "decided at most %(count)s days after the batch closes",
            row.decision_days,
        ) % {"count": row.decision_days}
    of_strand = str(row.strand.names) if row.strand is not None else ""
    return _noted(f"{row.get_kind_display()}: {deadline(row)}", of_strand, opens, decided, str(row.notes))


def envelope(row: Envelope) -> Told:
    """Say how much is set aside, and for what."""
    held = format_amount(row.amount, row.call.currency) if row.amount is not None else ""
    if row.share is not None:
        held = _("%(share)s of the budget") % {"share": _percent(row.share)}
    yearly = _("each year") if row.period == EnvelopePeriod.YEAR else ""
    paid_in = _("paid in by %(funder)s") % {"funder": row.funder} if row.funder is not None else ""
    every = _("every grant is taken from it") if row.for_all else ""
    return _noted(row.names, held, yearly, every, paid_in, places_in_words(row.places) if row.places else "")


def rate(row: FlatRate) -> Told:
    """Say what a rate is for, where, and how much it is."""
    where = name_of_place(row.country) if row.country else _("wherever no other rate holds")
    capital = (
        "" if row.is_capital is None else _("in the capital region") if row.is_capital else _("outside it")
    )
    return _noted(f"{row.get_kind_display()}: {format_amount(row.amount, row.call.currency)}", where, capital)


def criterion(row: Criterion) -> Told:
    """Say what is assessed and what it weighs."""
    weight = _("weighs %(share)s") % {"share": _percent(row.weight)} if row.weight is not None else ""
    return _noted(row.names, weight, _("a preference: it never excludes") if row.is_preference else "")


def body(row: CallBody) -> Told:
    """Say who proposes, advises or decides, from and up to which sum, and by when."""
    parts = [str(row.get_role_display())]
    if row.organisation is not None and str(row.organisation.names) != str(row.names):
        parts.append(str(row.organisation.names))
    if row.members is not None:
        parts.append(ngettext("%(count)s member", "%(count)s members", row.members) % {"count": row.members})
    if row.members_per_side is not None:
        parts.append(_("%(count)s from each side") % {"count": row.members_per_side})
    if row.above is not None:
        parts.append(_("above %(sum)s") % {"sum": format_amount(row.above, row.call.currency)})
    if row.up_to is not None:
        parts.append(_("up to %(sum)s") % {"sum": format_amount(row.up_to, row.call.currency)})
    if row.is_joint:
        parts.append(_("all funders sit in it"))
    if row.decides_by:
        parts.append(_("by %(when)s") % {"when": row.decides_by})
    return _noted(row.names, *parts)


def instalment(row: Instalment) -> Told:
    """Say how much of a grant is paid when, and by whom."""
    when = str(row.get_trigger_display())
    if row.on_day is not None:
        when = str(format_date(row.on_day, "long", locale=locale_of()))
    payer = str(row.funder.organisation.names) if row.funder is not None else ""
    said = when if row.share is None else f"{_percent(row.share)}: {when}"
    return _noted(said, payer, str(row.notes))


def duty(row: Duty) -> Told:
    """Say what a grantee owes, and by when."""
    time = ""
    if row.months is not None:
        time = ngettext("%(count)s month after", "%(count)s months after", row.months) % {"count": row.months}
    elif row.days is not None:
        time = ngettext("%(count)s day after", "%(count)s days after", row.days) % {"count": row.days}
    anchor = "" if row.anchor == DutyAnchor.ALWAYS and time == "" else str(row.get_anchor_display())
    when = f"{time} {anchor[:1].lower()}{anchor[1:]}" if time and anchor else anchor
    # The texts are sentences of their own, and begin as such.
    return Told(str(row.get_kind_display()), " · ".join(part for part in (when, str(row.texts)) if part))
