"""Numbers that keep their qualifier (domain.md X02): "nearly 50", "hundreds of thousands", "a number of"."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.number_words import describe_number

ABOUT = Decimal("0.1")  # "about" and "nearly" are read as within a tenth, in bounds, filters and sums only
ORDERS = tuple(10**power for power in range(1, 10))  # tens, hundreds … thousands of millions
LARGEST = Decimal(10) ** 15

TOO_LARGE = _("This number is too large. Write a number below 1,000,000,000,000,000.")
NEGATIVE = _("This number is below zero. Write a count, such as 50, about 50 or unknown.")
BACKWARDS = _("The second number is smaller than the first. Write the smaller number first.")
NOT_CANONICAL = _(
    "This number cannot be understood. Write for example 50, about 50, over 100, 10-20 or unknown."
)


class Qualifier(TextChoices):
    """How a source qualifies a number."""

    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    OVER = "over", _("over")
    AT_LEAST = "at least", _("at least")
    AT_MOST = "at most", _("at most")
    BETWEEN = "between", _("between")
    ORDER = "order", _("order of magnitude")
    SOME = "some", _("a number of")
    UNKNOWN = "unknown", _("unknown")


_DIGITS = r"\d+(?:\.\d{1,2})?"
_CANONICAL = re.compile(
    rf"(?:(?P<qualifier>about|nearly|over|at least|at most|order|exactly)? ?(?P<value>{_DIGITS})"
    rf"|between (?P<low>{_DIGITS}) and (?P<high>{_DIGITS})|(?P<bare>some|unknown))(?: \| (?P<words>.+))?",
    re.DOTALL,
)


def _plain(number: Decimal) -> str:
    """Digits without exponent and without decimals that say nothing: 50, 12.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _outward(number: Decimal, whole: bool, rounding: str) -> Decimal:
    return number.quantize(Decimal(1) if whole else Decimal("0.01"), rounding=rounding)


