"""The tree of bodies: what an organisation is part of and what is part of it, by two queries."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.family import DEEPEST, Body, family_of
from partnerships.models import Organisation
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


def drawn(bodies: list[Body]) -> list[Any]:
    return [(one.organisation.slug, one.here, drawn(one.children)) for one in bodies]


def test_family_from_the_middle() -> None:
    region = OrganisationFactory(slug="region")
    committee = OrganisationFactory(slug="committee", parent=region)
    OrganisationFactory(slug="another-committee", parent=region)
    OrganisationFactory(slug="museum", parent=committee)

    found = drawn(family_of(committee, AnonymousUser()))

    # What is beside it belongs to another branch.
    assert found == [("region", False, [("committee", True, [("museum", False, [])])])]


def test_family_of_a_body_that_stands_alone() -> None:
    assert family_of(OrganisationFactory(), AnonymousUser()) == []


def test_family_asks_as_often_for_a_large_house(django_assert_num_queries: Any) -> None:
    top = body = OrganisationFactory(slug="top")
    for _level in range(DEEPEST + 3):
        body = OrganisationFactory(parent=body)
    top = Organisation.objects.get(pk=top.pk)

    with django_assert_num_queries(2):
        found = family_of(top, AnonymousUser())

    assert len(found) == 1
