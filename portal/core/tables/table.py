"""One register as one request sees it: its order, its page, its rows, its active filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters import FilterSet

from portal.core.tables.columns import Column, grouped

PAGE_SIZE = 50
# Counting stops here (measured.md: 0.9 ms instead of 54 at a million rows), and so do the numbered pages.
COUNTED = 10_000
# How many pages on a list is counted of which each row has to be read for it (RegisterFilter.is_walked).
PAGES_ON = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as one request sees it; ``url`` sorts by it, ``direction`` is what aria-sort says."""

    name: str
    label: str
    url: str
    direction: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Pill:
    """An active filter in words, and the address of the same list without it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; without an address it is a gap."""

    number: int
    url: str
    current: bool


@dataclass
class Table:
    """One register as one request sees it; templates read it, ``render_table`` makes it."""

    request: HttpRequest
    filterset: FilterSet
    columns: Sequence[Column]
    default_sort: str = ""
    page_size: int = PAGE_SIZE
    # What the address of the list without any filter says, where the bare address opens something else.
    bare_query: Mapping[str, str] = field(default_factory=dict)

    # sorting

    @cached_property
    def sort(self) -> tuple[Column | None, bool]:
        """The column that the list is sorted by and whether descending; only columns that declare how."""
        for asked in (self.request.GET.get("sort", ""), self.default_sort):
            name = asked.removeprefix("-")
            for column in self.columns:
                if column.name == name and column.sort is not None:
                    return column, asked.startswith("-")
        return None, False

    @cached_property
    def sort_value(self) -> str:
        """What ``?sort=`` says, when it says something that the list knows."""
        column, descending = self.sort
        return "" if column is None else ("-" if descending else "") + column.name

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The filtered rows in the chosen order, ties broken by primary key so that no row is shown twice."""
        rows: QuerySet[Any] = self.filterset.qs
        column, descending = self.sort
        if column is None or column.sort is None:
            return rows
        return rows.order_by(*column.sort(descending), "-pk" if descending else "pk")

    @cached_property
    def headings(self) -> list[Heading]:
        """The columns' headings with their addresses."""
        now, descending = self.sort
        headings = []
        for column in self.columns:
            is_now = now is not None and column.name == now.name
            direction = ("descending" if descending else "ascending") if is_now else ""
            turned = f"-{column.name}" if is_now and not descending else column.name
            url = self.url(sort=turned) if column.sort else ""
            headings.append(Heading(column.name, str(column.label), url, direction, column.numeric))
        return headings

    # pages

    @cached_property
    def _asked_page(self) -> int:
        asked = self.request.GET.get("page", "1")
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1

    @cached_property
    def _first_rows(self) -> list[Any]:
        rows, some = self.queryset, slice(self.page_size + 1)
        if getattr(self.filterset, "keys_first", False):
            return list(rows.filter(pk__in=rows.values("pk")[some]))
        return list(rows[some])

    @cached_property
    def _counted(self) -> int:
        """How many rows are counted: with COUNTED as the most, a few pages on where each row has to be read for it."""
        _rows = self.queryset  # only once they are asked for does the filterset know how it finds them
        if not getattr(self.filterset, "is_walked", False):
            return COUNTED
        return min(COUNTED, max((self._asked_page + PAGES_ON) * self.page_size, self._met - 1))

    @property
    def _met(self) -> int:
        return getattr(self.filterset, "met", 0)

    @cached_property
    def count(self) -> int:
        """How many rows there are; one more than are counted where there are more than that."""
        if self._asked_page == 1 and len(self._first_rows) <= self.page_size:
            return len(self._first_rows)
        counted = self._counted
        if self._met > counted:
            return counted + 1
        return self.queryset.order_by()[: counted + 1].count()

    @cached_property
    def count_text(self) -> str:
        """The count as people read it: "87", "more than 10,000"."""
        if self.count > self._counted:
            return _("more than %(number)s") % {"number": grouped(self._counted)}
        return grouped(self.count)

    @cached_property
    def found_text(self) -> str:
        """What a screen reader is told when the list changes."""
        if self.count > self._counted:
            return _("More than %(number)s entries") % {"number": grouped(self._counted)}
        return ngettext("%(number)s entry", "%(number)s entries", self.count) % {
            "number": grouped(self.count)
        }

    @cached_property
    def pages(self) -> int:
        """How many pages are numbered: past COUNTED rows a reader narrows the search instead of leafing on."""
        return max(1, -(-min(self.count, self._counted) // self.page_size))

    @cached_property
    def page(self) -> int:
        """The page that is shown; one that does not exist is the last one."""
        return min(self._asked_page, self.pages)

    @cached_property
    def records(self) -> list[Any]:
        """The records of this page."""
        if self.page == 1:
            return self._first_rows[: self.page_size]
        # The keys first: rows that are only skipped are not joined with everything that a row shows.
        start = (self.page - 1) * self.page_size
        keys = list(self.queryset.values_list("pk", flat=True)[start : start + self.page_size])
        return list(self.queryset.filter(pk__in=keys))

    @cached_property
    def ends_early(self) -> bool:
        """Whether this is the last numbered page of a list that goes on."""
        return self.count > self._counted and self.page == self.pages

    @cached_property
    def page_links(self) -> list[PageLink]:
        """Numbered pages around this one, with gaps."""
        if self.pages == 1:
            return []
        near = {1, self.pages, *range(max(1, self.page - 2), min(self.pages, self.page + 2) + 1)}
        links: list[PageLink] = []
        for number in sorted(near):
            if links and number - links[-1].number > 1:
                links.append(PageLink(number - 1, "", False))
            links.append(PageLink(number, self.url(page=number), number == self.page))
        return links

    @cached_property
    def previous_url(self) -> str:
        """The page before this one."""
        return self.url(page=self.page - 1) if self.page > 1 else ""

    @cached_property
    def next_url(self) -> str:
        """The page after this one."""
        return self.url(page=self.page + 1) if self.page < self.pages else ""

    # cells

    @cached_property
    def rows(self) -> list[SafeString]:
        """The table's body, a row each, ready to print."""
        opening = [_opening(column) for column in self.columns]
        closing = ["</th>" if column.heads_row else "</td>" for column in self.columns]
        parts = list(zip(opening, self.columns, closing, strict=True))
        return [
            SafeString("".join(f"{start}{_cell(column.value(record))}{end}" for start, column, end in parts))
            for record in self.records
        ]

    # filters

    @cached_property
    def pills(self) -> list[Pill]:
        """The active filters, each with the address without it."""
        form = self.filterset.form
        if not form.is_bound:
            return []
        form.is_valid()
        return [
            pill for name in form.fields for pill in self._pills_of(form[name], form.cleaned_data.get(name))
        ]

    def _pills_of(self, bound: forms.BoundField, value: Any) -> Iterator[Pill]:
        if value in (None, "", [], ()) or (isinstance(value, QuerySet) and not value):
            return
        # A box that is not ticked asks for nothing; a choice of yes, no and either may ask for "no".
        if value is False and isinstance(bound.field.widget, forms.CheckboxInput):
            return
        label, name = str(bound.label), bound.html_name
        if isinstance(value, (list, tuple, QuerySet)):
            for one in value:
                key = str(getattr(one, "pk", one))
                yield Pill(label, _words(bound.field, one), self._url_without(name, key))
            return
        if value is True and isinstance(bound.field, forms.BooleanField):
            yield Pill("", label, self._url_without(name))
            return
        yield Pill(label, _words(bound.field, value), self._url_without(name))

    # addresses

    def url(self, **changes: object) -> str:
        """The address of this list with other parameters; a change of sort or filter begins at page 1."""
        query = self._query()
        query.pop("page", None)
        for name, value in changes.items():
            query[name] = [str(value)]
        if query.get("page") == ["1"]:
            del query["page"]
        return self._address(query)

    def _url_without(self, name: str, value: str | None = None) -> str:
        query = self._query()
        query.pop("page", None)
        for key in [key for key in query if key == name or key.startswith(f"{name}_")]:
            query[key] = [one for one in query[key] if value is not None and one != value]
        return self._address(query)

    @cached_property
    def plain_url(self) -> str:
        """This list without filters, in the same order."""
        query = self._query()
        return self._address({"sort": query["sort"]} if "sort" in query else {})

    @cached_property
    def clean_url(self) -> str:
        """This page's address without parameters that say nothing."""
        return self._address(self._query())

    @cached_property
    def query_string(self) -> str:
        """What the list is narrowed and sorted by, for an export of exactly what is shown; without the page."""
        query = self._query()
        query.pop("page", None)
        return self._address(query).partition("?")[2]

    def _query(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.request.GET.lists()}

    def _address(self, query: Mapping[str, list[str]]) -> str:
        said: dict[str, Any] = {
            name: kept for name, values in query.items() if (kept := [one for one in values if one])
        }
        said = said or dict(self.bare_query)
        return f"{self.request.path}?{urlencode(said, doseq=True)}" if said else self.request.path


def _opening(column: Column) -> str:
    """Return a column's opening tag, the same for all rows; the label stands beside the value on a phone."""
    if column.heads_row:
        return '<th scope="row">'
    name = "number" if column.numeric else "nowrap" if column.unbroken else ""
    css = format_html(' class="{}"', name) if name else ""
    return format_html('<td data-label="{}"{}>', column.label, css)


def _cell(value: Any) -> str:
    return "" if value is None else conditional_escape(value)


def _words(field_: forms.Field, value: Any) -> str:
    if isinstance(field_, forms.ChoiceField) and not isinstance(field_, forms.ModelChoiceField):
        return next(
            (str(words) for key, words in _flat(field_.choices) if str(key) == str(value)), str(value)
        )
    if isinstance(value, slice):
        return " – ".join(str(end) for end in (value.start, value.stop) if end is not None)
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield key, words
