"""What the filters of every register have in common: a search box and choices that may be left open."""

from collections.abc import Collection
from html import escape
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class PlainSelect(forms.Select):
    """A select drawn in one go: Django renders a template for each option, which a long list makes slow."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the select with its options."""
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        options = SafeString("".join(_option(str(key), words, chosen) for key, words in self.choices))
        given = {**self.attrs, **(attrs or {})}
        written = format_html_join("", ' {}="{}"', given.items())
        return format_html('<select name="{}"{}>{}</select>', name, written, options)


def _option(key: str, words: Any, chosen: Collection[str]) -> str:
    """Return an option, escaped without Django's own function, which takes several times as long."""
    text = words.__html__() if hasattr(words, "__html__") else escape(str(words))
    return f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{text}</option>'


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class RegisterFilter(django_filters.FilterSet):
    """The filters of one register; its queryset knows ``search(q)``.

    Add filters as attributes and say in ``Meta`` which model they are of. What a visitor writes wrongly is said
    beside the field and narrows nothing.
    """

    # Whether rows are met on the way along the list's own order, each of them read to see whether it belongs there
    # (a common word): then the list is counted a few pages on from the one that is shown, and no further.
    is_walked = False

    @property
    def keys_first(self) -> bool:
        """Whether the keys of a page are found before its rows: where an index alone tells which ones they are."""
        return self.is_walked

    @property
    def met(self) -> int:
        """How many rows of such a list there are at least, where filtering has come across so many; 0 where it has not."""
        return 0

    q = django_filters.CharFilter(
        method="filter_q",
        label=_("Search"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def filter_q(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what the queryset's own search finds."""
        return queryset.search(value)  # type: ignore[attr-defined]
