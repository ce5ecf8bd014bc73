"""What a search in the registers of relations finds: words in any language, former names, slips of the pen."""

import pytest

from partnerships.models import Agreement, FormerName, FormerRegionName, Framework, Partnership, Region
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def relation():
    body = records.organisation(
        "north-east-culture-partnership", names={"en": "North East Culture Partnership"}
    )
    FormerName.objects.create(organisation=body, name="North East Local Enterprise Partnership")
    place = Region.objects.create(slug="north-east", names={"en": "North East England"}, tier="group")
    FormerRegionName.objects.create(region=place, name="Northumbria")
    return records.partnership(
        records.authority(),
        names={"sv": "Västra och nordöstra", "en": "West and the other coast"},
        counterpart=body,
        region=place,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "nordöstra",
        "COAST",
        "enterprise",
        "coast enterprise local",
        "northumb",
        "england",
        "entreprise partnrship",
    ],
)
def test_search_of_partnerships_finds_any_language_former_names_and_slips(relation, typed):
    assert list(Partnership.objects.search(typed)) == [relation]


@pytest.mark.parametrize("typed", ["sv", "coast zzz", "xyzzy"])
def test_search_of_partnerships_leaves_what_has_not_every_word(relation, typed):
    assert list(Partnership.objects.search(typed)) == []


@pytest.mark.parametrize(
    ("typed", "found"), [("kultur", 1), ("nordöstra", 1), ("enterprise", 1), ("signed llc", 1), ("sv", 0)]
)
def test_search_of_agreements_finds_parties_by_any_name_and_no_code_of_a_language(relation, typed, found):
    agreement = records.draft(relation, names={"sv": "Om kultur"})
    party = records.parties_of(agreement)[1]
    party.name_as_signed = "Signed by Coast LLC"
    party.save()

    assert Agreement.objects.search(typed).count() == found


def test_search_of_frameworks_knows_no_code_of_a_language(relation):
    Framework.objects.create(slug="plan", names={"sv": "Kulturplan"}, authority=relation.authority)

    assert [Framework.objects.search(typed).count() for typed in ("kulturPLAN", "sv")] == [1, 0]
