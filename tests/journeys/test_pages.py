"""Every page of the three areas, found by its links: accessible, as wide as the window, and without complaint."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.browsing import HEIGHTS, NARROW, WIDE, Visitors
from tests.journeys.plain import complete_draft, signed_in
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

# One page of each kind is looked at: two agreements have the same page. A walk that comes to so many has lost its way.
MOST_KINDS = 300
AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Not pages of ours to look at: files, feeds, machines' addresses, the technicians' admin, and what only redirects.
NOT_PAGES = re.compile(
    r"^/(admin|api|documents|health|i18n|static|media|accounts/logout)/|/export/$|^/office/calls/[^/]+/document/$"
    r"|\.(ics|json|csv|docx|xlsx|pdf|rss|atom)$"
)
DARK = re.compile(r"(_list|_detail|_section|home|desk|overview|map)$")
# What another width or theme can change; everything else was asked on the desk.
BY_LAYOUT = [
    "aria-hidden-focus",
    "color-contrast",
    "label",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
BY_THEME = ["color-contrast", "link-in-text-block"]


@dataclass
class Tour:
    """A walk from page to page along the links, one page of each kind."""

    page: Page
    language: str
    areas: tuple[str, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def walk(self, *starts: str) -> None:
        """Look at a page of every kind that can be reached from the starts without leaving the areas."""
        waiting = list(starts)
        while waiting:
            assert len(self.kinds) < MOST_KINDS, "There are more kinds of page than the walk looks at."
            path = waiting.pop(0)
            kind = kind_of(path)
            if not kind or kind in self.kinds or not self.is_inside(path):
                continue
            self.kinds[kind] = path
            waiting += self.look_at(kind, path)

    def walk_on(self, page: Page, *starts: str) -> None:
        """Go on as somebody else, for the pages that only they can open; what was seen leads on."""
        self.page = page
        for start in starts:
            page.goto(start)
            self.walk(*paths(hrefs(page), start))

    def is_inside(self, path: str) -> bool:
        """Tell whether a page belongs to the areas of this walk."""
        area = path.split("/")[1] if path.split("/")[1] in {"my", "office", "accounts"} else "public"
        return area in self.areas

    def look_at(self, kind: str, path: str) -> list[str]:
        """Look at one page on a desk and on a phone, and return where it leads."""
        page = self.page
        page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
        answer = page.goto(path)
        assert answer
        if answer.status != 200:
            self.found.append(f"{path} ({kind}) answered {answer.status}")
            return []
        links = hrefs(page)
        self.found += [f"{path} ({kind}): {problem}" for problem in self.problems(kind)]
        return list(paths(links, path))

    def problems(self, kind: str) -> Iterator[str]:
        """Say what is wrong with the page that is open."""
        page = self.page
        if page.locator("html").get_attribute("lang") != self.language:
            yield f"its language is {page.locator('html').get_attribute('lang')}"
        if not page.title().partition(" – ")[0].strip():
            yield "it has no title"
        if page.locator("h1").count() != 1:
            yield f"it has {page.locator('h1').count()} h1"
        yield from violations(page, f"at {WIDE}")
        page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
            yield f"it is {wide} pixels wide on a phone: {sticking_out(page)}"
        yield from violations(page, f"at {NARROW}", rules=BY_LAYOUT)
        if DARK.search(kind):
            page.emulate_media(color_scheme="dark")
            yield from violations(page, "in the dark", rules=BY_THEME)
            page.emulate_media(color_scheme="light")


def hrefs(page: Page) -> list[str]:
    """Return where the links of the open page lead, as they are written."""
    found: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    return found


def kind_of(path: str) -> str:
    """Return the name of a page's address, or nothing when it is not a page of ours."""
    if NOT_PAGES.search(urlsplit(path).path):
        return ""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def paths(links: Iterable[str], base: str) -> Iterator[str]:
    """Return the paths on this portal that links lead to, without their fragments."""
    for link in links:
        target = urlsplit(urljoin(f"http://portal{base}", link))
        if target.netloc == "portal":
            yield target.path + (f"?{target.query}" if target.query else "")


def violations(page: Page, where: str, rules: list[str] | None = None) -> Iterator[str]:
    """Say what axe objects to, and where on the page; it is brought into a page once, whatever is asked of it there."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found = page.evaluate(
        "options => axe.run(document, options)", {"resultTypes": ["violations"], "runOnly": only}
    )
    for violation in found["violations"]:
        places = "; ".join(
            f"{' '.join(map(str, node['target']))} {node['html'][:160]}" for node in violation["nodes"][:3]
        )
        yield f"{where}: {violation['id']} ({violation['help']}) in {len(violation['nodes'])} places: {places}"


def sticking_out(page: Page) -> str:
    """Return the elements that are wider than the window."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 6).map(one => one.outerHTML.slice(0, 120)).join(' | ')"""
    )


def test_public_pages_are_accessible(visit: Visitors) -> None:
    tour = Tour(visit(language="sv"), "sv", ("public", "accounts"))

    tour.walk("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/search/?q=kultur")

    assert not tour.found, "\n".join(tour.found)
    assert len(tour.kinds) > 20


def test_applicants_pages_are_accessible(visit: Visitors, portal: RunningPortal) -> None:
    museum = signed_in(portal, "museum@applicant.example")
    handed_in, draft = complete_draft(museum), complete_draft(museum)
    museum.post(f"/my/applications/{handed_in}/submit/")
    tour = Tour(visit("museum@applicant.example", language="sv"), "sv", ("my", "accounts"))

    tour.walk(
        "/my/", f"/my/applications/{handed_in}/", f"/my/applications/{draft}/form/3/", "/accounts/email/"
    )

    assert not tour.found, "\n".join(tour.found)
    assert len(tour.kinds) > 10


def test_office_pages_are_accessible(visit: Visitors, portal: RunningPortal) -> None:
    museum = signed_in(portal, "museum@applicant.example")
    handed_in = complete_draft(museum)
    museum.post(f"/my/applications/{handed_in}/submit/")
    tour = Tour(visit("admin@vgr.example", language="en"), "en", ("office",))
    tour.walk("/office/")

    # What only a decision maker can open.
    open_case = f"/office/applications/{handed_in}/"
    tour.walk_on(visit("decision@vgr.example", language="en"), "/office/", "/office/applications/", open_case)

    assert not tour.found, "\n".join(tour.found)
    assert len(tour.kinds) > 40
