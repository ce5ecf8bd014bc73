"""The same three jobs in a browser without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import NARROW, Visitors, expect_heading, pictures, sign_in, words
from tests.journeys.test_administrator import order
from tests.journeys.test_officer import text_box

pytestmark = pytest.mark.journey

ADDRESS = "/office/agreements/demo-midtjylland-draft/"
ONE_MINUTE = 60_000


def test_officer_edits_an_agreement_without_javascript(visit: Visitors) -> None:
    page = visit("officer@midtjylland.example", javascript=False)
    colleague = visit("officer@midtjylland.example", javascript=False)
    page.goto("/office/agreements/")
    filters = page.get_by_role("group").filter(has=page.get_by_role("search", name="Filters"))
    page.get_by_text("Search and filter").click()
    filters.get_by_role("searchbox").fill("working agreement")
    filters.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("draft joint working agreement|udkast til fælles")).click()

    for each in (page, colleague):
        each.goto(f"{ADDRESS}text/")
    article(colleague, 3).fill("Kosten deles efter aftale.")
    colleague.get_by_role("button", name="Save the text").click()
    expect(colleague.get_by_text("Kosten deles efter aftale.")).to_be_visible()
    article(page, 3).fill("Hver part betaler halvdelen.")
    page.get_by_role("button", name="Save the text").click()
    expect_heading(page, "Somebody else saved this while you were editing")
    pictures(page, "without-javascript-conflict")
    page.get_by_role("group", name=re.compile("^§ 3")).get_by_role(
        "radio", name=re.compile("^Keep yours")
    ).check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.get_by_text("Hver part betaler halvdelen.")).to_be_visible()

    page.get_by_role("link", name="History").click()
    expect_heading(page, re.compile("History"))
    page.goto(ADDRESS)
    page.get_by_role("link", name="Open the negotiation").click()
    page.get_by_role("button", name="Open the negotiation").click()
    expect(page.get_by_text("The agreement is now “In negotiation”.")).to_be_visible()


def article(page: Page, number: int) -> Locator:
    """Return where the Danish text of an article is written."""
    return text_box(page.get_by_role("region", name=f"§ {number}"), "Danish")


def test_applicant_applies_without_javascript(visit: Visitors) -> None:
    say = words("sv")
    page = visit(language="sv", width=NARROW, javascript=False)
    page.goto("/calls/")
    page.get_by_role("link", name="Gästateljé i Querétaro (demonstration)").click()
    page.get_by_role("link", name=say("Apply")).first.click()
    sign_in(page, "artist@applicant.example")
    page.get_by_role("button", name=say("Begin"), exact=True).click()
    page.get_by_role("link", name=say("Go on writing")).click()

    page.get_by_label("Vad vill du arbeta med?").fill("Väv och kaktusfiber")
    page.get_by_label("Motivering").fill("Jag vill lära mig av vävarna i Querétaro.")
    page.get_by_label("När vill du resa?").fill("våren 2027")
    page.get_by_label("Hur mycket söker du?").fill("abc")
    go_on = page.get_by_role("button", name=say("Save and continue"))
    go_on.click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Hur mycket söker du?")).to_have_value("abc")
    page.get_by_label("Hur mycket söker du?").fill("25 000")
    pictures(page, "without-javascript-section")
    go_on.click()

    samples = {"name": "arbetsprov.txt", "mimeType": "text/plain", "buffer": "Bilder på väv".encode()}
    page.get_by_label("Arbetsprover").set_input_files(samples)
    page.get_by_role("button", name=say("Upload")).click()
    expect(page.get_by_text("arbetsprov.txt").first).to_be_visible()
    page.get_by_label("Jag intygar att uppgifterna stämmer.").check()
    go_on.click()
    expect_heading(page, say("Check your answers"))
    page.get_by_role("button", name=say("Hand in the application")).click()
    expect_heading(page, say("Your application has arrived"))


def test_administrator_orders_the_annual_report_without_javascript(visit: Visitors) -> None:
    say = words("sv")
    page = visit("admin@vgr.example", language="sv", javascript=False)
    order(page, "2024")
    # The page asks again by itself, every few seconds.
    expect(page.get_by_role("link", name=say("Download the report"))).to_be_visible(timeout=ONE_MINUTE)
    expect(page.get_by_role("link", name=say("Download the figures"))).to_be_visible()
