"""What the journeys have in common: a browser that notices trouble, signing in, words, and pictures."""

import gettext
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PICTURES = CHECKOUT / "screenshots"
# The first draws pages as the others do, with a third less work: it has no windows of its own.
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PASSWORD = "demo"
WIDE, NARROW = 1280, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
LOCALES = {"en": "en-GB", "sv": "sv-SE"}
# Said too about every page that answers "that was not right" on purpose, and about a saving that the next page cuts
# off: what it carried goes with the form.
NO_TROUBLE = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
# Milliseconds that a page may take to come to what is expected of it, on a machine that tests on all its cores.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """Return where Chromium is.

    Raises:
        LookupError: when it is not there, with how to get it.
    """
    for program in PROGRAMS:
        if path := shutil.which(program):
            return path
    raise LookupError(
        "The journeys need Chromium and found none. On Debian: sudo apt-get install "
        "chromium-headless-shell; on Ubuntu: sudo snap install chromium; on a Mac: brew install --cask chromium."
    )


class Visitors:
    """Opens the portal for people, each with a browser of their own, and remembers whatever went wrong in it."""

    def __init__(self, browser: Browser, address: str, states: dict[str, dict[str, object]]) -> None:
        self.browser = browser
        self.address = address
        self.states = states
        self.contexts: list[BrowserContext] = []
        self.trouble: list[str] = []

    def __call__(
        self,
        email: str = "",
        *,
        language: str = "en",
        width: int = WIDE,
        javascript: bool = True,
        dark: bool = False,
    ) -> Page:
        """Return a page on the portal's home, signed in where an address is given.

        Parameters: ``language`` is what the reader has chosen ("en", "sv"); ``width`` of the window in CSS pixels.
        """
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale=LOCALES[language],
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            storage_state=self.states.get(email) if email else None,  # type: ignore[arg-type]
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.watch(page, email or "a visitor")
        if email and email not in self.states:
            page.goto("/accounts/login/?next=/privacy/")
            sign_in(page, email)
            self.states[email] = context.storage_state()  # type: ignore[assignment]
        return page

    def watch(self, page: Page, who: str) -> None:
        """Remember what the page complains about: errors of scripts, refused content, answers that are our fault."""

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and not message.text.startswith(NO_TROUBLE):
                self.trouble.append(f"{who} at {page.url}: {message.text}")

        def answered(response: Response) -> None:
            is_part = response.request.resource_type != "document"
            if response.status >= 500 or (response.status == 404 and is_part):
                self.trouble.append(f"{who} at {page.url}: {response.status} for {response.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.trouble.append(f"{who} at {page.url}: {error}"))
        page.on("response", answered)

    def leave(self) -> None:
        """Close all windows."""
        for context in self.contexts:
            context.close()


def sign_in(page: Page, email: str) -> None:
    """Fill in the form for signing in and wait until the portal has let the person in."""
    page.get_by_label(re.compile("e-?mail|e-?post", re.I)).first.fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("^(sign in|log in|logga in)$", re.I)).click()
    page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/accounts/login"))


def words(language: str) -> Callable[[str], str]:
    """Return how to say the interface's English sentences in another language: what a reader of it sees."""
    if language == "en":
        return lambda text: text
    return gettext.translation("django", CHECKOUT / "locale", [language], fallback=True).gettext


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page as it is now, at its own width, for people to look at.

    Not where what a run leaves behind is thrown away: a fifth of a browser's time goes into its pictures.
    """
    if os.environ.get("CI"):
        return
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{width_of(page)}.png", full_page=True)


def pictures(page: Page, name: str) -> None:
    """Keep a picture of the whole page on a desk and on a phone."""
    before = width_of(page)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        picture(page, name)
        expect_no_sideways_scroll(page)
    page.set_viewport_size({"width": before, "height": HEIGHTS[before]})


def width_of(page: Page) -> int:
    """Return how wide the window is, in CSS pixels."""
    return page.viewport_size["width"] if page.viewport_size else WIDE


def expect_no_sideways_scroll(page: Page) -> None:
    """Assert that nothing sticks out of the window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width_of(page), f"{page.url} is {wide} pixels wide"


def expect_heading(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait for the page with this title."""
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()


def choose(group: Locator, label: str) -> None:
    """Choose one of a group's radio buttons or boxes by its label."""
    group.get_by_label(label, exact=True).check()


def sentence(text: str) -> re.Pattern[str]:
    """Return what finds a sentence of the interface at the beginning of a text, whatever fills its gaps."""
    return re.compile("^\\s*" + re.sub(r"%\\?\(\w+\\?\)[sd]", ".+", re.escape(text)))
