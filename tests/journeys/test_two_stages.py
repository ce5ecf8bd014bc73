"""A call with two stages: an expression of interest, the officer's answer by mail, the full application."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import mail
from tests.journeys.browsing import Visitors, expect_heading
from tests.journeys.plain import wait_for
from tests.journeys.test_call_builder import save
from tests.journeys.test_draft_survives import ABOUT, ARTIST, BUS, OFFICER, TITLE, begin, number_of, open_call
from tests.journeys.test_people import look
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

REASON = "The idea serves both regions."


def test_an_expression_of_interest_becomes_a_full_application(visit: Visitors, portal: RunningPortal) -> None:
    call = open_call(portal, "Two stages")
    officer, page = visit(OFFICER), visit(ARTIST)
    make_two_stages(officer, portal, call)
    page.goto(call.replace("/office/", "/"))
    expect(page.get_by_text("until 1 January 2089").first).to_be_visible()
    look(page, "stages-1-call")
    begin(page, call)
    expect(page.get_by_text("closes 1 January 2089, 00:00").first).to_be_visible()
    page.get_by_label(TITLE).fill("Choirs over the border")
    page.get_by_label(ABOUT).fill("Two choirs meet.")
    page.get_by_role("button", name="Save and continue").click()
    expect_heading(page, "Check your answers")
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
    reference = page.url.rstrip("/").split("/")[-2]

    accept(officer, reference)

    message = wait_for(lambda: mail.sent(portal, to=ARTIST, about=REASON), what="mail")[0]
    assert "has been answered" in message["Subject"]
    page.goto("/my/")
    page.get_by_role("link", name="Choirs over the border").first.click()
    expect(page.get_by_text(f"Reason: {REASON}")).to_be_visible()
    look(page, "stages-4-invited")
    page.get_by_role("main").get_by_role("link", name="The project").click()
    expect(page.get_by_text("closes 1 July 2089, 00:00").first).to_be_visible()
    expect(page.get_by_label(ABOUT)).to_have_count(0)
    expect(page.get_by_label(TITLE)).to_have_value("Choirs over the border")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label(BUS).fill("300")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
    officer.goto(f"/office/applications/{reference}/")
    expect(officer.get_by_role("main").get_by_role("link", name="Screen", exact=True)).to_be_visible()
    officer.get_by_role("link", name="Version 1").click()
    expect(officer.get_by_text("Two choirs meet.").first).to_be_visible()


def make_two_stages(page: Page, portal: RunningPortal, call: str) -> None:
    """The officer gives each stage its window, and says which questions come with the full application alone."""
    for kind, day in (("Expression of interest", "2088-12-31"), ("Full application", "2089-06-30")):
        page.goto(f"{call}parts/windows/new/")
        page.get_by_label("What is handed in").select_option(label=kind)
        page.get_by_label(re.compile("^Closes", re.I)).first.fill(day)
        save(page)
    for label, stage in ((ABOUT, "With the expression of interest"), (BUS, "With the full application")):
        page.goto(f"{call}questions/{number_of(portal, call, label)}/")
        page.get_by_label("When it is asked").select_option(label=stage)
        save(page, "Save")


def accept(page: Page, reference: str) -> None:
    """The officer reads the expression of interest and accepts it."""
    page.goto(f"/office/applications/{reference}/")
    page.get_by_role("main").get_by_role("link", name="Answer the expression of interest").click()
    page.get_by_label("Accept: invite to the full application").check()
    page.get_by_label("Reason").fill(REASON)
    look(page, "stages-2-answer")
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("The answer is recorded, and the applicant is told.")).to_be_visible()
    look(page, "stages-3-case")
