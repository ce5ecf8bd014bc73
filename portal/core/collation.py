"""The order of names as each language has it, without asking the database's collations.

PostgreSQL's own wheel has no ICU and libc's collations differ between machines, so a sort key is stored: digits
and the letters a-f only, whose order is the same in every collation.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Index, JSONField, Model
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from pyuca import Collator

from portal.core.multilingual import Multilingual

LONGEST = 120  # characters that count; keeps an index entry below PostgreSQL's limit of 2,704 bytes

# Letters that stand after z: their place there, and a second weight for those that share one.
_SWEDISH = {"å": (1, 0), "ä": (2, 0), "æ": (2, 1), "ö": (3, 0), "ø": (3, 1)}
_DANISH = {
    "æ": (1, 0),
    "ä": (1, 1),
    "ø": (2, 0),
    "ö": (2, 1),
    "å": (3, 0),
    "aa": (3, 1),
}
AFTER_Z = {"sv": _SWEDISH, "da": _DANISH, "nb": _DANISH, "nn": _DANISH, "no": _DANISH}
_BASE, _LOWER, _UPPER = (
    0x20,
    0x02,
    0x08,
)  # the ordinary second and third weights of the Unicode collation table

type Element = tuple[int, ...] | list[int]


class _Level(NamedTuple):
    """A word's weights of one level, written out; and without the ordinary ones at its end."""

    whole: str
    trimmed: str


type Weights = tuple[str, _Level, _Level]


@lru_cache(maxsize=1)
def _collator() -> Collator:
    """The Unicode table, read once: it takes a tenth of a second and some memory, so not before the first name is saved."""
    return Collator()


@lru_cache(maxsize=1)
def _weight_of_z() -> int:
    return int(_collator().collation_elements("z")[0][0])


def _elements(text: str, language: str) -> list[Element]:
    """Collation elements of a word, with the language's own letters where it has them."""
    letters = AFTER_Z.get(language)
    if letters is None:
        return list(_collator().collation_elements(unicodedata.normalize("NFD", text)))
    elements: list[Element] = []
    plain, position = "", 0
    while position < len(text):
        pair = text[position : position + 2]
        letter = pair if pair.lower() in letters and len(pair) == 2 else text[position]
        place = letters.get(letter.lower())
        position += len(letter)
        if place is None:
            # ü is sorted as y in the Nordic languages.
            plain += {"ü": "y\u0308", "Ü": "Y\u0308"}.get(letter, letter)
            continue
        elements += _collator().collation_elements(unicodedata.normalize("NFD", plain))
        third = _UPPER if letter[0].isupper() else _LOWER
        elements += [
            (_weight_of_z(), _BASE + place[1], third),
            (0xFFF0 + place[0], 0, 0),
        ]
        plain = ""
    elements += _collator().collation_elements(unicodedata.normalize("NFD", plain))
    return elements


def _level(elements: list[Element], level: int, ordinary: int) -> _Level:
    weights = [element[level] for element in elements if len(element) > level and element[level]]
    whole = "".join(f"{weight:04x}" for weight in weights)
    while weights and weights[-1] == ordinary:
        weights.pop()
    return _Level(whole, whole[: 4 * len(weights)])


@lru_cache(maxsize=20_000)
def _weights(word: str, language: str) -> Weights:
    """The weights of a word: the words of a register come again and again."""
    elements = _elements(word, language)
    first = "".join(f"{element[0]:04x}" for element in elements if element[0])
    return first, _level(elements, 1, _BASE), _level(elements, 2, _LOWER)


@lru_cache(maxsize=20_000)
def _weights_in(word: str, language: str) -> Weights:
    """The weights of a word in a language; one that no language has letters of its own for is read once for all."""
    plain = word.isascii() and "aa" not in word.lower()
    return _weights(word, "" if plain or language not in AFTER_Z else language)


def _joined(levels: Sequence[_Level]) -> str:
    """One level of all words. An ordinary weight is the lowest: without those at the end the order stays, and keys get
    short."""
    last = len(levels) - 1
    while last >= 0 and not levels[last].trimmed:
        last -= 1
    if last < 0:
        return ""
    return "".join([level.whole for level in levels[:last]]) + levels[last].trimmed


@lru_cache(maxsize=4096)
def sort_key(text: str, language: str) -> str:
    """A text of 0-9 and a-f whose order, in any collation, is the order of `text` in the language.

    The Unicode Collation Algorithm's default table (UTS 10), in which accents and case only decide between
    otherwise equal names; after z come å ä ö in Swedish (æ as ä, ø as ö) and æ ø å in Danish and Norwegian
    (ä as æ, ö as ø, aa as å). Only the first 120 characters count.
    """
    composed = unicodedata.normalize("NFC", " ".join(text.split()))[:LONGEST]
    code = language.lower().replace("_", "-").split("-")[0]
    words: list[Weights] = []
    # Word by word: the table contracts nothing across a space.
    for place, word in enumerate(composed.split(" ")):
        if place:
            words.append(_weights_in(" ", code))
        words.append(_weights_in(word, code))
    first, second, third = zip(*words, strict=True)
    return "0000".join(["".join(first), _joined(second), _joined(third)])


def sort_languages() -> list[str]:
    """The languages that names are ordered in: those of the interface."""
    return [code for code, _name in settings.LANGUAGES]


def sort_keys(names: Multilingual | str | None) -> dict[str, str]:
    """The sort key of a name for each interface language, each by the text shown in that language."""
    if not names:
        return {}
    return {
        code: sort_key(names if isinstance(names, str) else names.in_language(code), code)
        for code in sort_languages()
    }


class _SortKeyAttribute(DeferredAttribute):
    """Always derived from the name, when the name is loaded."""

    field: "SortKeyField"

    def __get__(self, instance: Model | None, cls: type[Model] | None = None) -> Any:
        if instance is not None and self.field.source in instance.__dict__:
            return sort_keys(instance.__dict__[self.field.source])
        return super().__get__(instance, cls)

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SortKeyField(JSONField):
    """The sort keys of another field (a MultilingualField or a plain text), one for each interface language.

    Filled whenever the row is saved or created in bulk; `save(update_fields=…)` that names the source must name
    this field too. Order by `order_by_name()`, and give the model `*sort_key_indexes(...)`.
    """

    description = "Sort keys of a name"
    descriptor_class = _SortKeyAttribute

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("default", dict)
        kwargs["editable"] = False
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        for implied in ("editable", "blank"):
            kwargs.pop(implied, None)
        if kwargs.get("default") is dict:
            del kwargs["default"]
        kwargs["source"] = self.source
        return name, "portal.core.collation.SortKeyField", args, kwargs


def order_by_name(
    language: str | None = None, *, field: str = "sort_key", descending: bool = False
) -> OrderBy:
    """Order by a SortKeyField (or one of a related row, `"partner__sort_key"`), nameless rows last.

    `language` is the reader's (default: the active one); English for one that the interface does not speak.
    """
    code = (language or get_language() or "en").split("-")[0]
    if code not in sort_languages():
        code = settings.LANGUAGE_CODE
    return OrderBy(KeyTextTransform(code, field), descending=descending, nulls_last=True)


def sort_key_indexes(prefix: str, *, field: str = "sort_key") -> list[Index]:
    """An index for each interface language; `prefix` starts their names: "organisation_name" gives
    "organisation_name_sv"."""
    return [
        Index(
            OrderBy(KeyTextTransform(code, field), nulls_last=True),
            name=f"{prefix}_{code}",
        )
        for code in sort_languages()
    ]
