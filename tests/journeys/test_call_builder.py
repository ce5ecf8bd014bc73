"""An officer sets up the region's travel scholarship from nothing, and an applicant meets its rules.

The call is the first of the real ones (``fixtures/calls/01-vgr-internationella-resestipendier.json``): half of the
cost at most, two rounds a year, a jury that proposes and a head of culture who decides, a report two months later.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, expect_heading, pictures, sign_in
from tests.journeys.test_pages import violations

pytestmark = pytest.mark.journey

PROGRAMME = "International travel scholarships"
CALL = "International travel scholarships from scratch"
OFFICE = "/office/calls/international-travel-scholarships-from-scratch-2027/"
PUBLIC = "/calls/international-travel-scholarships-from-scratch-2027/"
LOCAL = ZoneInfo("Europe/Stockholm")
WELL = "You live and work in Västra Götaland."
HALF = re.compile("at most 50 %")


def test_officer_sets_up_a_call_and_its_rules_stop_a_wrong_draft(visit: Visitors) -> None:
    page = visit("officer@vgr.example")
    begin(page)
    describe(page)
    set_money(page)
    set_rounds(page)
    ask(page)
    demand(page)
    say_who_decides(page)
    say_what_is_owed(page)
    publish(page)
    apply(visit())


def look(page: Page, name: str) -> None:
    """Keep pictures of the page on a desk and on a phone, and let axe look at it."""
    pictures(page, name)
    assert list(violations(page, name)) == []


def save(page: Page, button: str = "Add") -> None:
    """Press the form's button, and be sent on."""
    before = page.url
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda url: url.partition("#")[0] != before.partition("#")[0])


def texts(page: Page, group: str, english: str, swedish: str = "") -> None:
    """Write a text in English, and in Swedish where it is given."""
    place = page.get_by_role("group", name=re.compile(f"^{re.escape(group)}", re.I))
    place.get_by_role("textbox", name="English").fill(english)
    if swedish:
        place.get_by_role("textbox", name="Swedish").fill(swedish)


def begin(page: Page) -> None:
    """Add the programme, and begin its first call."""
    page.goto("/office/calls/")
    page.get_by_role("link", name="Programmes").click()
    page.get_by_role("link", name="New programme").click()
    texts(page, "Name", PROGRAMME, "Internationella resestipendier")
    page.get_by_label(re.compile("^A call every year", re.I)).check()
    save(page)
    page.goto("/office/calls/new/")
    page.get_by_label(re.compile("^Programme", re.I)).select_option(label=PROGRAMME)
    texts(page, "Title", CALL, "Internationella resestipendier")
    page.get_by_label(re.compile("^Year of the edition", re.I)).fill("2027")
    save(page, "Begin the call")
    expect_heading(page, CALL)
    look(page, "builder-1-begun")


def describe(page: Page) -> None:
    """Say what it is for."""
    page.goto(OFFICE + "edit/texts/")
    texts(page, "Purpose", "Meet colleagues abroad and bring something home.", "Möt kollegor i andra länder.")
    save(page, "Save")


def set_money(page: Page) -> None:
    """Set the budget of the year."""
    page.goto(OFFICE + "edit/amounts/")
    page.get_by_label(re.compile("^Budget of the call", re.I)).fill("200 000")
    save(page, "Save")
    look(page, "builder-2-money")


def set_rounds(page: Page) -> None:
    """Write down both rounds, and open the call now for a month."""
    for day, decision in (("03-15", "May"), ("09-15", "November")):
        page.goto(OFFICE + "parts/windows/new/")
        page.get_by_label(re.compile("^The deadline is", re.I)).select_option(value="yearly")
        page.get_by_label(re.compile("^Day of the year", re.I)).fill(day)
        page.get_by_label(re.compile("^Decision", re.I)).fill(decision)
        save(page)
    expect(page.get_by_text("Application: every year on 15 September").first).to_be_visible()
    page.goto(OFFICE + "edit/window/")
    now = datetime.now(LOCAL)
    for label, moment in (("Opens", now - timedelta(days=1)), ("Closes", now + timedelta(days=30))):
        page.get_by_label(re.compile(f"^{label}", re.I)).first.fill(f"{moment:%Y-%m-%dT12:00}")
    save(page, "Save")
    look(page, "builder-3-windows")


def ask(page: Page) -> None:
    """Ask for what is needed."""
    questions = [
        ("What is the journey called?", "short_text"),
        ("What do you want to develop?", "long_text"),
        ("What does it cost, and who pays?", "budget"),
        ("How much do you apply for?", "money"),
        ("Your merits", "file"),
    ]
    for words, kind in questions:
        page.goto(OFFICE + "questions/new/")
        page.get_by_label("Kind", exact=True).select_option(value=kind)
        texts(page, "Question", words)
        save(page)
    look(page, "builder-4-form")


