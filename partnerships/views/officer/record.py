"""What an office page says of a record: sections of facts, each edited in its place, and lists of its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms import BaseModelForm
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.multilingual import Multilingual


@dataclass(frozen=True)
class Fact:
    """A label and what it says, in one line or several."""

    label: str
    lines: Sequence[object]


@dataclass(frozen=True)
class Line:
    """A part of a record in a list: its words, and where it is edited, moved and removed; ``more`` are further steps."""

    text: object
    note: object = ""
    edit_url: str = ""
    remove_url: str = ""
    move_url: str = ""
    more: Sequence[tuple[str | Promise, str]] = ()


@dataclass(frozen=True)
class Section:
    """A section of an office page."""

    title: str | Promise
    anchor: str
    facts: Sequence[Fact] = ()
    edit_url: str = ""
    lines: Sequence[Line] | None = None
    add_url: str = ""
    add_words: str | Promise = ""
    empty: str | Promise = ""
    remark: str | Promise = ""
    extra: dict[str, Any] = field(default_factory=dict)


def facts_of(record: models.Model, form_class: type[BaseModelForm]) -> list[Fact]:
    """Return what stands in the fields that a form edits, in its order and its words."""
    facts = []
    meta: Any = form_class._meta
    base_fields: Any = form_class.base_fields  # type: ignore[attr-defined]
    for name in meta.fields:
        label = base_fields[name].label
        facts.append(Fact(capfirst(str(label)), list(_said(record, name))))
    return facts


def _said(record: models.Model, name: str) -> Iterable[object]:
    model_field = record._meta.get_field(name)
    if model_field.many_to_many:
        return [linked(one) for one in getattr(record, name).all()] or [""]
    value = getattr(record, name)
    if isinstance(value, Multilingual):
        return in_all_languages(value)
    if isinstance(value, models.Model):
        return [linked(value)]
    if value is True or value is False:
        return [_("yes") if value else _("no")]
    if isinstance(model_field, ArrayField):
        words = dict(model_field.base_field.flatchoices)
        return [", ".join(str(words.get(one, one)) for one in value)]
    if getattr(model_field, "choices", None):
        return [getattr(record, f"get_{name}_display")()]
    return ["" if value is None else value]


def linked(record: models.Model) -> object:
    """Return a record's name, as a link where it has a page."""
    address = getattr(record, "get_absolute_url", None)
    return format_html('<a href="{}">{}</a>', address(), record) if address else str(record)


def in_all_languages(text: Multilingual) -> list[object]:
    """Return a text in each of its languages, marked for screen readers and with the language's code."""
    if not text:
        return [""]
    return [
        format_html(
            '<span lang="{}" class="pre-line">{}</span> <span class="muted small">{}</span>',
            code,
            words,
            code,
        )
        for code, words in text.items()
    ]


def several(values: Iterable[object]) -> object:
    """Return values separated by commas, each escaped or already safe."""
    return format_html_join(", ", "{}", ((value,) for value in values))
