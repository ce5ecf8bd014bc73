"""Which column is which: by what people call it in four languages, and by what this authority called it before."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from portal.core.resources import NameColumn, RegisterResource, resource_for
from portal.imports.models import ColumnMemory

# The column that files with errors come back with; it is left out when they are handed in again.
EXPLANATION = gettext_lazy("What is wrong in this row")
_MARKS = re.compile(r"[*:?!.,_\"'()\[\]]+|\s+")


def plain(head: str) -> str:
    """Return a head without case, marks and repeated spaces, as it is compared and remembered."""
    return " ".join(_MARKS.sub(" ", head).split()).casefold()[:200]


@lru_cache(maxsize=32)
def words_of(noun: str) -> Mapping[str, str]:
    """Return the register's column for each word that people call one."""
    resource = resource_for(noun)
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[plain(str(EXPLANATION))] = ""
            for name, column in resource.columns.items():
                label = column.full_label if isinstance(column, NameColumn) else str(column.label)
                words.setdefault(plain(label), name)
    for name, column in resource.columns.items():
        words[plain(name)] = name
        for word in column.words:
            words.setdefault(plain(word), name)
    return words


def recognised(noun: str, heads: Sequence[str], remembered: Mapping[str, str] | None = None) -> list[str]:
    """Return the register's column for each head, empty where none is known; no column twice.

    Parameters: ``remembered`` is what the authority called columns before; it goes before the portal's own words.
    """
    words = words_of(noun)
    known = remembered or {}
    found: list[str] = []
    for head in heads:
        key = plain(head)
        name = known.get(key)
        if name is None:
            name = words.get(key) or words.get(plain(head.rsplit(" / ", 1)[-1]), "") if key else ""
        found.append("" if name in found else name)
    return found


def remembered_by(authority: Any, noun: str) -> dict[str, str]:
    """Return what an authority's people called this register's columns."""
    rows = ColumnMemory.objects.filter(authority=authority, noun=noun)
    return dict(rows.values_list("head", "column"))


def remember(authority: Any, noun: str, heads: Sequence[str], targets: Sequence[str]) -> None:
    """Keep what the officer called each column, for the next file."""
    named = {plain(head): target for head, target in zip(heads, targets, strict=True) if plain(head)}
    ColumnMemory.objects.bulk_create(
        [
            ColumnMemory(authority=authority, noun=noun, head=head, column=column)
            for head, column in named.items()
        ],
        update_conflicts=True,
        unique_fields=["authority", "noun", "head"],
        update_fields=["column"],
    )


def missing(resource: RegisterResource, targets: Sequence[str], constants: Mapping[str, str]) -> list[str]:
    """Return the needed columns that neither the file nor the officer gives."""
    given = {*targets, *(name for name, text in constants.items() if text)}
    return [name for name, column in resource.columns.items() if column.required and name not in given]
