"""Programmes of an authority in the browser."""

from typing import Any

import pytest
from django.urls import reverse

from grants.enums import CallStatus
from grants.models import Call, Programme
from tests.factories.grants import CallFactory, ProgrammeFactory
from tests.grants.views.officer.test_builder import signed_in


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT, slug="grants-2027", names={"en": "Grants", "sv": "Bidrag"})


def test_programme_is_added_and_ended(call: Call) -> None:
    client = signed_in(call)

    client.post(
        reverse("grants:officer:programme_create"),
        {"authority": call.authority_id, "names_en": "Travel grants", "yearly": "on", "is_grant": "on"},
    )
    programme = Programme.objects.get(slug="travel-grants")
    page = reverse("grants:officer:programme_edit", args=["travel-grants"])
    CallFactory(programme=programme, year=2027)
    form = client.get(page).context["form"]
    said = {"version": form.initial["version"], "names_en": "Travel grants", "is_grant": "on"}
    refused = client.post(page, {**said, "last_year": "2026"})
    ended = client.post(page, {**said, "last_year": "2027"})

    programme.refresh_from_db()
    assert (programme.authority, list(refused.context["form"].errors)) == (call.authority, ["last_year"])
    assert (ended.status_code, programme.last_year) == (302, 2027)


@pytest.mark.parametrize("count", [1, 3])
def test_programme_list_costs_the_same_for_one_and_for_three(
    call: Call, django_assert_num_queries: Any, count: int
) -> None:
    client = signed_in(call)
    ProgrammeFactory.create_batch(count, authority=call.authority)

    with django_assert_num_queries(3):
        client.get(reverse("grants:officer:programme_list"))
