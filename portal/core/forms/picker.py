"""Pickers: choosing records out of registers that hold thousands, with a search and never with all of them as options.

A small register is drawn as what it always was, a select or boxes. A large one shows what is chosen, and a search
beside it: without JavaScript the form comes back with the matches to choose from, and with it (``static/js/picker.js``)
they appear while one types, asked from an address of the office. Apps say with ``register_picker`` which records can
be picked, for whom, and where their options are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# A register of no more than this is drawn whole; of a larger one, at most this many matches.
DRAWN_WHOLE = 25
MATCHES = 20
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Kind:
    """Records that can be picked: of which model, which of them a person may pick, and what tells them apart."""

    name: str
    model: type[models.Model]
    rows: Callable[[Any], QuerySet[Any]]
    note: Callable[[Any], str]
    url_name: str
    key: str = "pk"  # what the form sends for a record
    # (who, words, how many) -> the options, where they are found otherwise than by ``rows(who).search(words)``
    find: Callable[[Any, str, int], list[dict[str, str]]] | None = None

    def key_of(self, row: Any) -> str:
        """Return what stands for a record in a form."""
        return str(getattr(row, self.key))

    def options(self, rows: Sequence[Any]) -> list[dict[str, str]]:
        """Return what a search answers with: value, label, and what tells two of the same name apart."""
        return [{"value": self.key_of(row), "label": str(row), "note": self.note(row)} for row in rows]

    @property
    def address(self) -> str:
        """Return where the options are asked for."""
        return reverse(self.url_name, args=[self.name])


_kinds: dict[str, Kind] = {}


def register_picker(kind: Kind) -> None:
    """Let forms pick records of this kind."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """Return what is picked under this name, or None."""
    return _kinds.get(name)


def kind_of(model: type[models.Model]) -> Kind | None:
    """Return the kind that was registered first for the model, or None where its records are not picked."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def matches(rows: QuerySet[Any], words: str, limit: int = MATCHES) -> list[Any]:
    """Return at most ``limit`` rows that their own search finds: names that begin with the words before others."""
    return list(_nearest_first(rows, words)[:limit])


