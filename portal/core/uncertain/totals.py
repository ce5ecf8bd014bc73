"""Sums of uncertain numbers: they carry ranges and never hide what is unknown (domain.md X02)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.core.uncertain.number_words import digits
from portal.core.uncertain.numbers import UncertainNumber
from portal.core.uncertain.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class UncertainTotal:
    """The sum of numbers of which some may be uncertain, and some unknown.

    `known_lower` and `known_upper` add up those that have a figure (`known_upper` is None when one of them is
    open, as in "over 100"); `unknown_count` counts those without one ("a number of", "unknown").
    """

    known_lower: Decimal
    known_upper: Decimal | None
    unknown_count: int
    unknown_lower: Decimal
    count: int

    @property
    def lower(self) -> Decimal:
        """The sum is at least this: "a number of" counts as one."""
        return self.known_lower + self.unknown_lower

    @property
    def upper(self) -> Decimal | None:
        """The sum is at most this; None when any number is open or unknown."""
        return None if self.unknown_count else self.known_upper

    @property
    def is_exact(self) -> bool:
        """Every number was counted."""
        return self.upper is not None and self.lower == self.upper

    def describe(self, language: str | None = None) -> str:
        """ "62", "between 40 and 62, plus 2 unknown", "at least 100", "3 unknown"."""
        words = vocabulary(language)
        template = words.one_unknown if self.unknown_count == 1 else words.more_unknown
        unknown = template.format(number=digits(Decimal(self.unknown_count), language))
        if self.unknown_count and self.unknown_count == self.count:
            return unknown
        low = digits(self.known_lower, language)
        if self.known_upper is None:
            known = words.at_least.format(number=low)
        elif self.known_upper == self.known_lower:
            known = low
        else:
            known = words.between.format(start=low, end=digits(self.known_upper, language))
        return f"{known}, plus {unknown}" if self.unknown_count else known

    def __str__(self) -> str:
        return self.describe()


def total(numbers: Iterable[UncertainNumber | None]) -> UncertainTotal:
    """Add numbers up. An empty field (None) says nothing, and is counted as unknown."""
    known_lower, unknown_lower = Decimal(0), Decimal(0)
    known_upper: Decimal | None = Decimal(0)
    unknown_count = count = 0
    for number in numbers:
        count += 1
        if number is None or number.is_unknown:
            unknown_count += 1
            unknown_lower += (number.lower or Decimal(0)) if number else Decimal(0)
            continue
        known_lower += number.lower or Decimal(0)
        upper = number.upper
        known_upper = None if upper is None or known_upper is None else known_upper + upper
    return UncertainTotal(known_lower, known_upper, unknown_count, unknown_lower, count)
