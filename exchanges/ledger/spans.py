"""Spans: from the least to the most that a balance may be, below zero too; None is a side without an end."""

from dataclasses import dataclass
from decimal import Decimal

from portal.core.uncertain.totals import UncertainTotal


@dataclass(frozen=True, slots=True)
class Span:
    """Everything that a sum or a difference may be; ``None`` where nobody can say how far it goes."""

    lower: Decimal | None
    upper: Decimal | None

    @classmethod
    def of(cls, total: UncertainTotal) -> "Span":
        """Return what a total may be, its unknown numbers included."""
        return cls(total.lower, total.upper)

    @classmethod
    def known_of(cls, total: UncertainTotal) -> "Span":
        """Return what a total is by the numbers that somebody has given, the unknown ones left out."""
        return cls(total.known_lower, total.known_upper)

    def __neg__(self) -> "Span":
        lower = None if self.upper is None else -self.upper
        return Span(lower, None if self.lower is None else -self.lower)

    def __add__(self, other: "Span") -> "Span":
        return Span(_sum(self.lower, other.lower), _sum(self.upper, other.upper))

    def __sub__(self, other: "Span") -> "Span":
        return self + -other

    def times(self, factor: Decimal | int) -> "Span":
        """Return the span so many times over; a factor below zero turns it around, and nothing times zero is known."""
        if factor == 0:
            return ZERO
        if factor < 0:
            return -self.times(-factor)
        return Span(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
        )

    @property
    def is_exact(self) -> bool:
        """There is but one number that it can be."""
        return self.lower is not None and self.lower == self.upper

    @property
    def sign(self) -> int | None:
        """Return 1 above zero, -1 below, 0 at zero, and None where nobody can tell."""
        if self.is_exact and self.lower == 0:
            return 0
        if self.lower is not None and self.lower > 0:
            return 1
        if self.upper is not None and self.upper < 0:
            return -1
        return None


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


ZERO = Span(Decimal(0), Decimal(0))
