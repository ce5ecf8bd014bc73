"""A passkey is registered and signs in, in a real browser under the strict content security policy."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, sync_playwright

from tests.factories.accounts import PASSWORD, UserFactory
from tests.journeys.browsing import chromium

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
def page(live_server: Any, problems: list[str]) -> Iterator[Page]:
    """Return a page of a browser that holds a virtual passkey device."""
    user = UserFactory(email="person@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    # Playwright runs an event loop in this thread, in which Django refuses to clean up the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        # Passkeys belong to a name, never to a bare address.
        page = browser.new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_passkey_is_registered_and_signs_in_alone(page: Page, problems: list[str]) -> None:
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("[name=login]", "person@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/logout/")
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    page.context.clear_cookies()

    page.goto("/accounts/login/?next=/my/profile/")
    page.click("#passkey_login")
    page.wait_for_url(lambda address: "login" not in address)

    assert "person@example.org" in page.inner_text("main")
    assert problems == []
