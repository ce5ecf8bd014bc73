"""The columns of a register: where a cell goes, what people call it, and what it says of a record now."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export.fields import Field

from portal.core.resources.widgets import ReferencesWidget, ReferenceWidget, TextWidget


class Column(Field):
    """A plain column: one field of the record.

    Parameters: ``label`` is its name on screen; ``words`` are what registers call it in sv, en, da and nl, for the
    guess; ``required`` columns must be filled for a new record; ``fixed`` ones are set when a record is made and
    changed elsewhere, since that leaves a move behind.
    """

    many = False
    part = False

    def __init__(
        self,
        attribute: str,
        widget: Any,
        *,
        label: str | Promise,
        words: Iterable[str] = (),
        name: str = "",
        required: bool = False,
        fixed: bool = False,
    ) -> None:
        super().__init__(attribute=attribute, column_name=name or attribute, widget=widget)
        self.label = label
        self.words = tuple(words)
        self.required = required
        self.fixed = fixed
        self.many = isinstance(widget, ReferencesWidget)
        self.reference = type(widget) is ReferenceWidget

    @property
    def name(self) -> str:
        """Return the column's head in files that the portal writes."""
        return str(self.column_name)

    def current(self, record: Any) -> Any:
        """Return what the record says now, as `read` would give it."""
        if self.reference:
            return getattr(record, f"{self.attribute}_id")
        if self.many:
            return sorted(one.pk for one in getattr(record, self.attribute).all())
        value = getattr(record, self.attribute)
        return None if value in ("", []) else value

    def same(self, before: Any, after: Any) -> bool:
        """Tell whether two values mean the same."""
        return sorted(before or ()) == sorted(after or ()) if self.many else before == after

    def put(self, record: Any, value: Any) -> None:
        """Set the field of a record; None empties it."""
        if self.reference:
            setattr(record, f"{self.attribute}_id", value)
            return
        if value is None:
            field = record._meta.get_field(self.attribute)
            value = (
                None if field.null else field.get_default() if field.has_default() else field.to_python("")
            )
        setattr(record, self.attribute, value)

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Set the field where django-import-export goes row by row."""
        value = self.clean(row, **kwargs)
        if self.many:
            getattr(instance, self.attribute).set(value or ())
        else:
            self.put(instance, value)


class NameColumn(Column):
    """One language of a text in several languages."""

    def __init__(self, attribute: str, language: str, *, label: str | Promise, **options: Any) -> None:
        stem = {"names": "name", "texts": "text"}.get(attribute, attribute)
        super().__init__(attribute, TextWidget(), label=label, name=f"{stem}_{language}", **options)
        self.language = language

    @property
    def full_label(self) -> str:
        """Return the label with its language: "Name (Swedish)"."""
        language = dict(settings.CONTENT_LANGUAGES)[self.language]
        return _("%(label)s (%(language)s)") % {"label": self.label, "language": language}

    def get_value(self, instance: Any) -> Any:
        """Return the text in this language alone."""
        return getattr(instance, self.attribute).get(self.language)

    def current(self, record: Any) -> Any:
        """Return the text in this language, None where there is none."""
        return getattr(record, self.attribute).get(self.language)

    def put(self, record: Any, value: Any) -> None:
        """Set the text in this language and leave the others."""
        texts = getattr(record, self.attribute)
        setattr(record, self.attribute, texts.with_text(self.language, value or ""))


class PartColumn(Column):
    """Small records that belong to the record: its registration numbers, its hosts.

    Parameters: ``current`` gives a record's parts as values that can be compared and sorted; ``texts`` gives them as they
    stand in a file, or ``spell`` writes one.
    """

    part = True

    def __init__(
        self,
        name: str,
        widget: Any,
        *,
        label: str | Promise,
        current: Callable[[Any], list[Any]],
        texts: Callable[[Any], list[str]] | None = None,
        spell: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(name, widget, label=label, **options)
        self.many = True
        self.reference = False
        self._current, self._texts, self.spell = current, texts, spell

    def current(self, record: Any) -> list[Any]:
        """Return the parts that the record has now."""
        return sorted(self._current(record))

    def get_value(self, instance: Any) -> Any:
        """Return the parts for the export; a record that is not stored yet has none."""
        return [] if instance.pk is None else self._current(instance)

    def export(self, instance: Any, **kwargs: Any) -> str:
        """Return the parts as they stand in a file."""
        if instance.pk is None:
            return ""
        texts = map(self.spell, self._current(instance)) if self._texts is None else self._texts(instance)
        return "; ".join(sorted(texts))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Leave the parts to the domain, which writes them after the record."""
