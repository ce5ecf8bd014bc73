"""What stands in a cell: read as people write it, refused with a sentence, written so that it can be read again.

Each is a widget of django-import-export: `clean` reads, `render` writes. A reading goes along as `reading=`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.widgets import Widget

from portal.core.amounts.parsing import AmountError, parse_amount
from portal.core.resources.keys import AMBIGUOUS, name_key
from portal.core.sheets.layout import cell_text
from portal.core.sheets.reading import FormulaText
from portal.core.uncertain import (
    UncertainDate,
    UncertainNumber,
    UncertainValueError,
    parse_date,
    parse_number,
)
from portal.core.uncertain.vocabulary import VOCABULARIES

LONGEST = 100_000
_NUMERIC_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DIVIDER = re.compile(r"\s*[;\n]\s*")
YES = frozenset(["yes", "y", "ja", "j", "x", "1", "true", "sant", "sand", "waar", "da"])
NO = frozenset(["no", "n", "nej", "nee", "0", "false", "falskt", "falsk", "onwaar", "-"])


class CellError(ValueError):
    """A cell cannot be understood; the message is a sentence for the officer."""


class CellWidget(Widget):
    """A cell that holds one text."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell says, None where it is empty. Raises CellError."""
        text = value if type(value) is str and value.isascii() else cell_text(value)
        text = text.strip()
        if not text:
            return None
        if isinstance(value, FormulaText):
            raise CellError(
                _(
                    "This begins with %(sign)s, as a formula does; nothing is computed here. Write the value itself."
                )
                % {"sign": text[0]}
            )
        if len(text) > LONGEST:
            raise CellError(
                _("This cell holds %(count)s characters; at most %(limit)s are taken.")
                % {"count": len(text), "limit": LONGEST}
            )
        return self.read(text, value, kwargs.get("reading"))

    def read(self, text: str, value: Any, reading: Any) -> Any:
        """Return what a text that is not empty means."""
        return text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the value as it stands in a file."""
        return "" if value is None else str(value)

    def said(self, value: Any) -> str:
        """Return the value as the preview tells it to its reader."""
        return str(self.render(value))


class TextWidget(CellWidget):
    """A short text of at most so many characters; a web address where ``url`` says so."""

    def __init__(self, max_length: int | None = None, *, url: bool = False, upper: bool = False) -> None:
        super().__init__()
        self.max_length = max_length
        self.upper = upper
        self.url = URLValidator(schemes=["http", "https"]) if url else None

    def read(self, text: str, value: Any, reading: Any) -> str:
        """Return the text, with https:// before an address that begins with www."""
        if self.url is not None:
            text = f"https://{text}" if text.lower().startswith("www.") else text
            try:
                self.url(text)
            except ValidationError as error:
                raise CellError(_("“%(text)s” is no web address.") % {"text": text[:80]}) from error
        if self.max_length is not None and len(text) > self.max_length:
            raise CellError(
                _("This is %(count)s characters long; at most %(limit)s are taken.")
                % {"count": len(text), "limit": self.max_length}
            )
        return text.upper() if self.upper else text


class SlugWidget(TextWidget):
    """A record's address on the portal: small letters, figures and hyphens."""

    def read(self, text: str, value: Any, reading: Any) -> str:
        """Return the address."""
        if not _SLUG.fullmatch(text):
            raise CellError(
                _("“%(text)s” is no address: small letters, figures and hyphens make one.")
                % {"text": text[:80]}
            )
        return super().read(text, value, reading)


