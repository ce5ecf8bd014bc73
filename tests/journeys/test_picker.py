"""Choosing out of a register with the keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visitors

pytestmark = pytest.mark.journey

EDIT, MERGE = "/office/organisations/aros/edit/facts/", "/office/organisations/aros/merge/"


def test_officer_picks_with_the_keyboard(visit: Visitors) -> None:
    page = visit("officer@vgr.example")
    page.goto(EDIT)
    box = page.locator("#id_parent")
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    options = page.locator("#id_parent_list").get_by_role("option")

    box.fill("muse")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("muse")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    name = options.first.evaluate("one => one.firstChild.textContent")
    box.press("Enter")

    expect(box).to_have_value(name)
    assert page.url.endswith(EDIT)


def test_officer_picks_without_javascript(visit: Visitors) -> None:
    page = visit("officer@vgr.example", javascript=False)
    page.goto(MERGE)

    page.locator("#id_duplicate_find").fill("museum")
    page.locator("#id_duplicate_find").press("Enter")

    expect(page.get_by_text("matches for “museum”").first).to_be_visible()
    page.locator("#id_duplicate").select_option(index=1)
    page.get_by_role("button", name="Show what would move").click()
    expect(page.get_by_role("heading", name="What moves")).to_be_visible()
