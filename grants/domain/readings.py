"""What an answer is, typed and read: the words that every kind of answer shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

# A text, a list of texts, rows, or a text for each language: JSON in every case.
type Typed = str | list[Any] | dict[str, Any]

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Reading:
    """An answer as understood: its value, how people read it, and what is wrong with it, in a sentence.

    ``html`` is set where the answer has paragraphs and lists, and is safe to draw as it is.
    """

    value: Any = None
    shown: str = ""
    problem: str = ""
    is_empty: bool = False
    html: str = ""


EMPTY = Reading(is_empty=True)


def words_of(options: Any, *, language: str | None = None) -> list[tuple[str, str]]:
    """Return the codes of options with their words in the language (default: the active one).

    Parameters: ``options`` is a list of ``{"code": …, "names": {language: words}}``; what has another shape is left out.
    """
    language = language or get_language() or "en"
    found = []
    for option in options if isinstance(options, list) else []:
        if not isinstance(option, dict) or not option.get("code"):
            continue
        code = str(option["code"])
        found.append((code, in_language(option.get("names"), language) or code))
    return found


def in_language(names: Any, language: str | None = None) -> str:
    """Return the words in the language (default: the active one), in English, or in whatever language there are any."""
    if not isinstance(names, Mapping):
        return ""
    language = language or get_language() or "en"
    return str(names.get(language) or names.get("en") or next(iter(names.values()), ""))


def texts(typed: Any) -> Sequence[str]:
    """Return the texts of a list as typed; anything else in it counts as no text."""
    return [part for part in typed if isinstance(part, str)] if isinstance(typed, list) else []


def stripped(typed: Any) -> str:
    """Return a text without blanks at its ends; anything that is no text is none."""
    return typed.strip() if isinstance(typed, str) else ""
