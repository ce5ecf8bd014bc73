"""The rules of real calls as one table: each by its number, with its text, what carries it, and when it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils import translation

from grants.domain import call_rules
from grants.domain.call_documents.parts import PARTS
from grants.domain.readings import in_language
from grants.enums import Stage
from grants.models import Call

JUDGED = "judged"
# Fields that name a part or say nothing about a rule.
SILENT = {"names", "labels", "code", "carries", "section", "options", "shape", "position"}
# Fields of a call that every call has; a rule stands in one of the others.
OF_EVERY_CALL = SILENT | {"summary", "purpose", "year", "languages", "time_zone", "currency"}


class Held(Enum):
    """How a rule of a call's text is held."""

    CHECKED = "checked"
    STRUCTURED = "structure"
    JUDGED = "judged"
    OPEN = "open"


@dataclass(frozen=True)
class Carrier:
    """One thing that carries a rule: how, in words, and the stages at which it is asked."""

    held: Held
    words: str
    stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """A rule of a call's text with what carries it."""

    number: str
    text: str
    carriers: Sequence[Carrier]

    @property
    def held(self) -> Held:
        """The strongest of what carries it."""
        found = {one.held for one in self.carriers}
        return next((held for held in Held if held in found), Held.OPEN)


def rows_of(document: Mapping[str, Any], texts: Sequence[str]) -> list[TableRow]:
    """Return the rules of a call's text, in its order, with what carries each in the document.

    Parameters: each of ``texts`` begins with its number: "R1: partners >= 3".
    """
    carriers: dict[str, list[Carrier]] = {}
    for numbers, carrier in _carriers(document):
        for number in numbers:
            carriers.setdefault(number, []).append(carrier)
    rows = []
    for text in texts:
        number, _colon, words = text.partition(":")
        rows.append(TableRow(number, words.strip(), carriers.get(number, [])))
    return rows


def _carriers(document: Mapping[str, Any]) -> Iterator[tuple[Sequence[str], Carrier]]:
    for row in document.get("rules", []):
        yield row.get("carries", []), _rule(row)
    for part in PARTS:
        singular = str(part.model._meta.verbose_name).removeprefix("call ")
        for row in document.get(part.name, []):
            words = f"{singular} {_name(row, document)}".strip()
            yield row.get("carries", []), Carrier(Held.STRUCTURED, words + _details(part.model, row, SILENT))
    call = document["call"]
    yield call.get("carries", []), Carrier(Held.STRUCTURED, "the call" + _details(Call, call, OF_EVERY_CALL))


def _rule(row: Mapping[str, Any]) -> Carrier:
    rule = call_rules.read_tree(row)
    stages = row.get("stages") or [str(stage) for stage in rule.stages]
    words = f"`{row['kind']}`: {rule.sentence()}"
    reasons = [in_language(one["parameters"]["reason"], "en") for one in _tree(row) if one["kind"] == JUDGED]
    if reasons:
        words += f" *Why a person judges it:* {' '.join(reasons)}"
    return Carrier(Held.JUDGED if reasons else Held.CHECKED, words, tuple(stages))


def _tree(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield row
    for inner in row.get("rules", []):
        yield from _tree(inner)


def _name(row: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """Return what a part is called; of one that has no name and no code, nothing."""
    named = row.get("names") or row.get("labels")
    if named is None and "organisation" in row:
        organisation = document.get("organisations", {}).get(row["organisation"], {})
        named = organisation.get("names", {"en": row["organisation"]})
    return in_language(named, "en") or str(row.get("code", ""))


def _details(model: type[Any], row: Mapping[str, Any], silent: set[str]) -> str:
    """Return the fields of a part that say something, in words: " (share, per cent: 50)"."""
    said = []
    for name, value in row.items():
        if name in silent or (name == "organisation" and "names" not in row):
            continue
        field = model._meta.get_field(name)
        if isinstance(value, dict):
            value = in_language(value, "en")
        elif isinstance(value, list):
            value = ", ".join(str(one) for one in value)
        elif isinstance(value, bool):
            value = "yes" if value else "no"
        value = dict(field.flatchoices or []).get(value, value)
        said.append(f"{field.verbose_name}: {value}")
    return f" ({'; '.join(said)})" if said else ""


def as_markdown(documents: Mapping[str, Mapping[str, Any]], texts: Mapping[str, Sequence[str]]) -> str:
    """Return the whole table as Markdown, in English.

    Parameters: ``documents`` and ``texts`` have the same keys, the names of the files; a text without a document is
    left out.
    """
    with translation.override("en"):
        tables = {name: rows_of(document, texts[name]) for name, document in sorted(documents.items())}
        sections = [_section(name, documents[name], rows) for name, rows in tables.items()]
    return "\n".join([*_summary(tables), *(line for section in sections for line in section)]) + "\n"


def counted(tables: Mapping[str, Sequence[TableRow]]) -> dict[Held, int]:
    """Return how many rules are held in each way."""
    found = [row.held for rows in tables.values() for row in rows]
    return {held: found.count(held) for held in Held}


def _summary(tables: Mapping[str, Sequence[TableRow]]) -> list[str]:
    numbers = counted(tables)
    total = sum(numbers.values())
    lines = [
        "# The rules of real calls",
        "",
        "Written by `manage.py rules_table --output docs/rules.md` from `fixtures/calls/` and the numbered rules of",
        "each call's own text; do not edit it by hand.",
        "",
        f"{total} rules of {len(tables)} calls: **{numbers[Held.CHECKED]} checked** by the portal,",
        f"**{numbers[Held.STRUCTURED]} held as structure** (a window, a funder, a body),",
        f"**{numbers[Held.JUDGED]} judged** by an officer because no machine can know,",
        f"{numbers[Held.OPEN]} not carried yet.",
        "",
        "| call | rules | checked | structure | judged | open |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, rows in tables.items():
        each = counted({name: rows})
        cells = " | ".join(str(each[held]) for held in Held)
        lines.append(f"| [{name}](#{name}) | {len(rows)} | {cells} |")
    return lines


def _section(name: str, document: Mapping[str, Any], rows: Sequence[TableRow]) -> list[str]:
    title = in_language(document["call"]["names"], "en")
    lines = [
        "",
        f"## {name}",
        "",
        title,
        "",
        "| rule | text | held | carried by | asked |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        carried = "<br>".join(_cell(one.words) for one in row.carriers) or "nothing yet"
        asked = "<br>".join(_asked(one) for one in row.carriers)
        lines.append(f"| {row.number} | {_cell(row.text)} | {row.held.value} | {carried} | {asked} |")
    return lines


def _asked(carrier: Carrier) -> str:
    return ", ".join(str(Stage(stage).label).lower() for stage in carrier.stages) or "–"


def _cell(text: str) -> str:
    """Return a text that stands in one cell of a Markdown table."""
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(escaped.split())
