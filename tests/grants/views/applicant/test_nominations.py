"""Nominating, and the answer to it, as browsers meet it."""

import pytest
from django.urls import reverse

from grants.enums import CallRoute
from grants.models import Application, Call, Nomination
from portal.accounts.domain.invitations import digest_of
from portal.accounts.enums import Role
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import RepresentationFactory, member
from tests.factories.participants import NominationFactory
from tests.people import confirmed, token_in


@pytest.fixture
def nominating(call: Call) -> Call:
    call.route = CallRoute.NOMINATION
    call.save(update_fields=["route"])
    return call


def browser(user: object = None) -> StrictClient:
    client = StrictClient()
    if user is not None:
        client.force_login(user)  # type: ignore[arg-type]
    return client


def test_from_the_nomination_to_the_case(nominating: Call) -> None:
    acting = RepresentationFactory()
    body, visitor = browser(acting.user), browser()
    page = reverse("grants:applicant:nomination_list", args=[nominating.slug])
    said = {
        "organisation": acting.organisation.pk,
        "name": "Inga",
        "email": "inga@example.org",
        "reasons": "The best sculptor.",
        "rank": "1",
    }

    public = visitor.get(nominating.get_absolute_url()).text
    listed = body.post(
        reverse("grants:applicant:nomination_add", args=[nominating.slug]), said, follow=True
    ).text
    link = reverse("grants:public:nomination_link", args=[token_in(Message.objects.get())])
    asked = visitor.get(link).text
    home = browser(confirmed("inga@example.org"))
    answer = home.post(link)

    application = Application.objects.get()
    assert (page in public, "/start/" in public) == (True, False)
    assert "inga@example.org has been told." in listed
    assert "Decline the nomination" in asked
    assert answer.url == application.get_absolute_url()  # type: ignore[attr-defined]
    assert "Accepted" in body.get(page).text
    office = browser(member(nominating.authority, Role.OFFICER))
    told = office.get(reverse("grants:officer:call_nominations", args=[nominating.slug])).text
    assert "The best sculptor." in told
    assert "Not handed in yet" in told


def test_nomination_add_says_what_is_wrong_beside_the_field(nominating: Call) -> None:
    acting = RepresentationFactory()

    page = browser(acting.user).post(
        reverse("grants:applicant:nomination_add", args=[nominating.slug]),
        {"organisation": acting.organisation.pk, "name": "Inga", "email": acting.user.email, "reasons": "x"},
    )

    assert page.status_code == 422
    assert page.context["form"].errors["email"] == ["This is your own address: nobody nominates themselves."]


def test_nomination_link_is_declined_without_an_account(nominating: Call) -> None:
    NominationFactory(call=nominating, token_digest=digest_of("secret"))
    link = reverse("grants:public:nomination_link", args=["secret"])

    page = browser().post(link, {"decline": "yes"}, follow=True)

    assert "This nomination has been declined." in page.text
    assert Nomination.objects.get().declined_at is not None


def test_nomination_withdraw_ends_the_link(nominating: Call) -> None:
    acting = RepresentationFactory()
    made = NominationFactory(
        call=nominating, organisation=acting.organisation, token_digest=digest_of("secret")
    )

    browser(acting.user).post(
        reverse("grants:applicant:nomination_withdraw", args=[nominating.slug, made.pk])
    )

    assert (
        "withdrawn by the organisation"
        in browser().get(reverse("grants:public:nomination_link", args=["secret"])).text
    )


@pytest.mark.parametrize("count", [1, 3])
def test_nominations_at_the_office_cost_the_same_queries(
    nominating: Call, count: int, django_assert_max_num_queries: object
) -> None:
    NominationFactory.create_batch(count, call=nominating)
    client = browser(member(nominating.authority, Role.OFFICER))

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(reverse("grants:officer:call_nominations", args=[nominating.slug]))