@dataclass(frozen=True, slots=True)
class UncertainNumber:
    """A count or measure with the qualifier that its source gives it; build it with the class methods.

    `value` is the number that is said (50 in "nearly 50"; 100,000 in "hundreds of thousands"), `high` the second
    one of "between 10 and 20", `words` the source's own words, if they are to be kept.
    """

    qualifier: Qualifier
    value: Decimal | None = None
    high: Decimal | None = None
    words: str = ""

    def __post_init__(self) -> None:
        for number in (self.value, self.high):
            if number is not None and number < 0:
                raise UncertainValueError(NEGATIVE)
            if number is not None and number >= LARGEST:
                raise UncertainValueError(TOO_LARGE)
        if self.high is not None and self.value is not None and self.high < self.value:
            raise UncertainValueError(BACKWARDS)
        if self.qualifier == Qualifier.ORDER and self.value not in ORDERS:
            raise UncertainValueError(NOT_CANONICAL)
        object.__setattr__(self, "words", " ".join(self.words.split()))

    @classmethod
    def _with(cls, qualifier: Qualifier, value: int | str | Decimal, words: str) -> "UncertainNumber":
        return cls(qualifier, _decimal(value), words=words)

    @classmethod
    def exactly(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """The number as counted."""
        return cls._with(Qualifier.EXACTLY, value, words)

    @classmethod
    def about(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """Near the number, on either side."""
        return cls._with(Qualifier.ABOUT, value, words)

    @classmethod
    def nearly(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """Just below the number ("close to fifty")."""
        return cls._with(Qualifier.NEARLY, value, words)

    @classmethod
    def over(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """More than the number; nothing is said of how much more."""
        return cls._with(Qualifier.OVER, value, words)

    @classmethod
    def at_least(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """The number or more."""
        return cls._with(Qualifier.AT_LEAST, value, words)

    @classmethod
    def at_most(cls, value: int | str | Decimal, words: str = "") -> "UncertainNumber":
        """The number or fewer."""
        return cls._with(Qualifier.AT_MOST, value, words)

    @classmethod
    def between(
        cls, low: int | str | Decimal, high: int | str | Decimal, words: str = ""
    ) -> "UncertainNumber":
        """From `low` to `high`, both included."""
        return cls(Qualifier.BETWEEN, _decimal(low), _decimal(high), words)

    @classmethod
    def order(cls, magnitude: int | Decimal, words: str = "") -> "UncertainNumber":
        """An order of magnitude: `order(100_000)` is "hundreds of thousands"."""
        return cls._with(Qualifier.ORDER, magnitude, words)

    @classmethod
    def some(cls, words: str = "") -> "UncertainNumber":
        """ "A number of": there were some, and nobody says how many."""
        return cls(Qualifier.SOME, words=words)

    @classmethod
    def unknown(cls, words: str = "") -> "UncertainNumber":
        """Somebody looked, and the number is not known (another thing than an empty field)."""
        return cls(Qualifier.UNKNOWN, words=words)

    @classmethod
    def from_canonical(cls, text: str) -> "UncertainNumber":
        """Read the text that `canonical` writes. Raises UncertainValueError for any other."""
        match = _CANONICAL.fullmatch(text.strip())
        if match is None:
            raise UncertainValueError(NOT_CANONICAL)
        words = match["words"] or ""
        if match["bare"]:
            return cls(Qualifier(match["bare"]), words=words)
        if match["low"]:
            return cls.between(match["low"], match["high"], words)
        return cls._with(Qualifier(match["qualifier"] or "exactly"), match["value"], words)

    @property
    def canonical(self) -> str:
        """The text that is stored: `50`, `nearly 50 | close to fifty`, `between 10 and 20`, `order 100000`, `some`."""
        if self.value is None:
            text = self.qualifier.value
        elif self.high is not None:
            text = f"between {_plain(self.value)} and {_plain(self.high)}"
        elif self.qualifier == Qualifier.EXACTLY:
            text = _plain(self.value)
        else:
            text = f"{self.qualifier.value} {_plain(self.value)}"
        return f"{text} | {self.words}" if self.words else text

    @property
    def is_exact(self) -> bool:
        """Counted, beyond doubt."""
        return self.qualifier == Qualifier.EXACTLY

    @property
    def is_unknown(self) -> bool:
        """No figure at all: "unknown" or "a number of"."""
        return self.qualifier in (Qualifier.UNKNOWN, Qualifier.SOME)

    @property
    def lower(self) -> Decimal | None:
        """The smallest number that may be meant; None when nothing is known.

        "About" and "nearly" reach a tenth down, rounded outwards; "a number of" is at least one.
        """
        if self.qualifier == Qualifier.SOME:
            return Decimal(1)
        if self.qualifier == Qualifier.AT_MOST:
            return Decimal(0)
        if self.value is None:
            return None
        if self.qualifier in (Qualifier.ABOUT, Qualifier.NEARLY):
            return _outward(self.value * (1 - ABOUT), self._is_whole, ROUND_FLOOR)
        return self.value

    @property
    def upper(self) -> Decimal | None:
        """The largest number that may be meant; None when it is open or nothing is known.

        "About" reaches a tenth up, rounded outwards; "hundreds of thousands" stays below a million.
        """
        if self.value is None or self.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
            return None
        if self.qualifier == Qualifier.ABOUT:
            return _outward(self.value * (1 + ABOUT), self._is_whole, ROUND_CEILING)
        if self.qualifier == Qualifier.ORDER:
            return self.value * 10 - 1
        return self.high if self.high is not None else self.value

    @property
    def _is_whole(self) -> bool:
        return self.value is not None and self.value == self.value.to_integral_value()

    def describe(self, language: str | None = None) -> str:
        """The number as people say it in the language (default: the active one), with its qualifier."""
        return describe_number(self.qualifier.value, self.value, self.high, language)

    def __str__(self) -> str:
        return self.describe()


def _decimal(value: int | str | Decimal) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise UncertainValueError(NOT_CANONICAL) from error
