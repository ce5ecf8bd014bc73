import pytest
from django.utils import translation

from portal.core.multilingual import Multilingual

NAMES = Multilingual(sv="Kulturnämnden", en="Culture committee")


@pytest.mark.parametrize(
    ("names", "active", "text", "language"),
    [
        (NAMES, "sv", "Kulturnämnden", "sv"),
        (NAMES, "en-gb", "Culture committee", "en"),
        (NAMES, "da", "Culture committee", "en"),
        (Multilingual(nl="Cultuur", da="Kultur"), "sv", "Kultur", "da"),
        (Multilingual(lt="Kultūra"), "sv", "Kultūra", "lt"),
        (Multilingual(), "sv", "", None),
    ],
)
def test_str_is_in_the_next_best_language(
    names: Multilingual, active: str, text: str, language: str | None
) -> None:
    with translation.override(active):
        assert (str(names), names.language_used()) == (text, language)


def test_in_language_takes_an_authoritys_fallbacks() -> None:
    assert Multilingual(en="Region", da="Regionen").in_language("sv", fallbacks=("da",)) == "Regionen"


def test_empty_texts_are_left_out() -> None:
    names = Multilingual({"sv": "  ", "en": " Yes "})

    assert names == {"en": "Yes"}
    assert not Multilingual({"sv": ""})


def test_with_text_leaves_the_original() -> None:
    changed = NAMES.with_text("en", "").with_text("da", "Kulturudvalget")

    assert changed == {"sv": "Kulturnämnden", "da": "Kulturudvalget"}
    assert NAMES["en"] == "Culture committee"


@pytest.mark.parametrize("wrong", [["sv"], "sv", {"sv": 1}])
def test_multilingual_of_no_texts_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        Multilingual(wrong)  # type: ignore[arg-type]
