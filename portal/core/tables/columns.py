"""Columns: what a row says in them, and how rows are sorted by them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.enums import Choices
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from portal.core.collation import order_by_name
from portal.core.multilingual import Multilingual
from portal.core.uncertain import by_date, by_number

# Whether descending -> what order_by() takes.
Sort = Callable[[bool], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in ``?sort=``, its heading, what a row says in it, and how rows are sorted by it."""

    name: str
    label: str | Promise
    value: Callable[[Any], object]
    sort: Sort | None = None
    heads_row: bool = False  # the cell that names the row: <th scope="row">
    numeric: bool = False  # set flush right
    unbroken: bool = False  # a day, a number of a case: never over two lines


# --- How columns sort ---------------------------------------------------------------------------------------


def by_field(*paths: str) -> Sort:
    """Sort by plain columns (of the row or of related ones), empty ones last."""

    def order(descending: bool) -> list[Any]:
        return [
            F(path).desc(nulls_last=True) if descending else F(path).asc(nulls_last=True) for path in paths
        ]

    return order


def by_name(path: str = "sort_key") -> Sort:
    """Sort by a SortKeyField, in the order of the reader's language (å ä ö after z in Swedish)."""
    return lambda descending: [order_by_name(field=path, descending=descending)]


def by_uncertain_date(path: str) -> Sort:
    """Sort by an UncertainDateField; unknown dates last."""
    return lambda descending: by_date(path, descending=descending)


def by_uncertain_number(path: str) -> Sort:
    """Sort by an UncertainNumberField; unknown numbers last."""
    return lambda descending: by_number(path, descending=descending)


def by_choice(path: str, choices: type[Choices]) -> Sort:
    """Sort by a closed list in the order in which it is declared (a life from its beginning to its end)."""

    def order(descending: bool) -> list[Any]:
        places = [When(**{path: value}, then=Value(place)) for place, value in enumerate(choices.values)]
        case = Case(*places, default=Value(len(places)), output_field=IntegerField())
        return [case.desc() if descending else case.asc()]

    return order


# --- What cells say -----------------------------------------------------------------------------------------


def spoken(text: Multilingual | str | None) -> str:
    """Return a text in the reader's language or the next best, marked with its own language where it differs."""
    if not isinstance(text, Multilingual):
        return text or ""
    used = text.language_used()
    words = text.in_language()
    if used is None or used == (get_language() or "en").split("-")[0]:
        return words
    return format_html('<span lang="{}">{}</span>', used, words)


def link(url: str, text: object) -> SafeString:
    """Return a link whose words are a plain or multilingual text."""
    words = spoken(text) if isinstance(text, Multilingual) else text
    return format_html('<a href="{}">{}</a>', url, words)


def noted(text: Any, note: object) -> str | SafeString:
    """Return a cell of two lines: the text, and below it a quiet note where there is one."""
    first = spoken(text) if isinstance(text, Multilingual) else conditional_escape(text)
    second = spoken(note) if isinstance(note, Multilingual) else note
    return format_html('{}<span class="sub">{}</span>', first, second) if second else first


def grouped(number: int) -> str:
    """Return a whole number with the reader's thousands separator."""
    return str(format_decimal(number, locale=to_locale(get_language() or "en")))