def demand(page: Page) -> None:
    """Choose rules from the catalogue, with a preview of each sentence; two of them stand in a combination."""
    choose(page, "largest share", "Largest share of the cost")
    page.get_by_label(re.compile("^Largest share", re.I)).fill("50")
    expect(page.locator("#rule-preview").get_by_text(HALF)).to_be_visible()
    look(page, "builder-5-preview")
    save(page, "Add the rule")

    choose(page, "judge", "For the officer to judge")
    texts(page, "The rule in words", WELL, "Du bor och är verksam i Västra Götaland.")
    texts(page, "Why a person has to judge it", "Nobody keeps a register of where artists work.")
    save(page, "Add the rule")

    choose(page, "one of these", "One of these")
    save(page, "Add the rule")
    expect(page.get_by_text("At least 2 rules stand inside this one.").first).to_be_visible()
    for is_first in (True, False):
        page.get_by_role("link", name=re.compile("^Add a rule inside")).first.click()
        if is_first:
            page.get_by_role("link", name="A file is attached", exact=True).click()
            page.get_by_label(re.compile("^Question", re.I)).select_option(label="Your merits")
            texts(page, "Name of the document", "Your merits")
        else:
            page.get_by_role("link", name="A question is answered", exact=True).click()
            page.get_by_label(re.compile("^Question", re.I)).select_option(
                label="What do you want to develop?"
            )
            texts(page, "The rule in words", "You say what you want to develop.")
        save(page, "Add the rule")
    expect(page.get_by_text("At least 2 rules stand inside this one.")).to_have_count(0)
    look(page, "builder-6-rules")


def choose(page: Page, words: str, title: str) -> None:
    """Look for a kind of rule in the catalogue, and take it."""
    page.goto(OFFICE + "rules/")
    page.get_by_role("link", name="Add a rule", exact=True).click()
    page.get_by_role("searchbox", name="Search").last.fill(words)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name=title, exact=True).click()
    expect_heading(page, title)


def say_who_decides(page: Page) -> None:
    """Name what is assessed, the jury and the head of culture."""
    for words in ("Artistic merits", "Intention of the journey"):
        page.goto(OFFICE + "parts/criteria/new/")
        texts(page, "Criterion", words)
        page.get_by_label(re.compile("^Weight", re.I)).fill("50")
        save(page)
    for words, role in (("Jury of regional developers", "proposes"), ("Head of culture", "decides")):
        page.goto(OFFICE + "parts/bodies/new/")
        texts(page, "Body", words)
        page.get_by_label(re.compile("^Role", re.I)).select_option(value=role)
        save(page)
    look(page, "builder-7-assessment")


def say_what_is_owed(page: Page) -> None:
    """Say how it is paid, and when the report is due."""
    page.goto(OFFICE + "parts/instalments/new/")
    page.get_by_label(re.compile("^Share", re.I)).fill("100")
    page.get_by_label(re.compile("^Due", re.I)).select_option(value="award")
    save(page)
    page.goto(OFFICE + "parts/duties/new/")
    page.get_by_label(re.compile("^Duty", re.I)).select_option(value="final")
    page.get_by_label(re.compile("^Counted from", re.I)).select_option(value="stated_end")
    page.get_by_label(re.compile("^Months", re.I)).fill("2")
    save(page)
    look(page, "builder-8-payment")


def publish(page: Page) -> None:
    """See that nothing is missing, and publish."""
    page.get_by_role("link", name=re.compile("^Next: Check and publish")).click()
    expect(page.get_by_role("main").get_by_text("To do")).to_have_count(0)
    look(page, "builder-9-check")
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("The call is now “Published”.")).to_be_visible()


def apply(page: Page) -> None:
    """Read the conditions without an account; a draft that asks for a krona too much is stopped, and the right one not."""
    page.goto(PUBLIC)
    for words in (HALF, WELL, "Jury of regional developers", "2 months after"):
        expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
    look(page, "builder-10-public")
    page.get_by_role("link", name="Apply").first.click()
    sign_in(page, "artist@applicant.example")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("What is the journey called?").fill("To Vilnius")
    page.get_by_label("What do you want to develop?").fill("Choir singing.")
    costs, income = page.get_by_role("table").nth(0), page.get_by_role("table").nth(1)
    for table, what, total in ((costs, "Journey", "10 000"), (income, "Own money", "4 999")):
        table.locator("tbody input:not(.amount-input)").first.fill(what)
        table.locator("tbody input.amount-input").first.fill(total)
    page.get_by_label("How much do you apply for?").fill("5 001")
    page.get_by_label("Your merits").set_input_files(
        {"name": "merits.txt", "mimeType": "text/plain", "buffer": b"Sang in Riga."}
    )
    expect(page.locator(".file-list").get_by_text("merits.txt").first).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect_heading(page, "Check your answers")
    expect(page.get_by_role("main").get_by_text(HALF).first).to_be_visible()
    page.get_by_role("button", name="Hand in the application").click()
    expect(page.get_by_role("alert").get_by_text(HALF).first).to_be_visible()
    look(page, "builder-11-stopped")
    page.get_by_role("link", name="Your application").first.click()
    page.get_by_label("How much do you apply for?").fill("5 000")
    page.get_by_role("table").nth(1).locator("tbody input.amount-input").first.fill("5 000")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
