"""A text in several languages: `{"sv": "Kulturnämnden", "en": "Culture committee"}`."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import get_language

FALLBACKS = (
    "en",
    "sv",
    "da",
    "nl",
)  # after the language asked for; then whatever there is


class Multilingual(Mapping[str, str]):
    """An immutable map from language code to text; empty texts are left out, and an empty map is false.

    As a string it is the text in the active language, or in the next best one.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, **by_language: str) -> None:
        """Take a map, keyword arguments (`Multilingual(sv="Ja", en="Yes")`) or both.

        Raises TypeError when it is no map of texts.
        """
        if texts is not None and not isinstance(texts, Mapping):
            raise TypeError("A multilingual text is a map from language code to text.")
        merged = {**(texts or {}), **by_language}
        for text in merged.values():
            if text is not None and not isinstance(text, str):
                raise TypeError("A multilingual text is a map from language code to text.")
        self._texts = {code: stripped for code, text in merged.items() if (stripped := (text or "").strip())}

    def __getitem__(self, code: str) -> str:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Multilingual({self._texts!r})"

    def __str__(self) -> str:
        return self.in_language()

    def language_used(self, code: str | None = None, fallbacks: Iterable[str] = FALLBACKS) -> str | None:
        """The language that `in_language` answers in, for a `lang` attribute; None when there is no text.

        `code` is the language wanted (default: the active one), `fallbacks` those to try next, such as the
        languages of an authority.
        """
        wanted = (code or get_language() or FALLBACKS[0]).lower()
        for candidate in (wanted, wanted.split("-")[0], *fallbacks, *FALLBACKS):
            if candidate in self._texts:
                return candidate
        return next(iter(self._texts), None)

    def in_language(self, code: str | None = None, fallbacks: Iterable[str] = FALLBACKS) -> str:
        """The text in the language (default: the active one), or in the next best; empty when there is none."""
        used = self.language_used(code, fallbacks)
        return "" if used is None else self._texts[used]

    def with_text(self, code: str, text: str) -> "Multilingual":
        """A copy with another text in one language; an empty text takes the language out."""
        return Multilingual({**self._texts, code: text})

    def as_dict(self) -> dict[str, str]:
        """A plain dict, for JSON."""
        return dict(self._texts)
