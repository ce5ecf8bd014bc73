"""The refuge compartment leaks nowhere: not to other roles, nor into search, lists, feeds, panels, desk or admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from exchanges.models import PlacementMove, RefugePlacement
from portal.accounts.enums import Role
from portal.core import registry
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, member
from tests.factories.exchanges import RefugePlacementFactory

pytestmark = pytest.mark.django_db

HIDDEN = "Hiddenham"
OTHERS = [role for role in Role.values if role != Role.REFUGE_OFFICER]


@pytest.fixture
def placement() -> RefugePlacement:
    return RefugePlacementFactory(municipality__names={"en": HIDDEN}, period="2021")


def signed_in(user) -> StrictClient:  # type: ignore[no-untyped-def]
    client = StrictClient()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", OTHERS)
def test_placements_are_invisible_to_other_roles(placement, role: str) -> None:  # type: ignore[no-untyped-def]
    user = member(placement.programme.authority, role)

    assert list(RefugePlacement.objects.visible_to(user)) == []
    assert signed_in(user).get(reverse("exchanges:officer:refuge_placement_list")).status_code == 403


def test_placements_are_invisible_to_superusers_and_other_authorities(placement) -> None:  # type: ignore[no-untyped-def]
    elsewhere = member(RefugePlacementFactory().programme.authority, Role.REFUGE_OFFICER)
    edit = reverse("exchanges:officer:refuge_placement_edit", args=[placement.pk])

    assert signed_in(elsewhere).get(edit).status_code == 404
    assert signed_in(UserFactory(is_superuser=True, is_staff=True)).get(edit).status_code == 403
    assert (
        HIDDEN
        not in signed_in(elsewhere).get(reverse("exchanges:officer:refuge_placement_list")).content.decode()
    )


def test_refuge_officer_sees_and_adds_placements(placement) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(member(placement.programme.authority, Role.REFUGE_OFFICER))
    programme = placement.programme
    add = reverse("exchanges:officer:refuge_placement_add", args=[programme.slug])

    sent = client.post(add, {"municipality": placement.municipality.pk, "period": "2023"})
    page = client.get(reverse("exchanges:officer:refuge_placement_list"))

    assert sent.status_code == 302
    assert programme.placements.count() == 2
    assert HIDDEN in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_public_page_tells_of_the_programme_and_of_no_placement(placement) -> None:  # type: ignore[no-untyped-def]
    text = StrictClient().get(reverse("exchanges:public:refuge")).content.decode()

    assert (str(placement.programme) in text, HIDDEN in text) == (True, False)


def test_search_desk_and_panels_say_nothing_of_placements(placement) -> None:  # type: ignore[no-untyped-def]
    authority = placement.programme.authority
    for user in (member(authority, Role.REFUGE_OFFICER), member(authority, Role.ADMINISTRATOR)):
        hits = [hit for hit in registry.search_hits(HIDDEN, user, 10) if "/regions/" not in hit.url]
        panels = registry.panels(placement.municipality, user)

        assert (hits, registry.desk_groups(user), panels) == ([], [], [])


def test_technical_administration_does_not_know_placements() -> None:
    assert [model for model in (RefugePlacement, PlacementMove) if admin.site.is_registered(model)] == []