def _nearest_first(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    found = rows.search(words)  # type: ignore[attr-defined]
    if not any(field.name == "search_text" for field in rows.model._meta.fields):
        return found
    asked = " ".join(words.lower().split())
    nearest = Case(
        When(search_text__contains=f'"{asked}"', then=Value(0)),
        When(search_text__contains=f'"{asked}', then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.order_by(nearest, *(found.query.order_by or ("pk",)))


def found_by(kind: Kind, typed: str, user: Any) -> list[dict[str, str]]:
    """Return as options the first records that a person may pick and that the words typed so far find; none for no
    words."""
    words = typed.replace("\x00", "").strip()[:LONGEST_SEARCH]
    if not words:
        return []
    return kind.find(user, words, MATCHES) if kind.find else kind.options(matches(kind.rows(user), words))


class Sought(str):
    """Words that somebody looked for in a picker; ``chosen`` is what was chosen before."""

    chosen: list[str]

    def __new__(cls, words: str, chosen: Sequence[str]) -> Sought:
        """Keep the words with what was chosen."""
        made = super().__new__(cls, words)
        made.chosen = [key for key in chosen if key]
        return made


class PickerWidget(forms.Select):
    """A select of what is chosen and what was found, with a search beside it."""

    template_name = "components/forms/picker.html"
    several = False
    found: Sequence[Any] = ()
    nothing_found = False

    def __init__(self, kind: Kind, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what is chosen, or the words looked for where there are any."""
        get = getattr(data, "getlist", None)
        chosen = get(name) if get else data.get(name) or []
        if not isinstance(chosen, list):
            chosen = [chosen]
        words = str(data.get(f"{name}_find") or "").strip()[:LONGEST_SEARCH]
        if words:
            return Sought(words, chosen)
        return chosen if self.several else (chosen[-1] if chosen else None)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Boxes that nobody ticked are not in the post at all."""
        return False if self.several else super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template draws: options as value, words and whether chosen, and the search."""
        keys = value.chosen if isinstance(value, Sought) else self.format_value(value)
        context = forms.Widget.get_context(self, name, value, attrs)
        rows: Any = self.choices.queryset  # type: ignore[attr-defined]
        first = list(rows[: DRAWN_WHOLE + 1])
        searches = len(first) > DRAWN_WHOLE
        chosen = {self.kind.key_of(row) for row in first} & set(keys) if not searches else set(keys)
        if searches:
            known = [key for key in keys if self.kind.key != "pk" or key.isdecimal()]
            picked = list(rows.filter(**{f"{self.kind.key}__in": known}))
            first = [*picked, *(row for row in self.found if self.kind.key_of(row) not in chosen)]
        context["widget"] |= {
            "value": [key for key in keys if key],
            "options": [self._option(row, chosen, noted=searches) for row in first],
            "searches": searches,
            "several": self.several,
            "empty_label": getattr(self.choices.field, "empty_label", None),  # type: ignore[attr-defined]
            "address": self.kind.address if searches else "",
            "find": str(value) if isinstance(value, Sought) and self.nothing_found else "",
            "asks": bool(self.found),
        }
        return context

    def _option(self, row: Any, chosen: set[str], *, noted: bool) -> dict[str, Any]:
        field = self.choices.field  # type: ignore[attr-defined]
        key = self.kind.key_of(row)
        return {
            "value": key,
            "label": field.label_from_instance(row),
            "note": self.kind.note(row) if noted else "",
            "selected": key in chosen,
        }

    def format_value(self, value: Any) -> list[str]:
        """Return the keys as texts."""
        if value is None or value == "":
            return []
        values = value if isinstance(value, (list, tuple)) else [value]
        return [str(one) for one in values if one not in (None, "")]


class ManyPickerWidget(PickerWidget):
    """Boxes for what is chosen and what was found, with a search beside them."""

    allow_multiple_selected = True
    several = True
    use_fieldset = True

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """No single box answers to the label: the group does."""
        return ""


class _Picks:
    """What both fields do with words that somebody looked for."""

    queryset: Any
    widget: Any
    picker_messages = {
        "nothing": _("Nothing matches “%(words)s”. Try another spelling, or leave the search empty."),
    }

    def found(self, sought: Sought) -> Any | None:
        """Return the one record that bears the name, or raise the question which one is meant."""
        rows = matches(self.queryset.all(), sought)
        named = [row for row in rows if str(row).casefold() == sought.casefold()]
        if len(named) == 1:
            return named[0]
        self.widget.found, self.widget.nothing_found = rows, not rows
        if not rows:
            raise ValidationError(
                self.picker_messages["nothing"], code="nothing_found", params={"words": str(sought)}
            )
        raise ValidationError(
            ngettext(
                "One match for “%(words)s”: choose it, or search again.",
                "%(count)s matches for “%(words)s”: choose among them, or search again.",
                len(rows),
            )
            if len(rows) < MATCHES
            else _("Many match “%(words)s”: choose among the first %(count)s, or write more of the name."),
            code="choose_match",
            params={"words": str(sought), "count": len(rows)},
        )


class PickerField(_Picks, forms.ModelChoiceField):
    """One record out of a register."""

    def __init__(self, queryset: Any, *, kind: Kind, **kwargs: Any) -> None:
        super().__init__(queryset, widget=PickerWidget(kind), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the chosen record, or the only one that bears the name looked for."""
        return self.found(value) if isinstance(value, Sought) else super().clean(value)


class ManyPickerField(_Picks, forms.ModelMultipleChoiceField):
    """Several records out of a register."""

    def __init__(self, queryset: Any, *, kind: Kind, **kwargs: Any) -> None:
        super().__init__(queryset, widget=ManyPickerWidget(kind), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the chosen records, with the only one that bears the name looked for."""
        if not isinstance(value, Sought):
            return super().clean(value)
        return super().clean([*value.chosen, str(self.found(value).pk)])  # type: ignore[union-attr]


def use_pickers(form: forms.BaseForm, **kinds: str) -> None:
    """Turn the form's fields of registered records into pickers.

    Parameters: ``kinds`` names the kind of a field that offers less than all records of its model, such as
    ``municipality="municipalities"``.
    """
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelChoiceField) or isinstance(field, _Picks):
            continue
        if field.queryset is None or isinstance(field.widget, forms.HiddenInput):
            continue
        # Boxes are radio buttons to Django; a choice drawn as radio buttons is meant to be read whole.
        boxes = isinstance(field.widget, forms.CheckboxSelectMultiple)
        if isinstance(field.widget, forms.RadioSelect) and not boxes:
            continue
        kind = kind_named(kinds[name]) if name in kinds else kind_of(field.queryset.model)
        if kind is None or type(field) not in (forms.ModelChoiceField, forms.ModelMultipleChoiceField):
            continue
        several = isinstance(field, forms.ModelMultipleChoiceField)
        options: dict[str, Any] = {} if several else {"empty_label": field.empty_label}
        form.fields[name] = (ManyPickerField if several else PickerField)(
            field.queryset,
            kind=kind,
            label=field.label,
            required=field.required,
            help_text=field.help_text,
            initial=field.initial,
            to_field_name=field.to_field_name,
            disabled=field.disabled,
            error_messages=field.error_messages,
            **options,
        )
