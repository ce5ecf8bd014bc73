"""The parameters of rules: how each is read from JSON, written back, put into words, and described by a JSON Schema."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from grants.rules.words import is_place

type Words = str | Promise
MOST_ENTRIES = 300


class ParameterError(ValueError):
    """A parameter is missing or is not what it should be; the message is a sentence."""


@dataclass(frozen=True)
class Parameter[T](ABC):
    """One thing that an officer fills in: its label, whether it may stay empty, and a word of help."""

    label: Words
    optional: bool = False
    help_text: Words = ""

    def read(self, raw: Any) -> T | None:
        """Return the value of what stands in JSON. Raises ParameterError."""
        if raw is None or raw == "" or raw == []:
            if self.optional:
                return self.nothing()
            raise ParameterError(_("Fill this in."))
        return self.understand(raw)

    def nothing(self) -> T | None:
        """Return the value of a parameter that is left empty."""
        return None

    @abstractmethod
    def understand(self, raw: Any) -> T:
        """Return the value. Raises ParameterError."""

    def write(self, value: T | None) -> Any:
        """Return the value as JSON; None when there is none."""
        return value

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""


@dataclass(frozen=True)
class DecimalParameter(Parameter[Decimal]):
    """A number with its bounds; in JSON a text, so that no cent is lost. ``unit`` is "currency", "%" or empty."""

    least: Decimal = Decimal(0)
    most: Decimal = Decimal("999999999999")
    unit: str = ""

    def understand(self, raw: Any) -> Decimal:
        """Return the number."""
        if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
            raise ParameterError(_("Write a number."))
        try:
            value = Decimal(raw)
        except InvalidOperation as error:
            raise ParameterError(_("Write a number.")) from error
        if not value.is_finite() or not self.least <= value <= self.most:
            sentence = _("Write a number between %(least)s and %(most)s.")
            raise ParameterError(sentence % {"least": self.least, "most": self.most})
        return value

    def write(self, value: Decimal | None) -> Any:
        """Return the number as a text."""
        return None if value is None else format(value, "f")

    def schema(self) -> dict[str, Any]:
        """Describe a number in a text."""
        return {"type": "string", "pattern": r"^\d+(\.\d+)?$"}


@dataclass(frozen=True)
class CountParameter(Parameter[int]):
    """A whole number with its bounds."""

    least: int = 0
    most: int = 100_000

    def understand(self, raw: Any) -> int:
        """Return the number."""
        if isinstance(raw, str) and raw.strip().isdecimal():
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int) or not self.least <= raw <= self.most:
            sentence = _("Write a whole number between %(least)s and %(most)s.")
            raise ParameterError(sentence % {"least": self.least, "most": self.most})
        return raw

    def schema(self) -> dict[str, Any]:
        """Describe a whole number."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class DayParameter(Parameter[date]):
    """A day of the calendar (ISO 8601)."""

    def understand(self, raw: Any) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(raw)
        except (TypeError, ValueError) as error:
            raise ParameterError(_("Write a day such as 2027-03-15.")) from error

    def write(self, value: date | None) -> Any:
        """Return the day as ISO 8601 has it."""
        return None if value is None else value.isoformat()

    def schema(self) -> dict[str, Any]:
        """Describe a day."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class YesNoParameter(Parameter[bool]):
    """Yes or no; left empty it is no."""

    def nothing(self) -> bool:
        """Return no."""
        return False

    def understand(self, raw: Any) -> bool:
        """Return whether it is yes."""
        if not isinstance(raw, bool):
            raise ParameterError(_("Answer yes or no."))
        return raw

    def write(self, value: bool | None) -> Any:
        """Return true, or nothing for no."""
        return value or None

    def schema(self) -> dict[str, Any]:
        """Describe yes and no."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class ChoiceParameter(Parameter[str]):
    """One code of a closed list."""

    choices: type[TextChoices] | Sequence[tuple[str, Words]] = ()

    @property
    def offered(self) -> list[tuple[str, Words]]:
        """The codes with their words."""
        return list(self.choices.choices if isinstance(self.choices, type) else self.choices)

    def understand(self, raw: Any) -> str:
        """Return the code."""
        if raw not in [code for code, _words in self.offered]:
            raise ParameterError(_("“%(code)s” is not offered here.") % {"code": raw})
        return str(raw)

    def schema(self) -> dict[str, Any]:
        """Describe the closed list."""
        return {"enum": [code for code, _words in self.offered]}


@dataclass(frozen=True)
class TextsParameter(Parameter[tuple[str, ...]]):
    """Several short codes: languages, categories of cost, answers of a question."""

    def nothing(self) -> tuple[str, ...]:
        """Return no codes."""
        return ()

    def understand(self, raw: Any) -> tuple[str, ...]:
        """Return the codes, each once."""
        if not isinstance(raw, list | tuple) or not all(isinstance(one, str) and one.strip() for one in raw):
            raise ParameterError(_("Write a list of codes."))
        if len(raw) > MOST_ENTRIES:
            raise ParameterError(_("These are too many entries."))
        return tuple(dict.fromkeys(self.entry(one.strip()) for one in raw))

    def entry(self, code: str) -> str:
        """Return one code as it is kept. Raises ParameterError."""
        return code

    def write(self, value: tuple[str, ...] | None) -> Any:
        """Return a list, or nothing."""
        return list(value) if value else None

    def schema(self) -> dict[str, Any]:
        """Describe a list of codes."""
        return {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True)
