"""What is said about a fixture that cannot be loaded."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the fixtures something stands: file, line (from 1), and the record's own name."""

    file: str
    line: int
    record: str = ""

    def __str__(self) -> str:
        words = f"{self.file}, line {self.line}"
        return f"{words}, {self.record}" if self.record else words


@dataclass
class FixtureError(Exception):
    """A fixture is wrong: which file, record and field, and what to do. Nothing of the run is kept."""

    place: Place
    problem: str
    field: str = field(default="")

    def __str__(self) -> str:
        named = f", field “{self.field}”" if self.field else ""
        return f"{self.place}{named}: {self.problem} Nothing was loaded; correct the file and try again."
