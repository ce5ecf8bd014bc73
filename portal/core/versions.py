"""Edits carry the version they began from; a stale one meets a page that shows both texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.errors import StaleEdit


class VersionedForm(forms.ModelForm):
    """A model form that carries the version its fields were read from.

    The view hands ``cleaned_data["version"]`` to the domain, which raises StaleEdit when it is not the latest.
    """

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy(
                "The page did not say which version you edited. Open it again and repeat your edit."
            ),
            "invalid": gettext_lazy(
                "The page did not say which version you edited. Open it again and repeat your edit."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = stamp(self.instance)
        else:
            del self.fields["version"]

    def changes(self) -> dict[str, Any]:
        """Return the cleaned values of the fields that differ from what the form was drawn with."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}


def stamp(record: models.Model) -> int:
    """Return the version of a record; of one that counts none, a checksum of what stands in it.

    A checksum tells two states apart as a version does, so that the small parts of a record (a period, a
    participant, a former name) need no column for it.
    """
    counted = getattr(record, "version", None)
    if counted is not None:
        return int(counted)
    values = [
        str(field.get_prep_value(field.value_from_object(record)))
        for field in record._meta.concrete_fields
        if not field.generated
    ]
    values += [
        ",".join(str(pk) for pk in sorted(getattr(record, field.name).values_list("pk", flat=True)))
        for field in record._meta.many_to_many
    ]
    return crc32("\x1f".join(values).encode())


def require_version(record: Any, version: int) -> None:
    """Raise StaleEdit when the locked record has been saved since ``version`` was read."""
    now = stamp(record)
    if now != version:
        raise StaleEdit(
            _(
                "Somebody else saved this while you were editing. Nothing of yours is lost: choose what to keep."
            ),
            current=record,
            current_version=now,
        )


@dataclass(frozen=True)
class Difference:
    """One field that both sides changed or that differs now: the two texts, for the conflict page."""

    name: str
    label: str
    theirs: str
    mine: str
    # What the form's fields (several for a multilingual text) must be posted with to keep each side.
    theirs_data: Mapping[str, Sequence[str]]
    mine_data: Mapping[str, Sequence[str]]


def differences(form: forms.ModelForm, current: models.Model) -> list[Difference]:
    """Compare what the user posted with what stands now, field by field.

    Parameters: ``form`` is the bound form of the stale edit; ``current`` the record as it stands now. Returns only the
    fields whose texts differ, in the form's order.
    """
    fresh = type(form)(instance=current, prefix=form.prefix)
    found = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        mine, theirs = form[name], fresh[name]
        if not field.has_changed(field.prepare_value(theirs.value()), mine.data):
            continue
        found.append(
            Difference(
                name=name,
                label=str(mine.label),
                theirs=readable(field, theirs.value()),
                mine=readable(field, mine.data),
                theirs_data=_posted(theirs, theirs.value()),
                mine_data=_posted(mine, mine.data),
            )
        )
    return found


def readable(field: forms.Field, value: Any) -> str:
    """Return a form value as people read it: the words of choices, yes and no, texts as they are."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "True", "true", "1") else _("no")
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, (list, tuple)) else [value]
        keys = [getattr(key, "pk", key) for key in keys]
        return ", ".join(str(record) for record in field.queryset.filter(pk__in=keys))
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(word) for key, word in field.choices}
        keys = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(words.get(str(key), str(key)) for key in keys)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {text}" for key, text in value.items() if text)
    return str(value)


def _posted(bound: forms.BoundField, value: Any) -> dict[str, list[str]]:
    """Return what a browser would post for this value, read back from the widget's own names."""
    widget, name = bound.field.widget, bound.html_name
    context = widget.get_context(name, bound.field.prepare_value(value), {})["widget"]
    parts = context.get("subwidgets") or [context]
    data: dict[str, list[str]] = {}
    for part in parts:
        shown = part.get("value")
        values = shown if isinstance(shown, (list, tuple)) else [] if shown is None else [shown]
        data[part["name"]] = [str(one) for one in values]
    return data
