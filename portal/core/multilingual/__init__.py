"""Texts in several languages: names, titles and articles as the parties write them (domain.md X08)."""

from portal.core.multilingual.fields import (
    JsonType,
    JsonValues,
    MultilingualField,
    check_languages,
    multilingual_object_constraint,
    search_text_of,
    texts_of,
    words_of,
)
from portal.core.multilingual.forms import MultilingualFormField, MultilingualWidget
from portal.core.multilingual.value import FALLBACKS, Multilingual

__all__ = [
    "FALLBACKS",
    "JsonType",
    "JsonValues",
    "Multilingual",
    "MultilingualField",
    "MultilingualFormField",
    "MultilingualWidget",
    "check_languages",
    "multilingual_object_constraint",
    "search_text_of",
    "texts_of",
    "words_of",
]
