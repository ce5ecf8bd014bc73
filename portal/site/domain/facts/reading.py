"""From YAML files to flat records, each knowing where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from portal.core.multilingual import MultilingualField
from portal.site.domain.facts.errors import FixtureError, Place
from portal.site.domain.facts.nouns import BY_NAME, Noun

LINE = "\0line"
# Beside its nouns a file may say which source its records are cited to.
FILE_KEYS = frozenset({"source"})
PICTURES = "pictures"


class _Loader(yaml.CBaseLoader):
    """YAML in which every scalar stays the text it is: `no` is Norway, and 2017 is a year, not a number."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(
                None, None, f"“{key}” stands twice in one record", key_node.start_mark
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


@dataclass(slots=True)
class Record:
    """One record as its file has it: texts, lists and maps, with the keys of what it refers to."""

    noun: Noun
    place: Place
    key: str
    values: dict[str, Any]
    sources: list[dict[str, str]]
    pictures: list[dict[str, Any]]
    root: "Record | None" = None

    def error(self, problem: str, field: str = "") -> FixtureError:
        """Return an error that names this record."""
        return FixtureError(self.place, problem, field)


def read_records(folder: Path) -> dict[str, list[Record]]:
    """Read every YAML file below the folder; records by noun, in the order of files and lines.

    Raises FixtureError for a file that is no YAML, and for nouns and lists that no fixture has.
    """
    records: dict[str, list[Record]] = {name: [] for name in BY_NAME}
    for path in sorted(folder.rglob("*.yaml")):
        for record in _read_file(path, str(path.relative_to(folder))):
            records[record.noun.name].append(record)
    return records


def parse(path: Path, file: str) -> dict[str, Any]:
    """Return the file's top map, its scalars as texts. Raises FixtureError with the line when it is no YAML."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 (BaseLoader makes texts only)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is not text in UTF-8"
        line = mark.line + 1 if mark else 1
        raise FixtureError(Place(file, line), f"This is not valid YAML: {problem}.") from error
    if not isinstance(content, dict):
        raise FixtureError(Place(file, 1), "The file must be a map of nouns, such as “regions:”.")
    return content


def _read_file(path: Path, file: str) -> Iterator[Record]:
    content = parse(path, file)
    top = Place(file, content.pop(LINE, 1))
    sources = _sources(content.pop("source", None), top)
    for name, rows in content.items():
        noun = BY_NAME.get(name)
        if noun is None:
            known = [*BY_NAME, *FILE_KEYS]
            raise FixtureError(top, f"“{name}” is nothing a fixture can hold.{did_you_mean(name, known)}")
        yield from _flatten(noun, rows, top, sources, inherited={}, root=None)


def _flatten(
    noun: Noun,
    rows: Any,
    around: Place,
    sources: list[dict[str, str]],
    *,
    inherited: Mapping[str, str],
    root: Record | None,
) -> Iterator[Record]:
    """Yield the rows of one list, and after each of them the rows nested in it."""
    if not isinstance(rows, list):
        raise FixtureError(around, f"“{noun.name}” must be a list, each record beginning with “-”.")
    has_position = any(field.name == "position" for field in noun.model._meta.fields)
    for position, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise FixtureError(around, f"Number {position} of “{noun.name}” must be a map of fields.")
        values = {**inherited, **row}
        if has_position and inherited:
            values.setdefault("position", str(position))
        record = _record(noun, values, around.file, sources, root)
        nested = {name: values[name] for name in noun.nested if name in values}
        yield record
        for name, children in nested.items():
            spec = noun.nested[name]
            handed_down = {
                spec.parent: record.key,
                **{key: values[key] for key in spec.inherits if key in values},
            }
            yield from _flatten(
                BY_NAME[spec.noun],
                children,
                record.place,
                record.sources,
                inherited=handed_down,
                root=root or record,
            )


def _record(
    noun: Noun, values: dict[str, Any], file: str, sources: list[dict[str, str]], root: Record | None
) -> Record:
    line = values.pop(LINE, 1)
    parts = [_key_part(noun, values, name) for name in noun.key]
    label = "/".join(
        part or ("" if name in noun.optional else "?") for name, part in zip(noun.key, parts, strict=True)
    )
    place = Place(file, line, f"{noun.name} “{label}”")
    for name, part in zip(noun.key, parts, strict=True):
        if not part and name not in noun.optional:
            raise FixtureError(place, "This field tells the record from others and must be filled in.", name)
    own = _sources(values.get("sources"), place)
    apart = {"sources", PICTURES, *noun.nested}
    return Record(
        noun,
        place,
        label,
        values={name: _without_lines(value) for name, value in values.items() if name not in apart},
        sources=own or sources,
        pictures=_without_lines(values.get(PICTURES, [])),
        root=root,
    )


def _key_part(noun: Noun, values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if isinstance(noun.model._meta.get_field(name), MultilingualField):
        value = value.get("en") if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _sources(value: Any, place: Place) -> list[dict[str, str]]:
    """Return citations as maps with ``source``, perhaps ``field`` and ``note``; a bare text is a source's key."""
    if value is None:
        return []
    cited = []
    for entry in value if isinstance(value, list) else [value]:
        citation = {"source": entry} if isinstance(entry, str) else _without_lines(entry)
        if "source" not in citation or set(citation) - {"source", "field", "note"}:
            raise FixtureError(place, "A citation has a source, and perhaps a field and a note.", "sources")
        cited.append(citation)
    return cited


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_lines(inner) for key, inner in value.items() if key != LINE}
    if isinstance(value, list):
        return [_without_lines(inner) for inner in value]
    return value


def did_you_mean(word: str, known: list[str]) -> str:
    """Return a sentence that offers the nearest known word, or the list of them."""
    near = get_close_matches(word, known, n=1)
    return f" Did you mean “{near[0]}”?" if near else f" Known are: {', '.join(sorted(known))}."
