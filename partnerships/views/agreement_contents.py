"""What an agreement or a network holds beside its text, in words: for its pages, the office and the past."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.domain.agreement_contents import may_edit
from partnerships.forms.agreement_contents import of_record
from partnerships.models import (
    Agreement,
    Aim,
    Instrument,
    Milestone,
    Organ,
    OrganSeat,
    Pledge,
)
from partnerships.views.officer.content_parts import CONTENTS
from partnerships.views.officer.record import Line, Section
from portal.core.registry import Panel


@dataclass(frozen=True)
class Adding:
    """A button that adds something."""

    words: str | Promise
    url: str


def contents_of(record: Any) -> dict[str, Sequence[Any]]:
    """Return what an agreement or a network holds, in six queries."""
    own = of_record(record)
    under = {f"organ__{name}": value for name, value in own.children}  # type: ignore[misc]
    return {
        "aims": list(Aim.objects.filter(own)),
        "organs": list(Organ.objects.filter(own)),
        "organ-seats": list(OrganSeat.objects.filter(**under).select_related("organ")),
        "instruments": list(Instrument.objects.filter(own)),
        "pledges": list(Pledge.objects.filter(own).select_related("organisation")),
        "milestones": list(Milestone.objects.filter(own)),
    }


def _nowhere(_kind: str, _row: Any) -> tuple[str, str]:
    return "", ""


def contents_sections(
    contents: Mapping[str, Sequence[Any]], addresses: Callable[[str, Any], tuple[str, str]] = _nowhere
) -> list[Section]:
    """Return a section for each kind of content that there is.

    Parameters: ``addresses`` returns where a row is edited and removed.
    """
    organs = {one.pk: one for one in contents.get("organs", ())}
    instruments = {one.pk: one for one in contents.get("instruments", ())}
    sections = []
    for kind in CONTENTS:
        rows = contents.get(kind.key, ())
        lines = []
        for row in rows:
            text, note = _line(row, organs, instruments)
            lines.append(Line(text, note, *addresses(kind.key, row)))
        if lines:
            sections.append(Section(kind.heading, kind.key, lines=lines))
    return sections


def _line(
    row: Any, organs: Mapping[int, Organ], instruments: Mapping[int, Instrument]
) -> tuple[object, object]:
    if isinstance(row, OrganSeat):
        organ = organs.get(row.organ_id)
        return row.who, _joined(_seat_notes(row, organ))
    if isinstance(row, Milestone):
        about = organs.get(row.organ_id or 0) or instruments.get(row.instrument_id or 0)
        return row.texts, _joined(_milestone_notes(row, about))
    text = getattr(row, "names", None) or getattr(row, "texts", None) or getattr(row, "what", "")
    return text, _joined(NOTES[type(row)](row))


def _aim_notes(aim: Aim) -> Iterator[object]:
    yield aim.get_kind_display()
    yield aim.article
    if aim.named:
        yield _("named %(when)s") % {"when": aim.named}


def _organ_notes(organ: Organ) -> Iterator[object]:
    yield organ.get_kind_display()
    if organ.legal_personality:
        yield _("a legal person of its own")
    if organ.members is not None:
        yield _("members: %(number)s") % {"number": organ.members}
    if organ.term_years:
        years = ngettext("for %(number)d year", "for %(number)d years", organ.term_years)
        yield years % {"number": organ.term_years}
    yield from (organ.composition, organ.tasks, organ.rhythm)
    yield organ.period or ""


def _instrument_notes(instrument: Instrument) -> Iterator[object]:
    yield instrument.get_kind_display()
    if instrument.yearly:
        yield _("every year")
    yield instrument.period or ""
    yield instrument.note
    if instrument.website:
        yield format_html('<a href="{}" rel="external">{}</a>', instrument.website, instrument.website)


def _pledge_notes(pledge: Pledge) -> Iterator[object]:
    if pledge.amount is not None:
        yield f"{pledge.amount} {pledge.currency}".strip()
    yield pledge.get_rhythm_display()
    if pledge.in_kind:
        yield _("in kind")
    if pledge.joint:
        yield _("together")
    yield pledge.organisation or ""
    yield pledge.period or ""


NOTES: dict[type, Any] = {
    Aim: _aim_notes,
    Organ: _organ_notes,
    Instrument: _instrument_notes,
    Pledge: _pledge_notes,
}


def _seat_notes(seat: OrganSeat, organ: Organ | None) -> Iterator[object]:
    yield organ or ""
    yield seat.get_role_display()
    if seat.seats is not None:
        yield _("seats: %(number)s") % {"number": seat.seats}
    yield seat.period or ""


def _milestone_notes(milestone: Milestone, about: object) -> Iterator[object]:
    yield milestone.happened or _("when is not known")
    yield milestone.place
    yield about or ""
    yield milestone.get_kind_display()


def _joined(parts: Iterable[object]) -> object:
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def contents_panel(record: Any, user: Any) -> Panel | None:
    """Show what an agreement or a network holds, and to those who may edit it where."""
    allowed = user.is_authenticated and may_edit(user, record)
    noun, prefix = ("agreement", "") if isinstance(record, Agreement) else ("network", "network-")

    def addresses(kind: str, row: Any) -> tuple[str, str]:
        if not allowed:
            return "", ""
        place = [record.slug, prefix + kind, row.pk]
        return (
            reverse(f"partnerships:officer:{noun}_part_edit", args=place),
            reverse(f"partnerships:officer:{noun}_part_remove", args=place),
        )

    sections = contents_sections(contents_of(record), addresses)
    if not sections and not allowed:
        return None
    adding = [
        Adding(
            one.adding, reverse(f"partnerships:officer:{noun}_part_add", args=[record.slug, prefix + one.key])
        )
        for one in CONTENTS
    ]
    context = {"sections": sections, "adding": adding if allowed else []}
    return Panel(
        _("Aims, bodies, money and milestones"), "contents", "partnerships/contents_panel.html", context
    )
