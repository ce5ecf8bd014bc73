"""Somebody at the portal, and what they see of a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import HEIGHTS, NARROW, WIDE, expect_no_sideways_scroll, picture, sentence, words
from tests.journeys.test_pages import BY_LAYOUT, sticking_out, violations

# The demonstration's joint call has its name in Dutch, French and English.
NAMED_IN_ENGLISH = frozenset({"Joint call with the French Community (demonstration)"})
# Words that stand in nearly every English sentence, and in no Swedish one.
ENGLISH = re.compile(r"\b(the|and|been|with|which|this)\b", re.I)


@dataclass(frozen=True)
class At:
    """Somebody at the portal: the window, and the language in which the portal speaks to them."""

    page: Page
    language: str = "en"

    @property
    def main(self) -> Locator:
        """The page without its head and foot."""
        return self.page.get_by_role("main")

    @property
    def say(self) -> Callable[[str], str]:
        """How the portal says an English sentence to this person."""
        return words(self.language)

    def go(self, path: str) -> None:
        """Open a page, which has to be there."""
        answer = self.page.goto(path)
        assert answer is None or answer.status == 200, f"{path} answered {answer.status}"

    def follow(self, text: str) -> None:
        """Follow a link of the page by its words, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.main.get_by_role("link", name=self.say(text)).first.click()

    def press(self, text: str, *, exact: bool = True) -> None:
        """Press a button of the page by its words, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=self.say(text), exact=exact).first.click()

    def submit(self) -> None:
        """Send the only form of the page, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.main.locator(".actions button.btn-primary[type=submit]").first.click()

    def fill(self, name: str, text: str) -> None:
        """Write into a control by its name."""
        self.main.locator(f'[name="{name}"]').first.fill(text)

    def pick(self, name: str, value: str) -> None:
        """Choose one of several answers, or tick a box, by name and value."""
        self.main.locator(f'[name="{name}"][value="{value}"]').check()

    def told(self, text: str) -> None:
        """Wait until the page says a sentence, whatever fills its gaps."""
        expect(self.page.get_by_text(sentence(self.say(text))).first).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page shows a text that somebody wrote."""
        expect(self.main.get_by_text(text).first).to_be_visible()


def look(at: At, name: str) -> None:
    """Keep pictures of the page on a desk and on a phone; axe, the width and the language have nothing to object to.

    The page is opened anew afterwards where it was only read: axe leaves style attributes behind.
    """
    page, found = at.page, []
    before = page.viewport_size
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        picture(page, name)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{name} sticks out at {width}: {sticking_out(page)}")
        found += violations(page, f"{name} at {width}", rules=None if width == WIDE else BY_LAYOUT)
    if at.language != "en":
        found += [f"{name} says in English: {line}" for line in english_lines(page)]
    assert found == [], "\n".join(found)
    if before:
        page.set_viewport_size(before)
    expect_no_sideways_scroll(page)


def english_lines(page: Page) -> list[str]:
    """Return the lines of a page that are English, but for names that nobody has said in Swedish."""
    lines = page.locator("main").inner_text().splitlines()
    return [line for line in lines if ENGLISH.search(line) and line.strip() not in NAMED_IN_ENGLISH]


def case(reference: str, rest: str = "") -> str:
    """Return where a case lies at the office, or a page of it."""
    return f"/office/applications/{reference}/{rest}"
