"""The thread's pages: what each audience sees, gaps, filters, bad input, and what they cost."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchanges.enums import ExchangeStatus
from partnerships.enums import AgreementStatus, ElementKind
from partnerships.models import Crosswalk, Framework, FrameworkElement
from partnerships.thread import predecessors_of, successors_of, thread_of
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.exchanges import ExchangeFactory
from tests.factories.grants import AwardFactory, CallFactory
from tests.factories.partnerships import (
    AgreementFactory,
    FrameworkElementFactory,
    FrameworkFactory,
    NetworkMembershipFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def aim() -> FrameworkElement:
    return FrameworkElementFactory(kind=ElementKind.AIM)


def exchange(aim: FrameworkElement, when: str | None = "2026", **values: Any) -> Any:
    values = {"status": ExchangeStatus.COMPLETED} | values
    made = ExchangeFactory(
        authority=aim.framework.authority, period=UncertainDate(when) if when else None, **values
    )
    made.elements.add(aim)
    return made


def gap_of(aim: FrameworkElement, today: date = TODAY, months: int = 18) -> Any:
    thread = thread_of(aim.framework, AnonymousUser(), office=False, today=today, months=months)
    return thread.rows[0].gap


def address(aim: FrameworkElement, audience: str = "public", pk: bool = False) -> str:
    slug = aim.framework.slug
    if pk:
        return reverse(f"partnerships:{audience}:element_thread", args=[slug, aim.pk])
    return reverse(f"partnerships:{audience}:framework_thread", args=[slug])


def test_drafts_are_for_the_office_of_their_authority(client: Client, aim: FrameworkElement) -> None:
    partnership = PartnershipFactory(authority=aim.framework.authority)
    draft = AgreementFactory(partnership=partnership, names={"en": "A draft"})
    signed = AgreementFactory(
        partnership=partnership, names={"en": "A signed one"}, status=AgreementStatus.SIGNED
    )
    for agreement in (draft, signed):
        agreement.elements.add(aim)
    client.force_login(member(aim.framework.authority))

    public = client.get(address(aim, pk=True)).content.decode()
    office = client.get(address(aim, "officer", pk=True)).content.decode()

    assert ("A draft" in public, "A signed one" in public) == (False, True)
    assert ("A draft" in office, "A signed one" in office) == (True, True)


def test_everything_that_is_tagged_is_told(client: Client, aim: FrameworkElement) -> None:
    exchange(aim, cost=1000, currency="SEK")
    NetworkMembershipFactory(authority=aim.framework.authority).elements.add(aim)
    call = CallFactory(authority=aim.framework.authority)
    call.elements.add(aim)
    AwardFactory(decision__application__call=call)
    thread = thread_of(aim.framework, member(aim.framework.authority), office=True, today=TODAY)

    kinds = [deed.kind for deed, _ in thread.rows[0].shares]

    assert kinds == ["Network", "Exchange", "Call", "Grant"]
    assert ("Costs of exchanges", "SEK") in thread.total.money


def test_a_gap_is_said_with_its_threshold(aim: FrameworkElement) -> None:
    assert gap_of(aim).last is None
    exchange(aim, "2025-06-30", status=ExchangeStatus.COMPLETED)
    assert gap_of(aim) is None
    assert gap_of(aim, months=6).last.active == date(2025, 6, 30)
    exchange(aim, "2024/..", status=ExchangeStatus.ONGOING)
    assert gap_of(aim, months=6) is None


def test_what_has_no_date_closes_no_gap_and_is_said(client: Client, aim: FrameworkElement) -> None:
    exchange(aim, None)

    gap = gap_of(aim)

    assert (gap.last, gap.undated) == (None, 1)
    assert "1 thing has no certain date" in client.get(address(aim)).content.decode()


@pytest.mark.parametrize("status", [ExchangeStatus.CANCELLED, ExchangeStatus.PLANNED])
def test_what_has_not_taken_place_is_nothing_done(aim: FrameworkElement, status: str) -> None:
    exchange(aim, status=status)

    assert thread_of(aim.framework, AnonymousUser(), office=False, today=TODAY).total.deeds == 0


def test_by_year_and_in_the_words_of_the_successor(client: Client, aim: FrameworkElement) -> None:
    new = FrameworkElementFactory(
        framework=FrameworkFactory(authority=aim.framework.authority, predecessor=aim.framework),
        names={"en": "The new aim"},
    )
    Crosswalk.objects.create(old=aim, new=new)
    exchange(aim, "2023")
    exchange(aim, "2024")

    page = client.get(address(aim), {"words": new.framework.slug, "year": "2023"})
    thread = page.context["thread"]

    assert "The new aim" in page.content.decode()
    assert (thread.total.deeds, thread.tagged.deeds, thread.year) == (1, 1, 2023)
    assert client.get(address(new), {"words": "nothing"}).status_code == 200


def test_what_is_not_continued_is_kept_as_a_rest(aim: FrameworkElement) -> None:
    old = aim.framework
    lost = FrameworkElementFactory(framework=old)
    new = FrameworkFactory(authority=old.authority, predecessor=old)
    Crosswalk.objects.create(old=aim, new=FrameworkElementFactory(framework=new))
    exchange(aim)
    exchange(lost)

    thread = thread_of(old, AnonymousUser(), office=False, today=TODAY, chain=successors_of(old)[0])

    assert thread.rest is not None
    assert (thread.rest.direct.deeds, thread.tagged.deeds, thread.before.deeds) == (1, 2, 2)


@pytest.mark.parametrize(
    "query", [{"year": "soon"}, {"months": "-3"}, {"months": "1e9"}, {"words": "<b>"}, {"year": "99999"}]
)
def test_what_cannot_be_understood_is_said_beside_its_field(
    client: Client, aim: FrameworkElement, query: dict[str, str]
) -> None:
    page = client.get(address(aim), query)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == list(query)


def test_an_element_of_another_framework_is_not_found(client: Client, aim: FrameworkElement) -> None:
    other = FrameworkElementFactory()

    page = client.get(reverse("partnerships:public:element_thread", args=[aim.framework.slug, other.pk]))

    assert page.status_code == 404


@pytest.mark.parametrize("audience", ["public", "officer"])
@pytest.mark.parametrize("inner", [False, True])
def test_the_thread_costs_the_same_for_one_of_each_and_three(
    client: Client, aim: FrameworkElement, audience: str, inner: bool
) -> None:
    client.force_login(member(aim.framework.authority))
    page = address(aim, audience, pk=inner)

    def make() -> None:
        exchange(aim)
        AgreementFactory(status=AgreementStatus.SIGNED).elements.add(aim)
        NetworkMembershipFactory(authority=aim.framework.authority).elements.add(aim)
        call = CallFactory(authority=aim.framework.authority)
        call.elements.add(aim)
        AwardFactory(decision__application__call=call)
        FrameworkElementFactory(framework=aim.framework)

    def queries() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    make()
    one = queries()
    make()
    make()
    assert queries() == one


def test_frameworks_that_replace_each_other_end(aim: FrameworkElement) -> None:
    """The database cannot hold a circle back that two officers make at once; the reading must still end."""
    old = aim.framework
    new = FrameworkFactory(predecessor=old)
    Framework.objects.filter(pk=old.pk).update(predecessor=new)
    Crosswalk.objects.create(old=aim, new=FrameworkElementFactory(framework=new))

    assert successors_of(old) == [[new]]
    assert predecessors_of(new) == [old]


def test_three_generations_are_told_in_the_words_of_the_last(aim: FrameworkElement) -> None:
    first = aim.framework
    second = FrameworkFactory(authority=first.authority, predecessor=first)
    third = FrameworkFactory(authority=first.authority, predecessor=second)
    middle = FrameworkElementFactory(framework=second, kind=ElementKind.AIM)
    left, right = (FrameworkElementFactory(framework=third, kind=ElementKind.AIM) for _ in range(2))
    Crosswalk.objects.create(old=aim, new=middle)
    Crosswalk.objects.create(old=middle, new=left, weight=3)
    Crosswalk.objects.create(old=middle, new=right, weight=1)
    exchange(aim, "2015")
    exchange(middle, "2020")
    exchange(left, "2026")

    before = predecessors_of(third)
    thread = thread_of(third, AnonymousUser(), office=False, today=TODAY, before=before)

    assert before == [second, first]
    assert [(origin, tally.deeds) for origin, tally in thread.origins] == [
        (third, 1),
        (second, 1),
        (first, 1),
    ]
    assert [row.direct.deeds_text for row in thread.rows] == ["2.5", "0.5"]
    assert (thread.total.deeds, thread.tagged.deeds, thread.before.deeds) == (3, 3, 3)
