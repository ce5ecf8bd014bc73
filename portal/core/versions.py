"""Edits carry the version they began from; a stale one meets a page that shows both texts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.conf import settings
from django.db import models
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.errors import StaleEdit
from portal.core.multilingual.forms import MultilingualWidget

# Fields that every versioned form carries for itself.
CARRIED = frozenset({"version", "base"})


class VersionedForm(forms.ModelForm):
    """A model form that carries the version and the values its fields were drawn with.

    The view hands ``cleaned_data["version"]`` and ``changes()`` to the domain, which raises StaleEdit when it is not
    the latest. The values drawn (``base``) tell what this person changed, whoever saved meanwhile.
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
    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrange_fields()
        if not self.instance.pk:
            del self.fields["version"], self.fields["base"]
            return
        self.initial["version"] = self.current_version
        if not self.is_bound:
            self.initial["base"] = json.dumps(self.as_drawn())

    def arrange_fields(self) -> None:
        """Change the fields before anything is drawn with them; a form that replaces some does it here."""

    @property
    def current_version(self) -> int:
        """Return the version that counts: the instance's own, unless a form says it is another record's."""
        return stamp(self.instance)

    def validate_constraints(self) -> None:
        """Leave the database's constraints to the domain, which has the better sentence for each."""

    def as_drawn(self) -> dict[str, list[str]]:
        """Return what a browser would post if nobody changed anything, by the widgets' own names."""
        drawn: dict[str, list[str]] = {}
        for name in self.fields.keys() - CARRIED:
            drawn |= posted(self[name], self[name].initial)
        return drawn

    def base_data(self) -> QueryDict | None:
        """Return what the form was drawn with, as if it had been posted; None when the page did not say."""
        try:
            drawn = json.loads(self.data.get(self.add_prefix("base"), ""))
            return as_query(drawn)
        except (TypeError, ValueError, AttributeError):
            return None

    def changes(self) -> dict[str, Any]:
        """Return the cleaned values of the fields that differ from what the form was drawn with."""
        base = self.base_data() if "base" in self.fields else None
        names = [name for name in self.cleaned_data if name not in CARRIED]
        if base is None:
            return {name: self.cleaned_data[name] for name in names if name in self.changed_data}
        return {name: self.cleaned_data[name] for name in names if not same(self[name], base, self.data)}


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
    """One field whose texts differ: both of them, for the conflict page.

    ``preferred`` is the side that nobody contradicts ("mine" when only I changed it, "theirs" when only they did), and
    empty where both changed it; ``editor`` is the field's own widget with my text in it, where a text can be merged.
    """

    name: str
    label: str
    theirs: str
    mine: str
    # What the form's fields (several for a multilingual text) must be posted with to keep each side.
    theirs_data: Mapping[str, Sequence[str]]
    mine_data: Mapping[str, Sequence[str]]
    preferred: str = ""
    editor: str = ""
    is_open: bool = False  # the person has been asked and has not chosen yet


def differences(form: forms.ModelForm, current: models.Model) -> list[Difference]:
    """Compare what the user posted with what stands now, field by field.

    Parameters: ``form`` is the bound form of the stale edit; ``current`` the record as it stands now. Returns only the
    fields whose texts differ, in the form's order.
    """
    fresh = fresh_form(form, current)
    now = as_query(fresh.as_drawn()) if isinstance(fresh, VersionedForm) else None
    base = form.base_data() if isinstance(form, VersionedForm) else None
    found = []
    for name, field in form.fields.items():
        if name in CARRIED:
            continue
        mine, theirs = form[name], fresh[name]
        theirs_data = posted(theirs, theirs.initial)
        if same(mine, now if now is not None else as_query(theirs_data), form.data):
            continue
        found.append(
            Difference(
                name=mine.html_name,
                label=str(mine.label),
                theirs=readable(field, theirs.initial),
                mine=readable(field, mine.data),
                theirs_data=theirs_data,
                mine_data=posted(mine, mine.data),
                preferred=_preferred(mine, base, now),
                editor=_editor(mine),
            )
        )
    return found


def unchanged(form: forms.ModelForm, found: Sequence[Difference]) -> list[tuple[str, str]]:
    """Return the names and values of the fields on which both sides agree, to be posted on as they are."""
    differing = {difference.name for difference in found}
    return [
        (name, value)
        for bound in (form[name] for name in form.fields if name not in CARRIED)
        if bound.html_name not in differing
        for name, values in posted(bound, bound.data).items()
        for value in values
    ]


def fresh_form(form: forms.ModelForm, current: models.Model) -> forms.ModelForm:
    """Return the same form, drawn from the record as it stands now."""
    return type(form)(instance=current, prefix=form.prefix, **getattr(form, "options", {}))


def _preferred(mine: BoundField, base: QueryDict | None, now: QueryDict | None) -> str:
    if base is None or now is None:
        return ""
    if same(mine, base, now):
        return "mine"
    return "theirs" if same(mine, base, mine.form.data) else ""


def _editor(mine: BoundField) -> str:
    """Return the field's own widget with my text, posting as my side; nothing for choices and boxes."""
    widget = mine.field.widget
    if not isinstance(widget, MultilingualWidget | forms.Textarea | forms.TextInput):
        return ""
    name = f"mine:{mine.html_name}:{mine.html_name}"
    attributes = {"id": f"mine-{mine.html_name}"}
    if not isinstance(widget, MultilingualWidget):
        attributes["aria-label"] = _("Your text: %(label)s") % {"label": mine.label}
    return widget.render(name, mine.field.prepare_value(mine.data), attributes)


def same(bound: BoundField, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two posts say the same for a field, whatever line ends and empty languages they carry."""
    widget, name = bound.field.widget, bound.html_name
    return _plain(widget.value_from_datadict(one, {}, name)) == _plain(
        widget.value_from_datadict(other, {}, name)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain for key, one in value.items() if (plain := _plain(one))}
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    return str(value).replace("\r\n", "\n").strip() if value not in (None, False) else ""


def as_query(data: Mapping[str, Sequence[str]]) -> QueryDict:
    """Return names and their values as a browser would post them."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, list(values))
    return query


def readable(field: forms.Field, value: Any) -> str:
    """Return a form value as people read it: the words of choices, yes and no, texts as they are."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "True", "true", "1") else _("no")
    if value in (None, "", [], {}):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, (list, tuple)) else [value]
        found = field.queryset.filter(pk__in=[getattr(key, "pk", key) for key in keys])  # type: ignore[union-attr]
        return ", ".join(str(record) for record in found)
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(word) for key, word in field.widget.choices}
        keys = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(words.get(str(key), str(key)) for key in keys)
    if isinstance(value, Mapping):
        # In one order whoever wrote it, so that the difference shows words and not languages.
        languages = [(name, value[code]) for code, name in settings.CALL_LANGUAGES if value.get(code)]
        return "\n\n".join(f"{name}: {text}" for name, text in languages)
    return str(field.prepare_value(value))


def posted(bound: BoundField, value: Any) -> dict[str, list[str]]:
    """Return what a browser would post for this value, read back from the widget's own names."""
    widget, name = bound.field.widget, bound.html_name
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    context = widget.get_context(name, bound.field.prepare_value(value), {})["widget"]
    inputs = [*context.get("shown", ()), *context.get("others", ())]
    data: dict[str, list[str]] = {}
    for part in inputs or context.get("subwidgets") or [context]:
        shown = part.get("value")
        values = shown if isinstance(shown, (list, tuple)) else [] if shown is None else [shown]
        data[part["name"]] = [str(one) for one in values]
    return data
