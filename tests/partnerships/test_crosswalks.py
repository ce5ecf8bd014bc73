"""The crosswalk's pages: an old element is shared out, and nothing is connected backwards."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import crosswalks
from partnerships.models import Crosswalk, Framework, FrameworkElement
from portal.core.errors import DomainError
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory, FrameworkElementFactory, FrameworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> FrameworkElement:
    return FrameworkElementFactory(names={"en": "The old aim"})


@pytest.fixture
def framework(old: FrameworkElement) -> Framework:
    return FrameworkFactory(authority=old.framework.authority, predecessor=old.framework)


def page_of(framework: Framework, old: FrameworkElement | None = None) -> str:
    if old is None:
        return reverse("partnerships:officer:framework_crosswalk", args=[framework.slug])
    return reverse("partnerships:officer:element_crosswalk", args=[framework.slug, old.pk])


def links() -> list[tuple[str, int]]:
    return [(str(link.new), link.weight) for link in Crosswalk.objects.order_by("new__names")]


def test_an_element_is_shared_out(client: Client, framework: Framework, old: FrameworkElement) -> None:
    client.force_login(member(framework.authority))
    first = FrameworkElementFactory(framework=framework, names={"en": "First"})
    second = FrameworkElementFactory(framework=framework, names={"en": "Second"})

    saved = client.post(page_of(framework, old), {f"weight-{first.pk}": "3", f"weight-{second.pk}": "1"})
    page = client.get(page_of(framework)).content.decode()

    assert (saved.status_code, links()) == (302, [("First", 3), ("Second", 1)])
    assert ("75 %" in page, "25 %" in page) == (True, True)
    seen = {f"seen-{first.pk}": "3", f"seen-{second.pk}": "1"}
    client.post(page_of(framework, old), {f"weight-{second.pk}": "1", **seen})
    assert links() == [("Second", 1)]


@pytest.mark.parametrize("weight", ["0", "-1", "half", "1001", "1.5"])
def test_a_weight_that_is_none(
    client: Client, framework: Framework, old: FrameworkElement, weight: str
) -> None:
    client.force_login(member(framework.authority))
    new = FrameworkElementFactory(framework=framework)

    answer = client.post(page_of(framework, old), {f"weight-{new.pk}": weight})

    assert answer.status_code == 422
    assert "Write a whole number from 1 to 1000, or leave it empty." in answer.content.decode()
    assert f'value="{weight}"' in answer.content.decode()
    assert links() == []


def test_what_somebody_else_changed_meanwhile_is_not_undone(
    client: Client, framework: Framework, old: FrameworkElement
) -> None:
    client.force_login(member(framework.authority))
    new = FrameworkElementFactory(framework=framework, names={"en": "New"})
    Crosswalk.objects.create(old=old, new=new, weight=5)

    answer = client.post(page_of(framework, old), {f"weight-{new.pk}": "1"})

    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile." in answer.content.decode()
    assert links() == [("New", 5)]


def test_back_to_an_earlier_framework(framework: Framework, old: FrameworkElement) -> None:
    new = FrameworkElementFactory(framework=framework)

    with pytest.raises(DomainError, match="came before"):
        crosswalks.continue_as(new, old.framework, {old.pk: 1}, seen={}, by=None)


def test_a_share_by_what_lies_above_and_what_is_lost(
    client: Client, framework: Framework, old: FrameworkElement
) -> None:
    client.force_login(member(framework.authority))
    FrameworkElementFactory(framework=old.framework, parent=old, names={"en": "Inner"})
    FrameworkElementFactory(framework=old.framework, names={"en": "Lost"})
    Crosswalk.objects.create(old=old, new=FrameworkElementFactory(framework=framework))

    lines = client.get(page_of(framework)).context["lines"]

    assert [(str(line.element), len(line.shares), line.itself) for line in lines] == [
        ("The old aim", 1, True),
        ("Inner", 1, False),
        ("Lost", 0, False),
    ]


def test_an_authority_edits_its_own_crosswalk(
    client: Client, framework: Framework, old: FrameworkElement
) -> None:
    client.force_login(member(AuthorityFactory()))

    assert client.get(page_of(framework)).status_code == 200
    assert client.get(page_of(framework, old)).status_code == 403


def test_the_crosswalk_costs_the_same_for_one_element_and_three(
    client: Client, framework: Framework, old: FrameworkElement
) -> None:
    client.force_login(member(framework.authority))

    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    def make() -> None:
        one = FrameworkElementFactory(framework=old.framework)
        Crosswalk.objects.create(old=one, new=FrameworkElementFactory(framework=framework))

    make()
    pages = [page_of(framework), page_of(framework, old)]
    first = [queries(page) for page in pages]
    make()
    make()
    assert [queries(page) for page in pages] == first
