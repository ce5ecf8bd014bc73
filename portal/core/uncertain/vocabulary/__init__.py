"""The languages in which uncertain facts are written and read. A new one is a module here and a line below."""

from django.utils.translation import get_language

from portal.core.uncertain.vocabulary.base import Vocabulary
from portal.core.uncertain.vocabulary.da import DANISH
from portal.core.uncertain.vocabulary.en import ENGLISH
from portal.core.uncertain.vocabulary.nl import DUTCH
from portal.core.uncertain.vocabulary.sv import SWEDISH

VOCABULARIES: dict[str, Vocabulary] = {
    "en": ENGLISH,
    "sv": SWEDISH,
    "da": DANISH,
    "nl": DUTCH,
}


def spoken_language(language: str | None = None) -> str:
    """The code of the vocabulary for a language (default: the active one); English for those without one."""
    code = (language or get_language() or "en").lower().replace("_", "-").split("-")[0]
    return code if code in VOCABULARIES else "en"


def vocabulary(language: str | None = None) -> Vocabulary:
    """The vocabulary for a language (default: the active one)."""
    return VOCABULARIES[spoken_language(language)]


__all__ = ["VOCABULARIES", "Vocabulary", "spoken_language", "vocabulary"]