class ChoiceWidget(CellWidget):
    """One of a closed list: its code, or its word in any language that the portal speaks, or another word for it."""

    def __init__(self, choices: type[models.TextChoices], words: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.choices = choices
        self.words = {word.casefold(): code for word, code in (words or {}).items()}

    def read(self, text: str, value: Any, reading: Any) -> str:
        """Return the code."""
        code = self._meanings().get(text.casefold())
        if code is None:
            some = ", ".join(str(label) for label in self.choices.labels[:8])
            raise CellError(
                _("“%(text)s” is not in the list. It has, among others: %(some)s.")
                % {"text": text[:60], "some": some}
            )
        return code

    def said(self, value: Any) -> str:
        """Return the word for the code in the reader's language."""
        return str(dict(self.choices.choices).get(value, value))

    def _meanings(self) -> dict[str, str]:
        if not hasattr(self, "_known"):
            known = dict(self.words)
            for language, _name in settings.LANGUAGES:
                with override(language):
                    for code, label in self.choices.choices:
                        known.setdefault(str(label).casefold(), code)
            for code in self.choices.values:
                known[code.casefold()] = known[code.replace("_", " ").casefold()] = code
            self._known = known
        return self._known


class YesNoWidget(CellWidget):
    """Yes or no, in the portal's four languages, or a cross."""

    def read(self, text: str, value: Any, reading: Any) -> bool:
        """Return True or False."""
        said = text.casefold()
        if said in YES or said in NO:
            return said in YES
        raise CellError(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return "yes" or "no", which every language reads."""
        return "" if value is None else ("yes" if value else "no")


class DateWidget(CellWidget):
    """A date as uncertain as people write it; 3/4/2019 in the order that the officer chose."""

    def read(self, text: str, value: Any, reading: Any) -> UncertainDate:
        """Return the date."""
        if isinstance(value, datetime):
            return UncertainDate.of(value.date())
        if isinstance(value, date):
            return UncertainDate.of(value)
        try:
            return _day(text, getattr(reading, "dates", "dmy")) or parse_date(text)
        except UncertainValueError as error:
            raise CellError(f"“{text[:60]}”: {error}") from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return EDTF, which comes back as exact or as vague as it was."""
        return "" if value is None else str(value.edtf)


@lru_cache(maxsize=4096)
def _day(text: str, order: str) -> UncertainDate | None:
    """Return the day that figures alone say in this order, or None where they are not written so."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match[1], match[3], match[4]
    elif match := _NUMERIC_DATE.fullmatch(text):
        year = match[4]
        day, month = (match[3], match[1]) if order == "mdy" else (match[1], match[3])
    else:
        return None
    return UncertainDate(f"{year}-{int(month):02d}-{int(day):02d}")


class NumberWidget(CellWidget):
    """A number as uncertain as people write it: "close to fifty", "154"."""

    def read(self, text: str, value: Any, reading: Any) -> UncertainNumber:
        """Return the number."""
        return uncertain_number(text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the number in words that are read again as the same."""
        return "" if value is None else number_text(value)


def uncertain_number(text: str) -> UncertainNumber:
    """Return a number as uncertain as it is written, the same whichever language the officer works in.

    Words are kept only where the portal would not use them itself, in any language.
    """
    try:
        number = parse_number(text, "en")
    except UncertainValueError as error:
        raise CellError(f"“{text[:60]}”: {error}") from error
    if number.words and any(number.words == replace(number, words="").describe(one) for one in VOCABULARIES):
        return replace(number, words="")
    return number


def number_text(number: UncertainNumber) -> str:
    """Return the text that `uncertain_number` reads as this number."""
    return number.words or number.describe("en")


class AmountWidget(CellWidget):
    """A sum of money: "1 234,50", "1.234,50 kr", with the decimal sign that the officer chose."""

    def read(self, text: str, value: Any, reading: Any) -> Decimal:
        """Return the sum."""
        decimal = "." if isinstance(value, (int, float)) else getattr(reading, "decimal", ",")
        plain = _SPACES.sub("", text)
        other = "." if decimal == "," else ","
        if re.fullmatch(rf"\D*\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(decimal)}\d+)?\D*", plain):
            plain = plain.replace(other, "")
        try:
            return parse_amount(plain.replace(decimal, "."), "en").quantize(Decimal("0.01"))
        except AmountError as error:
            raise CellError(f"“{text[:60]}”: {error}") from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the sum as a number where a file has numbers."""
        return "" if value is None else value


class DecimalWidget(CellWidget):
    """A number with decimals between two bounds, such as a latitude."""

    def __init__(self, low: int, high: int, places: int) -> None:
        super().__init__()
        self.low, self.high, self.step = low, high, Decimal(1).scaleb(-places)

    def read(self, text: str, value: Any, reading: Any) -> Decimal:
        """Return the number, rounded to what is stored."""
        try:
            number = Decimal(_SPACES.sub("", text).replace(",", "."))
        except InvalidOperation as error:
            raise CellError(_("“%(text)s” is no number.") % {"text": text[:40]}) from error
        if not number.is_finite() or not self.low <= number <= self.high:
            raise CellError(
                _("“%(text)s” does not lie between %(low)s and %(high)s.")
                % {"text": text[:40], "low": self.low, "high": self.high}
            )
        return number.quantize(self.step)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the number itself."""
        return "" if value is None else value


class WholeWidget(CellWidget):
    """A whole number from zero to a bound."""

    def __init__(self, high: int = 32_767) -> None:
        super().__init__()
        self.high = high

    def read(self, text: str, value: Any, reading: Any) -> int:
        """Return the number."""
        plain = _SPACES.sub("", text)
        if not plain.isdecimal() or int(plain) > self.high:
            raise CellError(
                _("“%(text)s” is no whole number from 0 to %(high)s.")
                % {"text": text[:40], "high": self.high}
            )
        return int(plain)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return the number itself."""
        return "" if value is None else value


def pieces(text: str) -> list[str]:
    """Return the parts of a cell that holds several things, divided by ; or by lines."""
    return [piece for piece in _DIVIDER.split(text) if piece]


class ListWidget(CellWidget):
    """Several things in one cell, divided by ; or by lines."""

    def __init__(self, one: Callable[[str], Any] = str, spell: Callable[[Any], str] = str) -> None:
        super().__init__()
        self.one, self.spell = one, spell

    def read(self, text: str, value: Any, reading: Any) -> list[Any]:
        """Return the things in their order, each once."""
        return list(dict.fromkeys(self.one(piece) for piece in pieces(text)))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return them divided by ;."""
        return "; ".join(self.spell(one) for one in value or ())


class ReferenceWidget(CellWidget):
    """Another record: its address, its number or code, or its name in any language."""

    PREFIXES = ("slug:", "code:", "number:")

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.model = model

    def read(self, text: str, value: Any, reading: Any) -> int:
        """Return the record's primary key, or a row's negative number."""
        index = reading.index(self.model)
        for key in (f"slug:{text}", f"code:{text.upper()}", f"number:{text.upper()}", name_key(text)):
            found = index.get(key)
            if found == AMBIGUOUS and found is not None:
                raise CellError(
                    _("More than one goes by “%(text)s”. Write the address of the one that is meant.")
                    % {"text": text[:80]}
                )
            if found is not None:
                return int(found)
        raise CellError(
            _("There is no %(noun)s “%(text)s”. Write its name or its address, or add it first.")
            % {"noun": self.model._meta.verbose_name, "text": text[:80]}
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the record's address, which no other has."""
        return "" if value is None else address(value)


class ReferencesWidget(ReferenceWidget):
    """Several other records, divided by ; or by lines."""

    def read(self, text: str, value: Any, reading: Any) -> list[int]:  # type: ignore[override]
        """Return their primary keys in order."""
        return list(
            dict.fromkeys(super(ReferencesWidget, self).read(piece, piece, reading) for piece in pieces(text))
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return their addresses."""
        records: Iterable[Any] = value.all() if hasattr(value, "all") else value or ()
        return "; ".join(sorted(address(record) for record in records))


def address(record: Any) -> str:
    """Return the text by which a file names a record: its address, or its code."""
    return str(getattr(record, "slug", None) or getattr(record, "code", None) or record)
