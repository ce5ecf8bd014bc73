"""Dates as uncertain as the source has them (domain.md X01)."""

from dataclasses import dataclass
from datetime import date

from portal.core.uncertain.date_words import describe_reading
from portal.core.uncertain.edtf_text import Kind, Part, Reading, read


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date, period or choice of dates in EDTF (ISO 8601-2), never more exact than its source.

    `edtf` is the canonical text: `2017`, `2017-12~` (about December), `2011/..` (since 2011), `2014/2017`,
    `201X` (the 2010s), `XXXX` (unknown). "End of 2017" is `2017-39`, the last third of the year: EDTF has no
    word for "end", and the third says September to December without inventing a month; likewise `2017-37` is
    the beginning and `2017-38` the middle of a year.

    Raises UncertainValueError, with a sentence for the user, when the text is no EDTF.
    """

    edtf: str

    def __post_init__(self) -> None:
        text = self.edtf.strip()
        read(text)
        object.__setattr__(self, "edtf", text)

    @classmethod
    def unknown(cls) -> "UncertainDate":
        """Return the date of what happened on a day that nobody knows: `XXXX`, as EDTF writes it."""
        return cls("XXXX")

    @classmethod
    def of(cls, day: date) -> "UncertainDate":
        """The uncertain date that is exactly this day."""
        return cls(day.isoformat())

    @classmethod
    def since(cls, start: "UncertainDate | str") -> "UncertainDate":
        """The period that began at `start` and has an open end."""
        return cls(f"{start.edtf if isinstance(start, UncertainDate) else start}/..")

    @property
    def reading(self) -> Reading:
        """The text taken apart."""
        return read(self.edtf)

    @property
    def earliest(self) -> date | None:
        """First day that may be meant; None when the beginning is open or unknown."""
        return self.reading.earliest

    @property
    def latest(self) -> date | None:
        """Last day that may be meant; None when the end is open or unknown."""
        return self.reading.latest

    @property
    def is_exact(self) -> bool:
        """One day, beyond doubt."""
        part = self._single_part
        return part is not None and part.day.isdigit() and not part.qualifier

    @property
    def is_unknown(self) -> bool:
        """Somebody looked, and the date is not known (another thing than an empty field)."""
        part = self._single_part
        return part is not None and part.is_unknown

    @property
    def is_open_ended(self) -> bool:
        """A period that began and has not ended, as far as the source says."""
        return self.reading.kind == Kind.PERIOD and self.reading.parts[1] is None

    @property
    def sort_key(self) -> tuple[bool, date, bool, date]:
        """For `sorted()`: by first possible day, then by last; unknown and open last."""
        earliest, latest = self.earliest, self.latest
        return (
            earliest is None,
            earliest or date.max,
            latest is None,
            latest or date.max,
        )

    @property
    def _single_part(self) -> Part | None:
        reading = self.reading
        return reading.parts[0] if reading.kind == Kind.POINT else None

    def may_overlap(self, start: date, end: date) -> bool:
        """Whether any day from `start` to `end` (both included) may be meant."""
        return (self.earliest or date.min) <= end and (self.latest or date.max) >= start

    def describe(self, language: str | None = None) -> str:
        """The date as people write it in the language (default: the active one), no more exact than it is."""
        return describe_reading(self.reading, self.edtf, language)

    def __str__(self) -> str:
        return self.describe()
