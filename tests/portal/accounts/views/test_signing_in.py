"""Signing up and in, through the pages."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import PASSWORD, UserFactory, member
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db
SIGNUP = {
    "name": "Łucja Ångström",
    "email": "lucja@example.org",
    "password1": "en lång och bra mening",
    "password2": "en lång och bra mening",
    "language": "sv",
}


@pytest.fixture(autouse=True)
def _no_attempts_before() -> None:
    cache.clear()


def known(**fields: object) -> User:
    user = UserFactory(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: StrictClient, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def test_signup_keeps_name_and_language_and_mails_in_that_language(client: StrictClient) -> None:
    client.post("/accounts/signup/", SIGNUP)

    user = User.objects.get()
    message = Message.objects.get()
    assert (user.name, user.language, user.email) == (SIGNUP["name"], "sv", SIGNUP["email"])
    assert (message.to, message.language, message.subject) == (user.email, "sv", "Bekräfta din e-postadress")


def test_signup_with_a_mistake_keeps_what_was_typed(client: StrictClient) -> None:
    page = client.post("/accounts/signup/", {**SIGNUP, "password2": "something else"})

    assert page.status_code == 200
    assert 'value="Łucja Ångström"' in page.text
    assert User.objects.count() == 0


def test_signup_is_confirmed_by_the_link_in_the_mail(client: StrictClient) -> None:
    client.post("/accounts/signup/", SIGNUP)
    link = re.search(r"http://\S+?(/accounts/confirm-email/\S+)", Message.objects.get().body)
    assert link is not None

    page = client.get(link[1])
    client.post(link[1])

    assert page.status_code == 200
    assert EmailAddress.objects.get().verified


def test_sign_in_works_in_any_letter_case(client: StrictClient) -> None:
    user = known(email="Officer@Example.org")

    answer = sign_in(client, "OFFICER@example.ORG")

    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(user.pk))


def test_sign_in_returns_to_the_place_where_the_session_ended(client: StrictClient) -> None:
    user = known()
    asked = client.get("/my/profile/?from=mail")

    answer = sign_in(client, user.email, next="/my/profile/?from=mail")

    assert asked["Location"] == "/accounts/login/?next=/my/profile/%3Ffrom%3Dmail"
    assert answer["Location"] == "/my/profile/?from=mail"


def test_sign_in_never_leads_to_another_site(client: StrictClient) -> None:
    answer = sign_in(client, known().email, next="https://evil.example/")

    assert answer["Location"] == "/"


def test_sign_in_of_a_colleague_leads_to_the_desk(client: StrictClient) -> None:
    officer = member(AuthorityFactory())
    EmailAddress.objects.create(user=officer, email=officer.email, verified=True, primary=True)

    assert sign_in(client, officer.email)["Location"] == "/office/"


def test_sign_in_is_stopped_for_the_account_after_five_wrong_passwords(client: StrictClient) -> None:
    user, neighbour = known(), known()
    for _attempt in range(5):
        sign_in(client, user.email, "wrong")

    page = sign_in(client, user.email)

    assert "too many attempts" in page.text
    assert sign_in(client, neighbour.email).status_code == 302


def test_reset_goes_through_the_outbox_once_however_often_it_is_sent(client: StrictClient) -> None:
    user = known(language="sv")

    client.post("/accounts/password/reset/", {"email": user.email})

    message = Message.objects.get()
    assert (message.to, message.language, message.subject) == (user.email, "sv", "Välj ett nytt lösenord")


def test_reset_for_an_unknown_address_answers_the_same(client: StrictClient) -> None:
    known_answer = client.post("/accounts/password/reset/", {"email": known().email})
    unknown_answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert known_answer["Location"] == unknown_answer["Location"]


def test_model_backend_finds_the_account_by_its_index() -> None:
    user = known(email="someone@example.org")

    with CaptureQueriesContext(connection) as queries:
        found = authenticate(None, username="SomeOne@example.org", password=PASSWORD)

    assert found == user
    assert 'LOWER("accounts_user"."email") = (LOWER(' in queries[0]["sql"]


@override_settings(DEMO=False)
def test_colleague_without_a_second_step_is_let_nowhere_else(client: StrictClient) -> None:
    client.force_login(member(AuthorityFactory()))

    answer = client.get("/organisations/")
    page = client.get("/accounts/2fa/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert page.status_code == 200
    assert "a password alone is not enough" in page.text


@override_settings(DEMO=False)
def test_colleague_with_a_second_step_goes_on(client: StrictClient) -> None:
    officer = member(AuthorityFactory())
    TOTP.activate(officer, generate_totp_secret())
    client.force_login(officer)

    assert client.get("/organisations/").status_code == 200


@override_settings(DEMO=False)
def test_superuser_needs_a_second_step(client: StrictClient) -> None:
    client.force_login(UserFactory(is_superuser=True))

    assert client.get("/organisations/")["Location"] == "/accounts/2fa/"


@override_settings(DEMO=False)
def test_applicant_needs_no_second_step(client: StrictClient) -> None:
    client.force_login(known())

    assert client.get("/my/profile/").status_code == 200


@override_settings(DEMO=False)
def test_colleague_cannot_take_the_last_second_step_away() -> None:
    from portal.accounts.adapters import MFAAdapter

    officer = member(AuthorityFactory(), Role.AUDITOR)
    TOTP.activate(officer, generate_totp_secret())
    authenticator = Authenticator.objects.get(user=officer, type="totp")

    assert MFAAdapter().can_delete_authenticator(authenticator) is False


def test_language_switch_is_kept_in_the_profile(client: StrictClient) -> None:
    user = known(language="en")
    client.force_login(user)

    client.post("/i18n/setlang/", {"language": "sv", "next": "/organisations/"})

    user.refresh_from_db()
    assert user.language == "sv"


def test_language_switch_ignores_what_the_portal_does_not_speak(client: StrictClient) -> None:
    user = known(language="en")
    client.force_login(user)

    client.post("/i18n/setlang/", {"language": "xx", "next": "/organisations/"})

    user.refresh_from_db()
    assert user.language == "en"
