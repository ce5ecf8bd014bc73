"""An officer edits partnerships, organisations, regions, networks and frameworks in the browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import (
    Crosswalk,
    FormerName,
    Framework,
    FrameworkElement,
    Indicator,
    NetworkMembership,
    Organisation,
    Partnership,
    Region,
)
from portal.accounts.models import User
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    FieldOfArtFactory,
    FrameworkElementFactory,
    FrameworkFactory,
    NetworkFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "partnerships:officer"


@pytest.fixture
def officer(client: Client) -> User:
    """An officer of a new authority, signed in."""
    user = member(AuthorityFactory())
    client.force_login(user)
    return user


def authority_of(user: User) -> Any:
    return user.memberships.get().authority


def drawn(client: Client, address: str) -> dict[str, Any]:
    """Return what a browser would post if nothing were changed."""
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, dict) or hasattr(value, "as_dict"):
            data |= {f"{bound.html_name}_{code}": text for code, text in dict(value).items()}
        elif isinstance(value, bool):
            data |= {bound.html_name: "on"} if value else {}
        elif isinstance(value, list | tuple):
            data[bound.html_name] = [getattr(one, "pk", one) for one in value]
        elif value is not None:
            data[bound.html_name] = str(value)
    return data


def test_partnership_add(client: Client, officer: User) -> None:
    authority, region = authority_of(officer), RegionFactory()

    response = client.post(
        reverse(f"{OFFICE}:partnership_add"),
        {
            "authority": authority.pk,
            "holder": authority.organisation_id,
            "names_sv": "Norra Österbotten",
            "region": region.pk,
            "state": "exploratory",
            "since": "slutet av 2017",
        },
        headers={"accept-language": "sv"},
    )

    partnership = Partnership.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse(f"{OFFICE}:partnership_detail", args=[partnership.slug])
    assert (str(partnership.since.edtf), partnership.state, partnership.periods.count()) == (
        "2017-39",
        "exploratory",
        1,
    )


def test_partnership_add_with_mistakes_keeps_what_was_typed(client: Client, officer: User) -> None:
    authority = authority_of(officer)

    response = client.post(
        reverse(f"{OFFICE}:partnership_add"),
        {
            "authority": authority.pk,
            "holder": authority.organisation_id,
            "names_sv": "Norra Österbotten",
            "state": "exploratory",
            "since": "the day before yesterday-ish",
        },
    )

    assert response.status_code == 422
    assert "Norra Österbotten" in response.text
    assert "the day before yesterday-ish" in response.text
    assert list(response.context["form"].errors) == ["since"]
    assert Partnership.objects.count() == 0


def test_partnership_add_without_a_partner(client: Client, officer: User) -> None:
    authority = authority_of(officer)

    response = client.post(
        reverse(f"{OFFICE}:partnership_add"),
        {"authority": authority.pk, "holder": authority.organisation_id, "names_sv": "X", "state": "active"},
    )

    assert response.status_code == 422
    assert "Name the partner: a region, a body, or both." in response.text


def test_partnership_add_for_another_authority(client: Client, officer: User) -> None:
    other = AuthorityFactory()

    response = client.post(
        reverse(f"{OFFICE}:partnership_add"),
        {"authority": other.pk, "holder": other.organisation_id, "names_sv": "X", "state": "active"},
    )

    assert set(response.context["form"].errors) == {"authority", "holder"}


def test_partnership_edit_and_a_stale_edit(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer), story={"en": "Old"})
    address = reverse(f"{OFFICE}:partnership_edit", args=[partnership.slug, "story"])
    data = drawn(client, address)

    first = client.post(address, {**data, "story_en": "First"})
    second = client.post(address, {**data, "story_en": "Second"})

    assert first.status_code == 302
    assert second.status_code == 409
    assert [(one.theirs, one.mine) for one in second.context["differences"]] == [
        ("English: First", "English: Second")
    ]
    assert str(Partnership.objects.get().story) == "First"


def test_partnership_edit_after_choosing_on_the_conflict_page(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer), story={"en": "Old"})
    address = reverse(f"{OFFICE}:partnership_edit", args=[partnership.slug, "story"])
    data = drawn(client, address)
    client.post(address, {**data, "story_en": "First"})
    conflict = client.post(address, {**data, "story_en": "Second"}).context
    answer: dict[str, Any] = {"version": conflict["version"], **dict(conflict["kept"])}
    for difference in conflict["differences"]:
        answer |= {"difference": difference.name, f"keep:{difference.name}": "mine"}
        answer |= {f"mine:{difference.name}:{name}": value for name, value in difference.mine_data.items()}

    unanswered = client.post(address, {name: text for name, text in answer.items() if "keep:" not in name})
    answered = client.post(address, answer)

    assert unanswered.status_code == 409
    assert answered.status_code == 302
    assert str(Partnership.objects.get().story) == "Second"


@pytest.mark.parametrize("page", ["edit/facts/", "edit/story/", "state/", "fields/add/"])
def test_partnership_of_another_authority(client: Client, officer: User, page: str) -> None:
    partnership = PartnershipFactory()

    assert client.get(f"/office/partnerships/{partnership.slug}/{page}").status_code == 403


@pytest.mark.parametrize("page", ["edit/nothing/", "nothing/add/", "former-names/add/", "periods/9999/"])
def test_partnership_page_that_does_not_exist(client: Client, officer: User, page: str) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer))

    assert client.get(f"/office/partnerships/{partnership.slug}/{page}").status_code == 404


def test_partnership_state(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer))
    address = reverse(f"{OFFICE}:partnership_state", args=[partnership.slug])

    refused = client.post(address, {"state": "exploratory"})
    changed = client.post(address, {"state": "dormant", "period": "since 2018", "note_en": "No talks"})

    assert refused.status_code == 422
    assert changed.status_code == 302
    partnership.refresh_from_db()
    assert (partnership.state, str(partnership.periods.get().period.edtf)) == ("dormant", "2018/..")


def test_part_is_added_edited_and_removed(client: Client, officer: User) -> None:
    organisation = OrganisationFactory()
    root = f"/office/organisations/{organisation.slug}/former-names/"

    added = client.post(f"{root}add/", {"name": "Västarvet", "period": "until 2019"})
    name = FormerName.objects.get()
    data = drawn(client, f"{root}{name.pk}/")
    edited = client.post(f"{root}{name.pk}/", {**data, "name": "Västarvet, förvaltning"})
    stale = client.post(f"{root}{name.pk}/", {**data, "name": "Something else"})
    asked = client.get(f"{root}{name.pk}/remove/")

    assert [one.status_code for one in (added, edited, stale, asked)] == [302, 302, 409, 200]
    assert str(FormerName.objects.get()) == "Västarvet, förvaltning"
    client.post(f"{root}{name.pk}/remove/")
    assert FormerName.objects.count() == 0


def test_field_named_twice(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer))
    address = f"/office/partnerships/{partnership.slug}/fields/add/"
    data = {"field": FieldOfArtFactory().pk, "basis": "agreed"}

    assert client.post(address, data).status_code == 302
    again = client.post(address, data)

    assert again.status_code == 422
    assert "This field is already named on this basis." in again.text


def test_participant_and_dialogue_are_added(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer))
    root = f"/office/partnerships/{partnership.slug}"

    client.post(
        f"{root}/participants/add/", {"organisation": OrganisationFactory().pk, "engagement": "former"}
    )
    client.post(
        f"{root}/dialogues/add/",
        {"subject_en": "Film", "level": "officer", "fields": [FieldOfArtFactory().pk], "held": "2023"},
    )

    assert partnership.participants.count() == 1
    assert partnership.dialogues.get().fields.count() == 1


def test_removing_the_only_period_is_refused_with_a_sentence(client: Client, officer: User) -> None:
    partnership = PartnershipFactory(authority=authority_of(officer))
    period = partnership.periods.create(state="active")

    response = client.post(
        f"/office/partnerships/{partnership.slug}/periods/{period.pk}/remove/", follow=True
    )

    assert "A partnership keeps at least one period." in response.text
    assert partnership.periods.count() == 1


def test_region_edit_with_an_unknown_code(client: Client, officer: User) -> None:
    region = RegionFactory()
    address = reverse(f"{OFFICE}:region_edit", args=[region.slug, "facts"])

    response = client.post(address, {**drawn(client, address), "country": "xx", "iso_3166_2": "SE-ZZ"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"country", "iso_3166_2"}
    assert Region.objects.get().country == "SE"


def test_region_edit_with_codes_in_lower_case(client: Client, officer: User) -> None:
    region = RegionFactory()
    address = reverse(f"{OFFICE}:region_edit", args=[region.slug, "facts"])
    codes = {"country": "se", "iso_3166_2": "se-o", "nuts_code": "se232", "nuts_version": "2024"}

    assert client.post(address, {**drawn(client, address), **codes}).status_code == 302
    saved = Region.objects.get()
    assert (saved.country, saved.iso_3166_2, saved.nuts_code) == ("SE", ["SE-O"], "SE232")


def test_organisation_and_network_and_framework_are_added(client: Client, officer: User) -> None:
    authority = authority_of(officer)

    client.post(reverse(f"{OFFICE}:organisation_add"), {"names_en": "The Baltic", "kind": "arts_house"})
    client.post(reverse(f"{OFFICE}:network_add"), {"names_en": "Assembly", "acronym": "AER"})
    client.post(
        reverse(f"{OFFICE}:framework_add"),
        {"authority": authority.pk, "names_en": "Strategy", "kind": "strategy"},
    )

    assert Organisation.objects.filter(slug="the-baltic").exists()
    assert client.get("/networks/aer/").status_code == 200
    assert Framework.objects.get().slug == "strategy"


def test_membership_is_added_by_the_members_officer_only(client: Client, officer: User) -> None:
    network, other = NetworkFactory(), AuthorityFactory()
    address = f"/office/networks/{network.slug}/memberships/add/"

    refused = client.post(address, {"authority": other.pk, "engagement": "active"})
    joined = client.post(address, {"authority": authority_of(officer).pk, "engagement": "monitoring"})

    assert (refused.status_code, joined.status_code) == (422, 302)
    assert NetworkMembership.objects.get().authority == authority_of(officer)


def test_elements_are_added_moved_connected_and_counted(client: Client, officer: User) -> None:
    framework = FrameworkFactory(authority=authority_of(officer))
    earlier = FrameworkElementFactory(framework=FrameworkFactory(authority=authority_of(officer)))
    root = f"/office/frameworks/{framework.slug}"

    client.post(f"{root}/elements/add/", {"names_en": "First", "kind": "aim"})
    first = framework.elements.get()
    client.post(
        f"{root}/elements/add/?parent={first.pk}", {"names_en": "Under", "kind": "aim", "parent": first.pk}
    )
    client.post(f"{root}/elements/add/", {"names_en": "Second", "kind": "aim"})
    client.post(f"{root}/elements/{first.pk}/move/", {"direction": "down"})
    client.post(f"{root}/crosswalk/add/", {"old": earlier.pk, "new": first.pk, "weight": "1"})
    client.post(
        f"{root}/indicators/add/",
        {"element": first.pk, "names_en": "Projects", "target": "over 10", "result": "met"},
    )

    assert [str(one) for one in framework.elements.filter(parent=None)] == ["Second", "First"]
    assert [str(one) for one in FrameworkElement.objects.filter(parent=first)] == ["Under"]
    assert Crosswalk.objects.get().old == earlier
    assert str(Indicator.objects.get().target.canonical) == "over 10"
    public = client.get(framework.get_absolute_url()).text
    assert "Continues" in public
    assert "Met" in public


def test_removing_an_element_says_what_goes_with_it(client: Client, officer: User) -> None:
    framework = FrameworkFactory(authority=authority_of(officer))
    top = FrameworkElementFactory(framework=framework)
    FrameworkElementFactory(framework=framework, parent=top)
    address = f"/office/frameworks/{framework.slug}/elements/{top.pk}/remove/"

    assert "With it goes 1 element under it." in client.get(address).text
    assert client.post(address).status_code == 302
    assert framework.elements.count() == 0


@pytest.mark.parametrize("noun", ["partnership", "organisation", "region", "network", "framework"])
def test_history_tells_who_changed_what(client: Client, officer: User, noun: str) -> None:
    factories: dict[str, Any] = {
        "partnership": PartnershipFactory,
        "organisation": OrganisationFactory,
        "region": RegionFactory,
        "network": NetworkFactory,
        "framework": FrameworkFactory,
    }
    own = {"authority": authority_of(officer)} if noun in {"partnership", "framework"} else {}
    record = factories[noun](**own)
    address = reverse(f"{OFFICE}:{noun}_edit", args=[record.slug, "facts"])
    client.post(address, {**drawn(client, address), "names_en": "Renamed"})

    page = client.get(reverse(f"{OFFICE}:{noun}_history", args=[record.slug])).text

    assert officer.name in page
    assert "<ins>Renamed</ins>" in page
