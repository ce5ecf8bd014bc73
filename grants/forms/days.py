"""Several days as an officer types them, one a line."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DaysField(forms.CharField):
    """Several days; cleaned to a list of dates in their order, each once."""

    default_error_messages = {
        "unclear": _("“%(typed)s” is no day. Write year, month and day, such as 2027-03-15."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show stored days, one a line."""
        return "\n".join(day.isoformat() for day in value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """Return the days; commas between them are taken as lines."""
        if isinstance(value, list | tuple):
            return list(value)
        days = set()
        for typed in (super().to_python(value) or "").replace(",", "\n").split():
            try:
                days.add(date.fromisoformat(typed))
            except ValueError as error:
                raise ValidationError(
                    self.error_messages["unclear"], code="unclear", params={"typed": typed}
                ) from error
        return sorted(days)

    def run_validators(self, value: Any) -> None:
        """The days have been read; the text's own validators have nothing to add."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other days are meant, however they are written."""
        try:
            return bool(self.to_python(initial or []) != self.to_python(data))
        except ValidationError:
            return True
