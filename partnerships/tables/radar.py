"""The dormancy radar as a table: a relation's signals, each with its date and its age, and the small picture of them."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from partnerships.enums import PartnershipState
from partnerships.pulse import ASLEEP_AFTER, Pulse, age
from partnerships.tables.partnerships import state_tone
from portal.core.registry import Signal
from portal.core.tables import Column, Table, link, noted
from portal.core.templatetags.portal import status

YEARS = 5  # drawn behind today
WIDTH, HEIGHT, AHEAD = 150, 22, 12  # of the small picture; what lies ahead of today


class PulseTable(Table):
    """A table over pulses, which stand in memory: they are sorted by what other apps say."""

    pulses: Sequence[Pulse] = ()

    @cached_property
    def count(self) -> int:
        """How many relations there are."""
        return len(self.pulses)

    @cached_property
    def records(self) -> list[Any]:
        """The relations of this page."""
        start = (self.page - 1) * self.page_size
        return list(self.pulses[start : start + self.page_size])


def radar_columns(today: date) -> list[Column]:
    """Return the columns: the relation, the rule's finding, the picture, and every sign."""
    return [
        Column("name", gettext_lazy("Partner"), _partner, sort=_in_memory, heads_row=True),
        Column("pulse", gettext_lazy("Latest sign of life"), partial(_finding, today=today), sort=_in_memory),
        Column("picture", gettext_lazy("Last five years"), partial(_strip, today=today)),
        Column("signs", gettext_lazy("Every sign, with its date"), partial(_signs, today=today)),
    ]


def _in_memory(descending: bool) -> list[str]:
    """Mark a column as one that sorts; its rows are sorted by the view, since other apps say what they are."""
    return []


def page_of(pulse: Pulse) -> str:
    """Return the relation's office page."""
    return reverse("partnerships:officer:partnership_detail", args=[pulse.partnership.slug])


def signal_note(signal: Signal, today: date) -> str:
    """Return a signal's date with its age, as far as it has one and it lies behind."""
    if signal.day is None or signal.goes_on or signal.day >= today:
        return signal.when
    return f"{signal.when} · {age(signal.day, today)}"


def _partner(pulse: Pulse) -> object:
    partnership = pulse.partnership
    state = status(partnership.get_state_display(), state_tone(partnership.state))
    return noted(link(page_of(pulse), partnership.names), state)


def _finding(pulse: Pulse, *, today: date) -> object:
    found = _found(pulse, today)
    if pulse.condition == "awake" or pulse.partnership.state == PartnershipState.ENDED:
        return found
    revival = reverse("partnerships:officer:partnership_revival", args=[pulse.partnership.slug])
    words = _("Look at taking it up again")
    return format_html('{}<span class="sub"><a href="{}">{}</a></span>', found, revival, words)


def _found(pulse: Pulse, today: date) -> object:
    latest = pulse.latest
    if latest is None:
        return status(_("No dated sign of life"), "draft")
    if latest.goes_on or latest.day is None:
        return noted(status(_("Goes on, or lies ahead"), "good"), f"{latest.when}: {latest.text}")
    words = _("Asleep") if pulse.asleep else pgettext("relation", "Awake")
    shape = "wait" if pulse.asleep else "good"
    return noted(status(words, shape), f"{signal_note(latest, today)}: {latest.text}")


def _signs(pulse: Pulse, *, today: date) -> object:
    """Return each kind of sign in a line: what, when, how long ago; those that are missing are named last."""
    lines = [
        (kind.label, _linked(pulse, signal), signal_note(signal, today))
        for kind, signal in pulse.signals
        if signal is not None
    ]
    missing = ", ".join(str(kind.label) for kind, signal in pulse.signals if signal is None)
    none = format_html('<li class="muted">{}: {}</li>', _("None"), missing.lower()) if missing else ""
    found = format_html_join(
        "", '<li><span class="kind">{}</span> {} <span class="sub">{}</span></li>', lines
    )
    return format_html('<ul class="signs">{}{}</ul>', found, none)


def _linked(pulse: Pulse, signal: Signal) -> object:
    address = f"{page_of(pulse)}{signal.url}" if signal.url.startswith("#") else signal.url
    return link(address, signal.text) if address else signal.text


def _strip(pulse: Pulse, *, today: date) -> SafeString:
    """Draw the last five years as a line with a mark for each sign of life; the zone that keeps awake is tinted.

    Its words say the same for those who do not see it; every mark stands in a column beside it, too.
    """
    zone = ASLEEP_AFTER / 12 * (WIDTH - AHEAD) / YEARS
    marks = [
        (kind.label, signal, _place(signal, today))
        for kind, signal in pulse.signals
        if kind.is_life and signal is not None and (signal.day is not None or signal.goes_on)
    ]
    words = "; ".join(f"{label}: {signal.when}" for label, signal, _place in marks)
    circles = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="4"/>',
        (
            ("mark ahead" if signal.goes_on else "mark", place, HEIGHT / 2)
            for _label, signal, place in marks
            if place >= 0
        ),
    )
    return format_html(
        '<svg class="pulse" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        '<rect class="zone" x="{}" y="2" width="{}" height="{}"/><line x1="0" y1="{}" x2="{}" y2="{}"/>'
        '<line class="today" x1="{}" y1="1" x2="{}" y2="{}"/>{}</svg>',
        words or _("no dated sign of life"), WIDTH, HEIGHT, WIDTH, HEIGHT,
        round(WIDTH - AHEAD - zone, 1), round(zone, 1), HEIGHT - 4, HEIGHT / 2, WIDTH, HEIGHT / 2,
        WIDTH - AHEAD, WIDTH - AHEAD, HEIGHT - 1, circles,
    )  # fmt: skip


def _place(signal: Signal, today: date) -> float:
    """Return where a signal lies on the line, in pixels; below zero when it is older than what is drawn."""
    if signal.goes_on or signal.day is None:
        return WIDTH - 5
    days = (today - signal.day).days
    return round((WIDTH - AHEAD) * (1 - days / (YEARS * 365.25)), 1)
