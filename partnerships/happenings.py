"""What happened in a relation, in order: its states, agreements and dialogues, and what other apps add."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.enums import AgreementStatus, PartnershipState
from partnerships.models import Agreement, Partnership, PartnershipPeriod
from portal.core.charts import Period, Picture, cached_picture, timeline
from portal.core.registry import Happening, happenings, register_happenings
from portal.core.uncertain import UncertainDate

DRAWN = 24  # bars; more of them nobody reads
LETTERS = 44  # of a bar's label
QUIET = {PartnershipState.DORMANT, PartnershipState.ENDED}


def register() -> None:
    """Register what partnerships know of a relation: agreements and dialogues."""
    register_happenings(Partnership, own_happenings, position=10)


def own_happenings(partnership: Partnership, user: Any) -> Iterator[Happening]:
    """Yield the agreements that the person may see, and the dialogues."""
    for agreement in partnership.agreements.visible_to(user):
        yield Happening(
            "agreement",
            agreement.get_kind_display(),
            agreement.names,
            validity_of(agreement),
            agreement.get_absolute_url(),
            goes_on=agreement.status == AgreementStatus.IN_FORCE,
        )
    for dialogue in partnership.dialogues.all():
        yield Happening(
            "dialogue",
            _("Dialogue"),
            dialogue.subject,
            dialogue.held,
            f"{partnership.get_absolute_url()}#dialogues",
            results=[dialogue.agreed] if dialogue.agreed else [],
            goes_on=dialogue.ongoing,
        )


def validity_of(agreement: Agreement) -> UncertainDate | None:
    """Return when an agreement is or was valid as one period, as uncertain as its ends are; None if nobody knows."""
    start = agreement.valid_from or agreement.signed
    end = agreement.valid_until
    first = _bare(start, -1) if start else ""
    last = _bare(end, 0) if end else ""
    if not first and not last:
        return None
    return UncertainDate(f"{first}/{last or ('..' if agreement.open_ended else '')}")


def _bare(when: UncertainDate, place: int) -> str:
    """Return one end of a date as EDTF that can stand in a period: the date itself, or the outer end it has."""
    if when.is_unknown:
        return ""
    if len(when.reading.parts) == 1 and when.reading.parts[0] is not None:
        return str(when.reading.parts[0])
    outer = when.earliest if place else when.latest
    return outer.isoformat() if outer else ""


def told(partnership: Partnership, user: Any) -> list[Happening]:
    """Return all that happened in a relation as far as the person may see it, the latest first, the undated last."""
    rows = happenings(partnership, user)
    dated = [row for row in rows if row.when is not None and not row.when.is_unknown]
    undated = [row for row in rows if row.when is None or row.when.is_unknown]
    return [*sorted(dated, key=lambda row: row.when.sort_key if row.when else (), reverse=True), *undated]


def picture_of(
    partnership: Partnership, periods: Sequence[PartnershipPeriod], rows: Sequence[Happening]
) -> Picture | None:
    """Return the life of a relation as a picture: its states, then what happened, as sure as the dates are.

    None when nothing is dated. What has no date, and what is more than fits, is said under the picture.
    """
    bars = [
        bar(one.get_state_display(), one.period, quiet=one.state in QUIET)
        for one in periods
        if one.period is not None and not one.period.is_unknown
    ]
    dated = [row for row in rows if row.when is not None and not row.when.is_unknown]
    bars += [bar(_label(row), row.when, goes_on=row.goes_on) for row in dated[:DRAWN]]
    if not bars:
        return None
    notes = []
    if len(dated) > DRAWN:
        notes.append(
            _("Drawn are the latest %(number)d of %(total)d.") % {"number": DRAWN, "total": len(dated)}
        )
    if missing := len(rows) - len(dated) + sum(one.period is None for one in periods):
        notes.append(_("Not drawn, since nobody has dated them: %(number)d.") % {"number": missing})
    today = localdate()
    title = _("%(partnership)s over the years") % {"partnership": partnership}
    source = " ".join(notes)
    return cached_picture(
        [title, source, bars, today.isoformat()],
        lambda: timeline(bars, title=title, source=source, now=_year(today)),
    )


def bar(label: str, when: UncertainDate | None, *, quiet: bool = False, goes_on: bool = False) -> Period:
    """Return one bar of the picture: solid where the source gives a month or a day, fading where it is vaguer."""
    assert when is not None  # noqa: S101 - what is not dated is not drawn
    parts = when.reading.parts
    first, last = parts[0], parts[-1]
    open_end = when.is_open_ended or (goes_on and when.latest is None)
    return Period(
        label=label,
        start=_year(when.earliest) if when.earliest else None,
        end=_year(when.latest, end=True) if when.latest else None,
        text=str(when),
        open_end=open_end,
        start_uncertain=_is_vague(first),
        end_uncertain=not open_end and _is_vague(last),
        quiet=quiet,
    )


def _is_vague(part: Any) -> bool:
    return part is None or bool(part.qualifier) or not part.month.isdigit() or int(part.month) > 12


def _label(row: Happening) -> str:
    text = f"{row.words}: {row.title}"
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"


def _year(day: date, *, end: bool = False) -> float:
    """Return a day as a fraction of years: its beginning, or its end."""
    return round(day.year + (day.timetuple().tm_yday - (0 if end else 1)) / 365.25, 3)
