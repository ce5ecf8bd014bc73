"""A culture officer edits an agreement: finds it, changes it, meets a colleague's edit, and brings it into force."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import Visitors, expect_heading, pictures

pytestmark = pytest.mark.journey

NAMES = {"officer@vgr.example": "Olivia Handläggare", "admin@vgr.example": "Adina Administratör"}
TITLE = re.compile("draft arrangement with North East England|utkast till överenskommelse")
ADDRESS = "/office/agreements/demo-north-east-england-draft/"
MINE = "Varje part tar emot minst tre konstnärer från den andra regionen under ett kalenderår."
THEIRS = "Varje part tar emot minst fyra konstnärer från den andra regionen vartannat år."
COSTS = "Värden betalar logi, arbetsplats och lokala resor. Den sändande parten betalar resan dit och hem."


def test_officer_edits_an_agreement_and_brings_it_into_force(visit: Visitors) -> None:
    page = visit("officer@vgr.example")
    find_in_register(page)
    edit_basics(page)
    edit_one_article(page)

    colleague = visit("admin@vgr.example")
    edit_whole_text_at_the_same_time(page, colleague)
    expect_history(page)

    take_step(page, "Open the negotiation", "In negotiation")
    take_step(page, "Record the signing", "Signed", signed="12 March 2026")
    say_how_long_it_holds(page)
    take_step(page, "Put in force", "In force")
    expect_public(visit())


def find_in_register(page: Page) -> None:
    """Open the register, search, and open the draft."""
    page.goto("/office/")
    pictures(page, "officer-1-desk")
    page.goto("/office/agreements/")
    expect_heading(page, re.compile("Agreements"))
    page.get_by_role("search", name="Filters").get_by_role("searchbox").fill("nordöstra utkast")
    row = page.get_by_role("row", name=TITLE)
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)  # the heads, and the draft
    pictures(page, "officer-2-register")
    row.get_by_role("link", name=TITLE).click()
    expect_heading(page, TITLE)
    pictures(page, "officer-3-agreement")


def edit_basics(page: Page) -> None:
    """Give the draft its number, in place of the section."""
    section = page.get_by_role("region", name="What it is")
    section.get_by_role("link", name=re.compile("Edit")).click()
    page.get_by_label("Diary number").fill("KN 2026-00117")
    page.get_by_role("button", name="Save").click()
    expect(section.get_by_text("KN 2026-00117")).to_be_visible()


def edit_one_article(page: Page) -> None:
    """Change the fourth article in its place."""
    page.get_by_role("link", name=re.compile("Edit article 4")).click()
    swedish = text_box(page.get_by_role("main"))
    swedish.fill(COSTS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text(COSTS)).to_be_visible()


def text_box(place: Locator, language: str = "Swedish") -> Locator:
    """Return where the text of the one article in this place is written in a language."""
    return place.get_by_role("group", name="Text").get_by_role("textbox", name=language)


def edit_whole_text_at_the_same_time(page: Page, colleague: Page) -> None:
    """Two people open the same text; the second to save chooses, article by article."""
    for each in (page, colleague):
        each.goto(ADDRESS)
        each.get_by_role("link", name="Edit the whole text").click()
        expect_heading(each, "The whole text")

    text_box(colleague.get_by_role("region", name="§ 3")).fill(THEIRS)
    text_box(colleague.get_by_role("region", name="§ 5")).fill("Parterna möts två gånger om året.")
    colleague.get_by_role("button", name="Save the text").click()
    expect(colleague.get_by_role("main").get_by_text(THEIRS)).to_be_visible()

    text_box(page.get_by_role("region", name="§ 3")).fill(MINE)
    text_box(page.get_by_role("region", name="§ 2")).fill("Samarbetet gäller alla konstområden.")
    page.get_by_role("button", name="Save the text").click()
    expect_heading(page, "Somebody else saved this while you were editing")
    expect(page.get_by_text(THEIRS).first).to_be_visible()
    expect(page.get_by_text(MINE).first).to_be_visible()
    pictures(page, "officer-4-conflict")

    undecided = page.get_by_role("group", name=re.compile("^§ 3"))
    undecided.get_by_role("radio", name=re.compile("^Keep what stands now")).check()
    page.get_by_role("button", name="Save what I chose").click()

    expect_heading(page, TITLE)
    article = page.get_by_role("article", name=re.compile("^§ 3"))
    expect(article.get_by_text(THEIRS)).to_be_visible()
    expect(page.get_by_text(MINE)).to_have_count(0)
    expect(page.get_by_text("Samarbetet gäller alla konstområden.")).to_be_visible()
    expect(page.get_by_text("Parterna möts två gånger om året.")).to_be_visible()


def expect_history(page: Page) -> None:
    """The history says who changed what, old beside new."""
    page.goto(f"{ADDRESS}history/")
    main = page.get_by_role("main")
    expect(main.get_by_text("KN 2026-00117").first).to_be_visible()
    expect(main.get_by_text(re.compile("vart|vartannat")).first).to_be_visible()
    for email in ("officer@vgr.example", "admin@vgr.example"):
        expect(main.get_by_text(name_of(page, email)).first).to_be_visible()
    pictures(page, "officer-5-history")
    page.goto(ADDRESS)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("dialog", name="History")).to_be_visible()
    page.keyboard.press("Escape")


def name_of(page: Page, email: str) -> re.Pattern[str]:
    """Return how the demonstration's people are called in the history: by name, or by address."""
    return re.compile(f"{NAMES[email]}|{re.escape(email)}")


def take_step(page: Page, words: str, state: str, signed: str = "") -> None:
    """Take one step of the agreement's life, with the day of the signing where it is asked for."""
    page.goto(ADDRESS)
    page.get_by_role("link", name=words).click()
    expect_heading(page, words)
    if signed:
        page.get_by_label(re.compile("^signed( \\(optional\\))?$", re.I)).fill(signed)
        pictures(page, "officer-6-signing")
    page.get_by_role("button", name=words).click()
    expect(page.get_by_text(f"The agreement is now “{state}”.")).to_be_visible()


def say_how_long_it_holds(page: Page) -> None:
    """Putting it in force is refused with a sentence until somebody has said from when and until when it holds."""
    page.goto(ADDRESS)
    page.get_by_role("link", name="Put in force").click()
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("alert").get_by_text("Say first from when and until when")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name=re.compile("^Edit Signing and validity")).click()
    page.get_by_label(re.compile("^valid from", re.I)).fill("April 2026")
    page.get_by_label(re.compile("^valid until", re.I)).fill("end of 2029")
    page.get_by_role("button", name="Save").click()
    expect(
        page.get_by_role("region", name="Signing and validity").get_by_text(re.compile("2029"))
    ).to_be_visible()


def expect_public(visitor: Page) -> None:
    """Everybody can read the agreement now, with the text that was chosen."""
    visitor.goto("/agreements/")
    visitor.get_by_role("link", name=TITLE).first.click()
    expect_heading(visitor, TITLE)
    expect(visitor.get_by_text("In force").first).to_be_visible()
    pictures(visitor, "officer-7-public")
