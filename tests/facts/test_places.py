"""The places of the fixtures: their codes exist, their names are in the languages of the partners."""

import csv

from django.conf import settings

from partnerships.models import Region

CONTENT_LANGUAGES = {"sv", "da", "nl", "en", "fr", "de", "es", "lt", "ro"}


def test_regions_have_nuts_codes_of_the_version_they_name() -> None:
    path = settings.BASE_DIR / "fixtures" / "reference" / "nuts-2024.csv"
    with path.open(encoding="utf-8") as file:
        known = {row["code"]: row["country"] for row in csv.DictReader(file)}

    coded = Region.objects.exclude(nuts_code="")

    assert dict(coded.values_list("nuts_code", "country")) == known
    assert set(coded.values_list("nuts_version", flat=True)) == {2024}


def test_partner_regions_can_be_put_on_the_map() -> None:
    partners = Region.objects.filter(partnerships__isnull=False)

    assert list(partners.filter(latitude=None).values_list("slug", flat=True)) == []


def test_countries_have_names_in_all_languages_of_the_content() -> None:
    assert {code for code, _name in settings.CONTENT_LANGUAGES} == CONTENT_LANGUAGES
    for country in Region.objects.filter(tier="country"):
        assert set(country.names) == CONTENT_LANGUAGES, country.slug


def test_subdivisions_lie_in_the_country_that_their_code_names() -> None:
    for region in Region.objects.exclude(iso_3166_2=[]):
        assert {code[:2] for code in region.iso_3166_2} == {region.country}, region.slug
