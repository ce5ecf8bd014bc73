"""Places as officers type them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from grants.forms.places import PlacesField


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("se", ["SE"]),
        ("Sverige, Norge; be-vlg", ["SE", "NO", "BE-VLG"]),
        ("Sweden\nSverige\n\n", ["SE"]),
        ("Västra Götaland", ["SE-O"]),
        ("Korea, Republic of", None),
        ("", []),
    ],
)
def test_places_field_reads_names_and_codes(typed: str, codes: list[str] | None) -> None:
    field = PlacesField(required=False)
    if codes is None:
        with pytest.raises(ValidationError):
            field.clean(typed)
    else:
        assert field.clean(typed) == codes


def test_places_field_shows_names_that_lead_back_to_the_code() -> None:
    with translation.override("sv"):
        assert PlacesField().prepare_value(["SE", "BE-VLG"]) == "Sverige\nVlaams Gewest"


def test_places_field_has_changed_only_for_other_places() -> None:
    field = PlacesField()

    assert (field.has_changed(["SE"], "Sweden"), field.has_changed(["SE"], "Norway")) == (False, True)
