"""What a file's rows would do: which record each is about, what would change, and what stands in the way.

The file is read twice. The first time gives each row its natural key, so that a row may refer to one that comes later,
and two rows about one record are found; the second time its cells are read, compared and checked, in chunks. In memory
are keys and numbers of rows, never the rows or their records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from portal.core.domain.bulk import Draft
from portal.core.resources import CellError, Column, PartColumn, Reading, ReferenceWidget, RegisterResource
from portal.core.resources.keys import AMBIGUOUS
from portal.core.resources.resource import Keys
from portal.core.sheets import Layout, Workbook
from portal.core.sheets.layout import cell_text, is_total
from portal.imports.enums import Outcome

CHUNK = 500
SHOWN = 300  # characters of a value in the preview


@dataclass(frozen=True)
class Targets:
    """Which column of the register each column of the file is; and what is said once for all rows."""

    targets: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False  # an empty cell empties the field

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Targets":
        """Return the mapping as the run keeps it."""
        return cls(
            tuple(stored.get("targets", ())), dict(stored.get("constants", {})), bool(stored.get("clear"))
        )


@dataclass
class Judged:
    """One row and what it would do."""

    number: int
    outcome: str
    label: str = ""
    record_id: int | None = None
    differences: list[list[str]] = field(default_factory=list)
    problems: list[list[str]] = field(default_factory=list)
    draft: Draft | None = None
    parent: int | None = None  # the record, or a row's negative number, that this one would be part of


class Plan:
    """The rows of one file against the records as they are now."""

    def __init__(
        self,
        resource: RegisterResource,
        workbook: Workbook,
        layout: Layout,
        mapping: Targets,
        reading: Reading,
        *,
        locked: bool = False,
        told: bool = True,
    ) -> None:
        self.resource, self.workbook, self.layout = resource, workbook, layout
        self.mapping, self.reading = mapping, reading
        self.locked = locked  # hold the records that rows are about
        self.told = told  # say what new rows hold, for the preview
        self.total = 0
        self._columns = [
            (place, resource.columns[name])
            for place, name in enumerate(mapping.targets)
            if name in resource.columns
        ]
        self._constants = [
            (resource.columns[name], text)
            for name, text in mapping.constants.items()
            if name in resource.columns
        ]
        self._matches: dict[int, int] = {}
        self._problems: dict[int, str] = {}

    def index(self) -> None:
        """Read the file once for its keys. Raises SheetProblem where it cannot be read."""
        keyed = [
            (place, column) for place, column in self._columns if column.name in self.resource.key_columns
        ]
        index = self.reading.index(self.resource.model)
        rows_by_key: dict[str, int] = {}
        rows_by_record: dict[int, int] = {}
        for number, cells in self._register():
            self.total += 1
            values = self._read(cells, keyed, {})
            keys = self.resource.keys(values)
            for key in keys.identity:
                first = rows_by_key.setdefault(key, number)
                if first != number:
                    self._twice(first, number)
            found = self._match(number, keys)
            if found is not None:
                first = rows_by_record.setdefault(found, number)
                if first != number:
                    self._twice(first, number)
                self._matches[number] = found
            else:
                for key in keys.known_as:
                    index.add_row(key, number)

    def _twice(self, first: int, second: int) -> None:
        sentence = _("Rows %(first)s and %(second)s are about the same record. Keep one of them.")
        sentence = sentence % {"first": first, "second": second}
        self._problems.setdefault(first, sentence)
        self._problems.setdefault(second, sentence)

    def _match(self, number: int, keys: Keys) -> int | None:
        """Return the record that a row is about, None for a new one; what cannot be told is a problem of the row."""
        index = self.reading.index(self.resource.model)
        strong = {pk for key in keys.strong if (pk := index.get(key)) is not None and pk >= 0}
        if len(strong) > 1:
            self._problems[number] = _(
                "The address and the number of this row belong to two different records. Correct one of them."
            )
            return None
        found = next(iter(strong), None)
        # An address that nobody has is that of a new record, whatever it is called.
        if found is None and not any(key.startswith("slug:") for key in keys.strong):
            known = [pk for key in keys.weak if (pk := index.get(key)) is not None and pk >= 0]
            found = next((pk for pk in known if pk != AMBIGUOUS), known[0] if known else None)
        if found == AMBIGUOUS and found is not None:
            self._problems[number] = _(
                "More than one record goes by what this row says. Add a column with the address of the one that is "
                "meant."
            )
            return None
        return found

    def rows(self) -> Iterator[Judged]:
        """Yield every row with what it would do, in the file's order; `index` has been called."""
        for chunk in batched(self._register(with_totals=True), CHUNK):
            judged = list(self._chunk(chunk))
            yield from judged

    def _chunk(self, chunk: Any) -> Iterator[Judged]:
        numbers = [number for number, _cells in chunk]
        wanted = {pk for number in numbers if (pk := self._matches.get(number)) is not None}
        known = self.resource.load(wanted, self.reading, locked=self.locked) if wanted else {}
        for number, cells in chunk:
            if self._is_left_out(cells):
                label = next((text for cell in cells if (text := cell_text(cell))), "")
                yield Judged(number, Outcome.LEFT_OUT, label[:200])
                continue
            yield self._judge(number, cells, known.get(self._matches.get(number, 0)))

    def _judge(self, number: int, cells: list[Any], record: Any) -> Judged:
        """Say what one row would do."""
        problems: dict[str, str] = {}
        values = self._read(cells, self._columns, problems)
        judged = Judged(number, Outcome.ERROR, self._label(values, cells))
        if number in self._problems:
            problems.setdefault("", self._problems[number])
        is_new = record is None
        if is_new:
            record = self.resource.new(self.reading)
            for name, column in self.resource.columns.items():
                if column.required and values.get(name) is None and name not in problems:
                    problems[name] = _("This is needed: no column or an empty cell says it.")
        else:
            judged.record_id = record.pk
        if not problems:
            draft = Draft(number, record, is_new)
            judged.differences = self._apply(draft, values, judged, problems)
            if not problems:
                problems.update(self.resource.check(record, values, self.reading))
            judged.draft = draft
        if problems:
            judged.problems = [[name, sentence] for name, sentence in problems.items()]
            judged.draft = None
            judged.differences = []
            return judged
        written = is_new or judged.differences
        judged.outcome = Outcome.NEW if is_new else Outcome.CHANGED if written else Outcome.UNCHANGED
        return judged

    def _apply(
        self, draft: Draft, values: Mapping[str, Any], judged: Judged, problems: dict[str, str]
    ) -> list[list[str]]:
        """Set what a row says on its record, and return what differs: column, before, after."""
        differences = []
        changed: set[str] = set()
        columns = self.resource.columns
        for name, value in values.items():
            column = columns[name]
            if value is None and (draft.is_new or not self.mapping.clear):
                continue
            before = None if draft.is_new else column.current(draft.record)
            if not draft.is_new and column.same(before, value):
                continue
            if column.fixed and not draft.is_new:
                problems[name] = _(
                    "This is changed on the record's own page, where the step is kept with its date."
                )
                continue
            if self.told or not draft.is_new:
                was = "" if before is None else self._said(column, before)
                differences.append([name, was, self._said(column, value)])
            if name == self.resource.within:
                judged.parent = value
            if column.part:
                draft.parts[name] = value or []
            elif column.many:
                draft.many[column.attribute] = value or []
            else:
                column.put(draft.record, value)
                changed.add(column.attribute)
        draft.changed = frozenset(changed)
        return differences

    def _said(self, column: Column, value: Any) -> str:
        """Return what a value looks like: records by their names, rows of the file by their numbers."""
        if value is None:
            return ""
        if isinstance(column.widget, ReferenceWidget):
            model = column.widget.model
            said = []
            for pk in [value] if column.reference else value:
                said.append(
                    _("row %(row)s") % {"row": -pk} if pk < 0 else str(self.reading.record(model, pk))
                )
            return "; ".join(said)[:SHOWN]
        if isinstance(column, PartColumn):
            return "; ".join(column.spell(one) for one in value or ())[:SHOWN]
        return str(column.widget.said(value))[:SHOWN]

    def _read(self, cells: list[Any], columns: Any, problems: dict[str, str]) -> dict[str, Any]:
        """Return the values of a row by column; what cannot be understood goes to the problems."""
        values: dict[str, Any] = {}
        width = len(cells)
        for place, column in columns:
            try:
                value = column.widget.clean(cells[place], reading=self.reading) if place < width else None
            except CellError as error:
                problems[column.name] = str(error)
            else:
                values[column.name] = value
        for column, text in self._constants:
            if values.get(column.name) is None and column.name not in problems:
                try:
                    values[column.name] = column.widget.clean(text, reading=self.reading)
                except CellError as error:
                    problems[column.name] = str(error)
        return values

    def _label(self, values: Mapping[str, Any], cells: list[Any]) -> str:
        names = (value for name, value in values.items() if value and name.startswith("name_"))
        label = next(names, None) or next((text for cell in cells if (text := cell_text(cell))), "")
        return str(label)[:200]

    def _register(self, *, with_totals: bool = False) -> Iterator[tuple[int, list[Any]]]:
        """Yield the register's own rows: below its heads, and without what only adds up."""
        for number, cells in self.workbook.rows(self.layout):
            if number >= self.layout.first_row and (with_totals or not self._is_left_out(cells)):
                yield number, cells

    def _is_left_out(self, cells: list[Any]) -> bool:
        return self.layout.without_totals and is_total(cells)


def heads_of(workbook: Workbook, layout: Layout) -> list[list[Any]]:
    """Return the rows of heads, as many as the layout says and the file has."""
    heads: dict[int, list[Any]] = {}
    for number, cells in workbook.rows(layout):
        if number >= layout.first_row:
            break
        if number >= layout.header_row:
            heads[number] = cells
    return [heads.get(layout.header_row + place, []) for place in range(layout.header_rows)]
