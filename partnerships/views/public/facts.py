"""Facts in the margin of a public page, each with the source it was taken from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html

from portal.core.models import Citation
from portal.core.multilingual import Multilingual
from portal.core.sources import source_of
from portal.core.tables import link, spoken


@dataclass(frozen=True)
class Fact:
    """A label, what it says in one line or several, and its source."""

    label: str | Promise
    lines: Sequence[object]
    source: str = ""
    source_url: str = ""


class Facts:
    """Collects the facts of one record; what is empty is left out, and the same source is not named twice running."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self.citations = citations
        self.facts: list[Fact] = []

    def add(self, label: str | Promise, value: object, *, field: str = "") -> None:
        """Add a fact of one line, or of several for a list; ``field`` is what its citation is filed under."""
        lines = [
            said
            for one in (value if isinstance(value, list) else [value])
            if (said := say(one)) not in ("", None)
        ]
        if not lines:
            return
        source = source_of(self.citations, field) if field else None
        self.facts.append(Fact(label, lines, source.title if source else "", source.url if source else ""))


def say(value: Any) -> object:
    """Return a value as the reader's language has it; a record with a page becomes a link."""
    if value is None or value == "":
        return ""
    if isinstance(value, Multilingual):
        return spoken(value)
    address = getattr(value, "get_absolute_url", None)
    if address is not None:
        return link(address(), value.names)
    return value


def joined(values: Iterable[object]) -> object:
    """Return several values as one line."""
    said = [say(value) for value in values]
    line = said[0] if said else ""
    for one in said[1:]:
        line = format_html("{}, {}", line, one)
    return line
