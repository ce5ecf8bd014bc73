"""Places: known codes only, and nothing contains itself."""

import pytest

from partnerships.domain import regions
from partnerships.enums import RegionTier
from partnerships.models import Region
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from tests.factories.accounts import UserFactory, member
from tests.factories.partnerships import AuthorityFactory, RegionFactory

pytestmark = pytest.mark.django_db


def values(**more: object) -> dict[str, object]:
    return {"names": Multilingual(en="Skåne"), "tier": RegionTier.REGION, **more}


def test_create_gives_an_address_made_of_the_name() -> None:
    first = regions.create(values(), by=None)
    second = regions.create(values(), by=None)

    assert (first.slug, second.slug) == ("skane", "skane-2")


def test_create_by_somebody_without_a_role() -> None:
    with pytest.raises(NotAllowed):
        regions.create(values(), by=UserFactory())


def test_create_by_an_officer_of_any_authority() -> None:
    assert regions.create(values(country="SE"), by=member(AuthorityFactory())).country == "SE"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"country": "XX"}, "country", "ISO 3166-1 has no country “XX”. Two letters are meant, such as SE."),
        ({"iso_3166_2": ["SE-ZZ"]}, "iso_3166_2", "ISO 3166-2 has no code “SE-ZZ”. Write it as in SE-O."),
        (
            {"country": "NO", "iso_3166_2": ["SE-O"]},
            "iso_3166_2",
            "“SE-O” does not lie in the country NO. Check both.",
        ),
        ({"nuts_code": "SE999", "nuts_version": 2024}, "nuts_code", "NUTS 2024 has no code “SE999”."),
        (
            {"nuts_code": "SE232", "nuts_version": 1999},
            "nuts_version",
            "The portal knows NUTS of 2024 only. Use the code of that version, or leave both empty.",
        ),
    ],
)
def test_create_with_an_unknown_code(wrong: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(DomainError) as error:
        regions.create(values(**wrong), by=None)

    assert error.value.message_dict == {field: [sentence]}
    assert Region.objects.count() == 0


def test_create_with_known_codes() -> None:
    region = regions.create(
        values(country="SE", iso_3166_2=["SE-O"], nuts_code="SE232", nuts_version=2024), by=None
    )

    assert (region.iso_3166_2, region.nuts_code) == (["SE-O"], "SE232")


def test_edit_counts_the_version_up() -> None:
    region = RegionFactory()

    edited = regions.edit(region, {"names": Multilingual(sv="Skåne")}, version=1, by=None)

    assert (edited.version, edited.names.as_dict()) == (2, {"sv": "Skåne"})


def test_edit_of_an_old_version() -> None:
    region = RegionFactory()
    regions.edit(region, {"names": Multilingual(sv="Skåne")}, version=1, by=None)

    with pytest.raises(StaleEdit) as error:
        regions.edit(region, {"names": Multilingual(sv="Blekinge")}, version=1, by=None)

    assert error.value.current_version == 2
    assert str(Region.objects.get(pk=region.pk).names) == "Skåne"


def test_edit_into_a_circle_of_parents() -> None:
    country = RegionFactory()
    county = RegionFactory(parent=country)
    town = RegionFactory(parent=county)

    with pytest.raises(DomainError) as error:
        regions.edit(country, {"parent": town}, version=1, by=None)

    assert list(error.value.message_dict) == ["parent"]


def test_edit_into_a_circle_of_members_and_parents() -> None:
    group = RegionFactory(tier=RegionTier.GROUP)
    member_ = RegionFactory()
    group.members.add(member_)
    inner = RegionFactory(parent=member_)

    with pytest.raises(DomainError) as error:
        regions.edit(inner, {"members": [group]}, version=1, by=None)

    assert list(error.value.message_dict) == ["members"]
    assert inner.members.count() == 0


def test_edit_lets_two_groups_share_a_member() -> None:
    estonia = RegionFactory()
    baltic, nordic = RegionFactory(), RegionFactory()

    regions.edit(baltic, {"members": [estonia]}, version=1, by=None)
    regions.edit(nordic, {"members": [estonia]}, version=1, by=None)

    assert estonia.groups.count() == 2


LITHUANIA = {
    "sv": "Litauen", "da": "Litauen", "nl": "Litouwen", "en": "Lithuania", "fr": "Lituanie", "de": "Litauen",
    "es": "Lituania", "lt": "Lietuva", "ro": "Lituania",
}  # fmt: skip


def test_a_country_is_named_by_its_code_in_every_language_of_the_portal() -> None:
    country = regions.create({"names": Multilingual(), "tier": RegionTier.COUNTRY, "country": "LT"}, by=None)

    assert (country.names.as_dict(), country.slug) == (LITHUANIA, "lithuania")


def test_what_people_write_comes_before_the_names_of_the_code() -> None:
    own = Multilingual(sv="Republiken Litauen")

    country = regions.create({"names": own, "tier": RegionTier.COUNTRY, "country": "LT"}, by=None)

    assert country.names.as_dict() == LITHUANIA | {"sv": "Republiken Litauen"}
    assert country.slug == "republiken-litauen"
    assert [found.pk for found in Region.objects.search("lituanie")] == [country.pk]


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        # The official language has the code's own name; others only where the catalogue has a name of theirs.
        (["SE-O"], {"sv": "Västra Götalands län", "nl": "Västra Götalands län", "ro": "Västra Götaland"}),
        # A country within a country is not the whole of it.
        (["GB-SCT"], {"en": "Scotland", "nl": "Schotland", "de": "Schottland", "ro": "Scoția"}),
        # "Catalunya [Cataluña]" does not say which language is which.
        (["ES-CT"], {"nl": "Catalonië", "ro": "Catalonia"}),
        (["SE-O", "SE-N"], {}),
        ([], {}),
    ],
)
def test_names_of_codes(codes: list[str], names: dict[str, str]) -> None:
    place = Region(tier=RegionTier.REGION, country=codes[0][:2] if codes else "", iso_3166_2=codes)

    assert regions.with_known_names(place, Multilingual()).as_dict() == names


def test_with_another_code_come_its_names_and_those_of_people_stay() -> None:
    values = {"names": Multilingual(sv="Grannen"), "tier": RegionTier.COUNTRY, "country": "LT"}
    country = regions.create(values, by=None)

    country = regions.edit(country, {"country": "LV"}, version=1, by=None)

    assert (country.names["sv"], country.names["en"], country.names["lt"]) == ("Grannen", "Latvia", "Latvija")


def test_a_name_of_the_code_that_somebody_removed_stays_removed() -> None:
    country = regions.create({"names": Multilingual(), "tier": RegionTier.COUNTRY, "country": "LT"}, by=None)

    country = regions.edit(country, {"names": Multilingual(sv="Litauen")}, version=1, by=None)

    assert country.names.as_dict() == {"sv": "Litauen"}


def test_a_place_that_neither_people_nor_codes_name() -> None:
    with pytest.raises(DomainError) as refusal:
        regions.create({"names": Multilingual(), "tier": RegionTier.GROUP}, by=None)

    assert refusal.value.message_dict == {
        "names": ["Write this in at least one language, or give a code that names the place."]
    }
