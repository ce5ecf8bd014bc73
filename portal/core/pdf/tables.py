"""A table for a PDF, as data."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column: its head, what it holds ("text", "number" or "date") and its share of the width in per
    cent.
    """

    label: str
    kind: str = "text"
    share: int | None = None


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column heads its row. Rendered by `pdf/table.html` as `table`.

    `rows` and `total` are text as people read it, in the order of `columns`.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = field(default_factory=tuple)
    note: str = ""

    @property
    def body(self) -> list[list[tuple[str, str]]]:
        """The rows as pairs of text and kind."""
        return [self._cells(row) for row in self.rows]

    @property
    def foot(self) -> list[tuple[str, str]]:
        """The row of totals as pairs of text and kind; empty if there is none."""
        return self._cells(self.total) if self.total else []

    def _cells(self, row: Sequence[str]) -> list[tuple[str, str]]:
        return [(text, column.kind) for text, column in zip(row, self.columns, strict=True)]