class PlacesParameter(TextsParameter):
    """Several countries or parts of them: codes of ISO 3166-1 and -2."""

    def entry(self, code: str) -> str:
        """Return the code in capitals. Raises ParameterError for one that ISO 3166 does not have."""
        if not is_place(code.upper()):
            sentence = _("“%(code)s” is no code of a country or a region, such as SE or BE-VLG.")
            raise ParameterError(sentence % {"code": code})
        return code.upper()

    def schema(self) -> dict[str, Any]:
        """Describe a list of codes of places."""
        return {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}}


@dataclass(frozen=True)
class ChoicesParameter(TextsParameter):
    """Several codes of a closed list."""

    choices: type[TextChoices] | Sequence[tuple[str, Words]] = ()

    @property
    def offered(self) -> list[tuple[str, Words]]:
        """The codes with their words."""
        return list(self.choices.choices if isinstance(self.choices, type) else self.choices)

    def entry(self, code: str) -> str:
        """Return the code. Raises ParameterError for one that is not offered."""
        if code not in [known for known, _words in self.offered]:
            raise ParameterError(_("“%(code)s” is not offered here.") % {"code": code})
        return code

    def schema(self) -> dict[str, Any]:
        """Describe a list of codes of the closed list."""
        return {"type": "array", "items": {"enum": [code for code, _words in self.offered]}}


@dataclass(frozen=True)
class AmountsParameter(TextsParameter):
    """Several amounts of money, smallest first."""

    def understand(self, raw: Any) -> tuple[str, ...]:
        """Return the amounts in order."""
        reader = DecimalParameter(self.label)
        if not isinstance(raw, list | tuple):
            raise ParameterError(_("Write a list of amounts."))
        return tuple(format(one, "f") for one in sorted({reader.understand(one) for one in raw}))


@dataclass(frozen=True)
class QuestionParameter(Parameter[str]):
    """The code of a question of the call's form."""

    def understand(self, raw: Any) -> str:
        """Return the code."""
        if not isinstance(raw, str):
            raise ParameterError(_("Choose a question of the form."))
        return raw.strip()

    def schema(self) -> dict[str, Any]:
        """Describe a question's code."""
        return {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}


@dataclass(frozen=True)
class MultilingualParameter(Parameter[tuple[tuple[str, str], ...]]):
    """A sentence in several languages."""

    def understand(self, raw: Any) -> tuple[tuple[str, str], ...]:
        """Return the texts by language."""
        if not isinstance(raw, dict) or not all(
            isinstance(code, str) and isinstance(text, str) for code, text in raw.items()
        ):
            raise ParameterError(_("Write a text for each language."))
        texts = tuple(sorted((code, text.strip()) for code, text in raw.items() if text.strip()))
        if not texts:
            raise ParameterError(_("Fill this in."))
        return texts

    def write(self, value: tuple[tuple[str, str], ...] | None) -> Any:
        """Return the texts as an object."""
        return dict(value) if value else None

    def schema(self) -> dict[str, Any]:
        """Describe a text in several languages."""
        return {"type": "object", "additionalProperties": {"type": "string"}}


def parameter(kind: Parameter[Any]) -> Any:
    """Return a dataclass field that holds this parameter; one that may stay empty has its empty value by default."""
    if kind.optional:
        return field(default=kind.nothing(), metadata={"parameter": kind})
    return field(metadata={"parameter": kind})


def money(label: Words, *, optional: bool = False, help_text: Words = "") -> Any:
    """An amount in the call's currency."""
    return parameter(DecimalParameter(label, optional, help_text, unit="currency"))


def percent(label: Words, *, optional: bool = False, most: int = 100) -> Any:
    """A share in per cent."""
    return parameter(DecimalParameter(label, optional, most=Decimal(most), unit="%"))


def number(label: Words, *, optional: bool = False) -> Any:
    """A number that may have decimals."""
    return parameter(DecimalParameter(label, optional))


def count(label: Words, *, optional: bool = False, least: int = 0) -> Any:
    """A whole number."""
    return parameter(CountParameter(label, optional, least=least))


def day(label: Words, *, optional: bool = False) -> Any:
    """A day of the calendar."""
    return parameter(DayParameter(label, optional))


def yes_no(label: Words, help_text: Words = "") -> Any:
    """Yes or no."""
    return parameter(YesNoParameter(label, optional=True, help_text=help_text))


def choice(
    label: Words, choices: type[TextChoices] | Sequence[tuple[str, Words]], *, optional: bool = False
) -> Any:
    """One of a closed list."""
    return parameter(ChoiceParameter(label, optional, choices=choices))


def choices(
    label: Words, offered: type[TextChoices] | Sequence[tuple[str, Words]], *, optional: bool = False
) -> Any:
    """Several of a closed list."""
    return parameter(ChoicesParameter(label, optional, choices=offered))


def texts(label: Words, *, optional: bool = False, help_text: Words = "") -> Any:
    """Several codes."""
    return parameter(TextsParameter(label, optional, help_text))


def places(label: Words, *, optional: bool = False) -> Any:
    """Several countries or regions."""
    return parameter(PlacesParameter(label, optional))


def amounts(label: Words) -> Any:
    """Several amounts."""
    return parameter(AmountsParameter(label))


def question(label: Words, *, optional: bool = False) -> Any:
    """A question of the form."""
    return parameter(QuestionParameter(label, optional))


def sentence_of(label: Words) -> Any:
    """A sentence in the languages of the call."""
    return parameter(MultilingualParameter(label))
