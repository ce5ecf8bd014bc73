"""Countries and regions as an officer types them: names or codes, one a line or with commas between."""

from functools import lru_cache
from typing import Any

import pycountry
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grants.domain.countries import country_names
from grants.rules.words import is_place, name_of_place

SHORTEST = 4  # letters with which the name of a place may be begun


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    """Return the codes of all countries and their parts by name, folded; countries by their names in every language."""
    regions: Any = pycountry.subdivisions
    found = {str(one.name).casefold(): str(one.code) for one in regions}
    for language, _name in settings.LANGUAGES:
        found |= {name.casefold(): code for code, name in country_names(language).items()}
    return found


def code_of(typed: str) -> str | None:
    """Return the code of ISO 3166 for a code or a name; None where there is none."""
    if is_place(typed.upper()):
        return typed.upper()
    names, folded = _codes_by_name(), typed.casefold()
    if folded in names:
        return names[folded]
    # "Västra Götaland" is registered as a county, with the word for it: what begins only one name is that one.
    begun = (
        {code for name, code in names.items() if name.startswith(folded)}
        if len(folded) >= SHORTEST
        else set()
    )
    return begun.pop() if len(begun) == 1 else None


class PlacesField(forms.CharField):
    """Several countries or regions; cleaned to a list of codes, shown by their names."""

    default_error_messages = {
        "unknown": _(
            "No country or region is called “%(name)s”. Write its name, or its code such as SE or BE-VLG."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("help_text", _("One a line: a name, or a code such as SE or BE-VLG."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show stored codes by name where the name leads back to the code."""
        if not isinstance(value, list | tuple):
            return value
        return "\n".join(name if code_of(name := name_of_place(code)) == code else code for code in value)

    def to_python(self, value: Any) -> Any:
        """Return the codes, each once."""
        if isinstance(value, list | tuple):
            return list(value)
        codes: list[str] = []
        for typed in _pieces(super().to_python(value) or ""):
            code = code_of(typed)
            if code is None:
                raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": typed})
            if code not in codes:
                codes.append(code)
        return codes

    def run_validators(self, value: Any) -> None:
        """The codes have been looked up; the text's own validators have nothing to add."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other places are meant, however they are written."""
        try:
            return bool(self.to_python(initial or []) != self.to_python(data))
        except ValidationError:
            return True


def _pieces(text: str) -> list[str]:
    """Return the names in a text: a line each, or with commas between where a line is no name as a whole."""
    found = []
    for line in text.splitlines():
        whole = line.strip()
        if not whole:
            continue
        parts = [whole] if code_of(whole) else whole.replace(";", ",").split(",")
        found += [part.strip() for part in parts if part.strip()]
    return found
