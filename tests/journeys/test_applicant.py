"""An artist applies on a phone, in Swedish; the officer and the decision maker do their part; the artist reads it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import mail
from tests.journeys.browsing import (
    NARROW,
    Visitors,
    expect_heading,
    expect_no_sideways_scroll,
    picture,
    sentence,
    sign_in,
    words,
)
from tests.journeys.plain import wait_for
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

ARTIST = "artist@applicant.example"
CALL = "Utbytesstöd med partnerregioner (demonstration)"
PROJECT = "Råå till Łódź – vår och höst"
STORY = "Vi möter kollegor i Newcastle, övar ihop i två veckor och visar resultatet på båda sidor."
LATER = " Sedan skriver vi om det."
REASONS = "Projektet är konstnärligt starkt och båda sidor har nytta av det."
SIGNED_OUT = "You had been signed out. What you typed then stands below; look at it and save it."
say = words("sv")


def test_artist_applies_on_a_phone_and_reads_the_decision(
    visit: Visitors, portal: RunningPortal, tmp_path: Path
) -> None:
    page = visit(language="sv", width=NARROW)
    read_call(page)
    begin(page)
    describe_project(page)
    plan(page)
    reckon(page)
    attach(page, tmp_path)
    reference = hand_in(page)
    expect_mail(portal, reference)

    screen(visit("officer@vgr.example", language="sv"), reference)
    decide(visit("decision@vgr.example", language="sv"), reference)
    read_decision(page, reference)


def read_call(page: Page) -> None:
    """Read what the call asks, without an account."""
    page.goto("/calls/")
    expect_no_sideways_scroll(page)
    page.get_by_role("link", name=CALL).click()
    expect_heading(page, CALL)
    expect(page.get_by_text("Beskriv utbytet")).to_be_visible()
    picture(page, "applicant-1-call")
    page.get_by_role("link", name=say("Apply")).first.click()


def begin(page: Page) -> None:
    """Sign in, and begin."""
    picture(page, "applicant-2-sign-in")
    sign_in(page, ARTIST)
    expect_heading(page, say("Begin an application"))
    picture(page, "applicant-3-begin")
    with page.expect_navigation():
        page.get_by_role("button", name=say("Begin"), exact=True).click()
    picture(page, "applicant-4-draft")
    page.get_by_role("link", name=say("Go on writing")).click()


def describe_project(page: Page) -> None:
    """Write what the project is; it saves itself, and the end of the session takes no word away."""
    expect_heading(page, "Projektet")
    page.get_by_label("Vad heter projektet?").fill(PROJECT)
    expect_saved(page)
    page.get_by_role("group", name="Vilken partnerregion").get_by_label("Nordöstra England").check()
    fields = page.get_by_role("group", name="Vilka konstområden")
    fields.get_by_label("Musik").check()
    fields.get_by_label("Kulturarv").check()
    page.get_by_label("Beskriv utbytet").fill(STORY)
    expect_saved(page)

    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Beskriv utbytet").press("End")
    page.get_by_label("Beskriv utbytet").press_sequentially(LATER)
    expect(page.locator("#saved").get_by_text(say("You have been signed out."))).to_be_visible()
    picture(page, "applicant-5-signed-out")
    page.get_by_role("link", name=say("Sign in and go on")).click()
    sign_in(page, ARTIST)
    expect(page.get_by_label("Beskriv utbytet")).to_have_value(STORY + LATER)
    expect(page.get_by_text(say(SIGNED_OUT))).to_be_visible()
    picture(page, "applicant-6-back")
    go_on(page)


def plan(page: Page) -> None:
    """Say who and when, as exactly as it is known."""
    expect_heading(page, "Tid och deltagare")
    page.get_by_label("Hur många personer reser?").fill("tre")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Hur många personer reser?")).to_have_value("tre")
    page.get_by_label("Hur många personer reser?").fill("3")
    page.get_by_label("När börjar utbytet?").fill("2027-03-15")
    page.get_by_label("När kommer partnern på återbesök?").fill("hösten 2027")
    page.get_by_role("group", name="Deltar barn eller unga?").get_by_label(say("Yes")).check()
    page.get_by_label("Webbplats för projektet").fill("https://example.org/råå")
    picture(page, "applicant-7-plan")
    go_on(page)


def reckon(page: Page) -> None:
    """Fill in the budget with numbers as people type them; what cannot be read is kept and explained."""
    expect_heading(page, "Pengar")
    page.get_by_label("Hur mycket söker du?").fill("15 000")
    costs, income = page.get_by_role("table").nth(0), page.get_by_role("table").nth(1)
    write_line(costs, 0, "Resor", "abc")
    write_line(costs, 1, "Logi", "1 234,50")
    write_line(income, 0, "Egna medel", "6 234,50")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("abc").first).to_be_visible()
    expect(amount(costs, 0)).to_have_value("abc")
    expect(amount(costs, 1)).to_have_value("1 234,50")
    picture(page, "applicant-8-budget-problem")

    amount(costs, 0).fill("20 000")
    expect_saved(page)
    expect(page.get_by_text(say("The budget balances."))).to_be_visible()
    picture(page, "applicant-9-budget")
    go_on(page)


def write_line(table: Locator, number: int, what: str, sum_: str) -> None:
    """Fill in one line of one side of the budget."""
    table.locator("tbody input:not(.amount-input)").nth(number).fill(what)
    amount(table, number).fill(sum_)


def amount(table: Locator, number: int) -> Locator:
    """Return where the amount of a line is written."""
    return table.locator("tbody input.amount-input").nth(number)


def attach(page: Page, folder: Path) -> None:
    """Attach a file that is not what its name says, then a right one, and confirm."""
    expect_heading(page, "Bilagor och intyganden")
    wrong = folder / "inbjudan.pdf"
    wrong.write_bytes(b"MZ\x90\x00" + b"\x00" * 2000)
    page.get_by_label("Inbjudan från partnern").set_input_files(wrong)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("inbjudan.pdf").first).to_be_visible()
    picture(page, "applicant-10-wrong-file")

    right = folder / "inbjudan från Łódź.txt"
    right.write_text("Welcome to Łódź! Vi ses i vår.")
    page.get_by_label("Inbjudan från partnern").set_input_files(right)
    expect(page.locator(".file-list").get_by_text("inbjudan från Łódź.txt").first).to_be_visible()
    page.get_by_label("Jag intygar att uppgifterna stämmer.").check()
    picture(page, "applicant-11-attachments")
    go_on(page)


def hand_in(page: Page) -> str:
    """Check the answers, hand in, and return the application's reference."""
    expect_heading(page, say("Check your answers"))
    for text in (PROJECT, STORY + LATER, "hösten 2027", "inbjudan från Łódź.txt"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect_no_sideways_scroll(page)
    picture(page, "applicant-12-check")
    page.get_by_role("button", name=say("Hand in the application")).click()
    expect_heading(page, say("Your application has arrived"))
    picture(page, "applicant-13-receipt")
    found = re.search(r"/my/applications/([\w-]+)/receipt/", page.url)
    assert found
    return found[1]


def expect_mail(portal: RunningPortal, reference: str) -> None:
    """The receipt comes by mail, in Swedish, with the PDF."""
    (message,) = wait_for(lambda: mail.sent(portal, to=ARTIST, about=reference), what="mail")
    assert message["Content-Language"] == "sv"
    assert PROJECT in message.get_body(("plain",)).get_content()
    ((kind, pdf),) = mail.attachments(message)
    assert kind == "application/pdf"
    assert pdf.startswith(b"%PDF-")


def screen(page: Page, reference: str) -> None:
    """The officer finds the case and checks the formal conditions."""
    page.goto("/office/applications/")
    picture(page, "case-1-list")
    page.get_by_role("link", name=re.compile(re.escape(PROJECT))).first.click()
    assert reference in page.url
    picture(page, "case-2-case")
    page.get_by_role("main").get_by_role("link", name=say("Screen"), exact=True).click()
    expect_heading(page, say("Screen the application"))
    for condition in page.get_by_role("main").get_by_role("checkbox").all():
        condition.check()
    page.get_by_label(say("It meets the conditions"), exact=True).check()
    picture(page, "case-3-screening")
    page.get_by_role("button", name=say("Record the screening")).click()
    expect(page.get_by_text(say("The screening is recorded."))).to_be_visible()


def decide(page: Page, reference: str) -> None:
    """The decision maker gives reasons, looks at it once more, and decides."""
    page.goto(f"/office/applications/{reference}/")
    page.get_by_role("main").get_by_role("link", name=say("Decide"), exact=True).click()
    expect_heading(page, say("Decide the application"))
    page.get_by_label(say("Approve"), exact=True).check()
    page.get_by_label(sentence(say("Reasons"))).fill(REASONS)
    picture(page, "case-4-decision")
    page.get_by_role("button", name=say("Go on: check the decision")).click()
    expect_heading(page, say("Check the decision"))
    picture(page, "case-5-check")
    page.get_by_role("button", name=say("Approve the application")).click()
    expect(page.get_by_text(REASONS)).to_be_visible()
    picture(page, "case-6-decided")


def read_decision(page: Page, reference: str) -> None:
    """The artist reads the decision, its reasons and how to appeal."""
    page.goto("/my/")
    picture(page, "applicant-14-overview")
    page.get_by_role("link", name=PROJECT).click()
    assert reference in page.url
    expect(page.get_by_role("region", name=say("The decision")).get_by_text(REASONS)).to_be_visible()
    expect(page.get_by_text(re.compile(r"15.000")).first).to_be_visible()
    expect_no_sideways_scroll(page)
    picture(page, "applicant-15-decision")


def go_on(page: Page) -> None:
    """Save the section and go to the next one."""
    page.get_by_role("button", name=say("Save and continue")).click()


def expect_saved(page: Page) -> None:
    """Wait until the page says that it has saved itself."""
    expect(page.locator("#saved").get_by_text(sentence(say("Saved %(time)s")))).to_be_visible()
