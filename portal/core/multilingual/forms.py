"""The form field of a text in several languages: one labelled input for each."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual.value import Multilingual


class MultilingualWidget(forms.Widget):
    """An input (or text area) for each language, in a fieldset.

    Open are the main languages and those that are filled; the others wait in a `<details>`.
    """

    template_name = "components/forms/multilingual.html"
    use_fieldset = True

    def __init__(
        self,
        languages: Iterable[str] | None = None,
        *,
        main: Iterable[str] | None = None,
        long: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.languages = list(languages) if languages is not None else None
        self.main = list(main) if main is not None else None
        self.long = long

    def ordered_languages(self, filled: Collection[str]) -> tuple[list[str], list[str]]:
        """Codes to show at once (main ones first, then filled ones), and codes to show on demand."""
        known = list(dict(settings.CALL_LANGUAGES))
        offered = self.languages if self.languages is not None else list(dict(settings.CONTENT_LANGUAGES))
        active = (get_language() or "").split("-")[0]
        interface = sorted(dict(settings.LANGUAGES), key=lambda code: code != active)
        main = self.main if self.main is not None else [code for code in interface if code in offered]
        shown = [*main, *(code for code in known if code in filled and code not in main)]
        return shown or offered, [code for code in offered if code not in shown and shown]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = dict(value) if isinstance(value, Mapping) else {}
        shown, others = self.ordered_languages([code for code, text in texts.items() if text])
        shared = {
            key: text for key, text in context["widget"]["attrs"].items() if key not in ("id", "required")
        }
        identifier = context["widget"]["attrs"].get("id")

        def inputs(codes: list[str]) -> list[dict[str, Any]]:
            names = dict(settings.CALL_LANGUAGES)
            return [
                {
                    "name": f"{name}_{code}",
                    "id": f"{identifier}_{code}" if identifier else "",
                    "language": code,
                    "label": names.get(code, code),
                    "value": texts.get(code) or "",
                }
                for code in codes
            ]

        context["widget"] |= {
            "long": self.long,
            "shown": inputs(shown),
            "others": inputs(others),
            "shared": shared,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {
            code: str(data[f"{name}_{code}"])
            for code in dict(settings.CALL_LANGUAGES)
            if f"{name}_{code}" in data
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        """A fieldset has a legend; an error in the summary leads to its first input."""
        shown, _others = self.ordered_languages([])
        return f"{id_}_{shown[0]}" if id_ and shown else id_


class MultilingualFormField(forms.Field):
    """A text in several languages, cleaned to a `Multilingual`; required means at least one language.

    `languages` are those offered (default: all of CONTENT_LANGUAGES), `main` those always open (default: the
    interface's), `long` asks for text areas, `max_length` counts characters of each text.
    """

    widget = MultilingualWidget
    default_error_messages = {
        "required": _("Write this in at least one language."),
        "too_long": _("The text in %(language)s has %(length)d characters; write at most %(limit)d."),
        "null": _("The text in %(language)s has a character that cannot be stored. Type it again."),
    }

    def __init__(
        self,
        *,
        languages: Iterable[str] | None = None,
        main: Iterable[str] | None = None,
        long: bool = False,
        max_length: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.max_length = max_length
        kwargs.setdefault("widget", MultilingualWidget(languages, main=main, long=long))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Multilingual:
        return Multilingual(value if isinstance(value, Mapping) else None)

    def validate(self, value: Multilingual) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        names = dict(settings.CALL_LANGUAGES)
        for code, text in value.items():
            params = {"language": names.get(code, code), "length": len(text), "limit": self.max_length}
            if self.max_length is not None and len(text) > self.max_length:
                raise ValidationError(self.error_messages["too_long"], code="too_long", params=params)
            if "\x00" in text:
                raise ValidationError(self.error_messages["null"], code="null", params=params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and self.to_python(initial) != self.to_python(data)
