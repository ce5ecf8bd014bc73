"""Form fields in which people type "2017", "end of 2017" or "close to fifty" and see what was understood."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.core.uncertain.date_parsing import parse_date
from portal.core.uncertain.dates import UncertainDate
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.explain import UncertainKind, explain
from portal.core.uncertain.number_parsing import parse_number
from portal.core.uncertain.numbers import UncertainNumber


class UncertainInput(forms.TextInput):
    """One text input, and below it how the text was understood (nothing while it is empty or refused).

    The line is a live region with the id `<input id>_understood`, which a script may refresh while typing.
    """

    template_name = "components/forms/uncertain.html"

    def __init__(self, kind: UncertainKind, attrs: dict[str, Any] | None = None) -> None:
        self.kind = kind
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        identifier = widget["attrs"].get("id")
        widget["kind"] = self.kind
        widget["understood"] = self.understood(widget["value"] or "")
        if identifier:
            widget["understood_id"] = f"{identifier}_understood"
            described = widget["attrs"].get("aria-describedby", "")
            widget["attrs"]["aria-describedby"] = f"{described} {identifier}_understood".strip()
        return context

    def understood(self, text: str) -> str:
        """The sentence below the input; empty for a text that was refused, whose error stands beside it."""
        try:
            (parse_date if self.kind == "date" else parse_number)(text)
        except UncertainValueError:
            return ""
        return explain(text, self.kind)


class _UncertainFormField(forms.CharField):
    """What both fields have in common: text in, value out, and the text untouched when it is refused."""

    kind: UncertainKind

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", UncertainInput(self.kind))
        kwargs["empty_value"] = None
        super().__init__(**kwargs)

    def parse(self, text: str) -> UncertainDate | UncertainNumber:
        """The value that the text says. Raises UncertainValueError."""
        raise NotImplementedError  # dates and numbers each say it

    def to_python(self, value: Any) -> Any:
        if isinstance(value, UncertainDate | UncertainNumber):
            return value
        text = super().to_python(value)
        if text is None:
            return None
        try:
            return self.parse(text)
        except UncertainValueError as error:
            raise ValidationError(error.message, code="invalid") from error

    def run_validators(self, value: Any) -> None:
        """The text's own validators (length, no NUL) look at the text that was read."""
        super().run_validators(self.prepare_value(value) or "")


class UncertainDateFormField(_UncertainFormField):
    """A date as people type it, cleaned to an UncertainDate (None when empty)."""

    kind = "date"

    def parse(self, text: str) -> UncertainDate:
        return parse_date(text)

    def prepare_value(self, value: Any) -> Any:
        """The stored date in the reader's words, if they are read as the same date again, or else its EDTF."""
        if not isinstance(value, UncertainDate):
            return value
        words = value.describe()
        try:
            return words if parse_date(words) == value else value.edtf
        except UncertainValueError:
            return value.edtf


class UncertainNumberFormField(_UncertainFormField):
    """A number as people type it, cleaned to an UncertainNumber (None when empty)."""

    kind = "number"

    def parse(self, text: str) -> UncertainNumber:
        return parse_number(text)

    def prepare_value(self, value: Any) -> Any:
        """The stored number in its source's words, or else in the reader's."""
        if not isinstance(value, UncertainNumber):
            return value
        return value.words or value.describe()
