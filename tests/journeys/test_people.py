"""Two leads in two browsers: one asks, the other accepts and writes, both sign, and after it is handed in both go on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import mail
from tests.journeys.browsing import Visitors, expect_heading, pictures
from tests.journeys.plain import CALL, complete_draft, signed_in, wait_for
from tests.journeys.test_pages import violations
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

LEAD, CO_LEAD, PARTNER = "museum@applicant.example", "artist@applicant.example", "ana@partner.example"


def look(page: Page, name: str) -> None:
    """Keep pictures of the page, and let axe look at it."""
    pictures(page, name)
    assert list(violations(page, name)) == []


def test_two_leads_sign_and_hand_in_one_application(visit: Visitors, portal: RunningPortal) -> None:
    reference = complete_draft(signed_in(portal, LEAD))
    lead, co_lead, officer = visit(LEAD), visit(CO_LEAD), visit("officer@vgr.example")
    last_counts(officer)
    ask(lead, reference, "Ariel Artist", CO_LEAD, "Lead of another side", writes=True)
    ask(lead, reference, "Ana Partner", PARTNER, "Partner", amount="5 000", writes=False)
    look(lead, "people-1-asked")
    accept(co_lead, portal, reference)
    confirm(visit(), portal)
    sign(lead, reference)
    change(co_lead, reference, "Sound over the North Sea, again")
    see_that_it_is_stale(lead, reference)
    sign(co_lead, reference)
    sign(lead, reference)
    hand_in(lead, reference)
    see_both_signatures(officer, reference)
    ask_for_completion(officer, reference)
    answer(lead, reference)
    hand_in_again(lead, reference)
    see_two_versions(officer, reference)


def last_counts(officer: Page) -> None:
    """The officer lets applicants hand in again until the deadline."""
    officer.goto(f"/office/calls/{CALL}/edit/afterwards/")
    officer.get_by_label("Until the deadline, what is handed in last counts").check()
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_text("Until the deadline, what is handed in last counts").first).to_be_visible()


def ask(
    page: Page, reference: str, name: str, email: str, part: str, *, amount: str = "", writes: bool
) -> None:
    """The lead asks somebody to take part."""
    page.goto(f"/my/applications/{reference}/people/add/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(part, exact=True).check()
    page.get_by_label("Amount that the partner brings").fill(amount)
    if writes:
        page.get_by_label("May change the answers").check()
    else:
        look(page, f"people-0-{part.split()[0].lower()}")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation is on its way to {email}.")).to_be_visible()


def link_to(portal: RunningPortal, email: str) -> str:
    """Return the link of the mail that somebody got."""

    def found() -> str:
        for message in mail.sent(portal, to=email, about="/participation/"):
            body = message.get_body(("plain",))
            if body and (match := re.search(r"/participation/[\w-]+/", body.get_content())):
                return match[0]
        return ""

    return wait_for(found, what=f"mail to {email}")


def accept(page: Page, portal: RunningPortal, reference: str) -> None:
    """The other lead finds the invitation in the mail and on the own pages, and accepts it."""
    page.goto("/my/")
    expect(page.get_by_role("heading", name="Invitations that wait for you")).to_be_visible()
    look(page, "people-2-overview")
    page.goto(link_to(portal, CO_LEAD))
    look(page, "people-3-link")
    page.get_by_role("button", name="Accept the invitation").click()
    page.wait_for_url(f"**/my/applications/{reference}/")


def confirm(page: Page, portal: RunningPortal) -> None:
    """The partner confirms its part and its money without an account."""
    page.goto(link_to(portal, PARTNER))
    look(page, "people-4-partner")
    page.get_by_role("button", name="I confirm this").click()
    expect(page.get_by_text("Thank you: your part is confirmed.")).to_be_visible()


def sign(page: Page, reference: str) -> None:
    """Somebody reads the whole text and signs it."""
    page.goto(f"/my/applications/{reference}/sign/")
    look(page, "people-5-sign")
    page.get_by_role("button", name=re.compile("^Sign as")).click()
    expect(page.get_by_text("You have signed.")).to_be_visible()


def change(page: Page, reference: str, title: str) -> None:
    """The other lead changes an answer of the same draft."""
    page.goto(f"/my/applications/{reference}/form/1/")
    page.locator("[name=q-title]").fill(title)
    page.locator("button[name=go][value=next]").click()
    page.wait_for_url("**/form/2/")


def see_that_it_is_stale(page: Page, reference: str) -> None:
    """The signature that stands under an earlier text says so."""
    page.goto(f"/my/applications/{reference}/people/")
    expect(page.get_by_text("Signed an earlier text")).to_be_visible()
    look(page, "people-6-stale")


def hand_in(page: Page, reference: str) -> None:
    """The lead checks and hands in."""
    page.goto(f"/my/applications/{reference}/check/")
    look(page, "people-7-check")
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
    look(page, "people-8-receipt")


def see_both_signatures(page: Page, reference: str) -> None:
    """The officer sees who takes part and who has signed."""
    page.goto(f"/office/applications/{reference}/")
    people = page.locator("#people")
    expect(people.get_by_text("Ariel Artist", exact=True)).to_be_visible()
    expect(people.locator("ul").last.get_by_role("listitem")).to_have_count(3)
    look(page, "people-9-case")


def ask_for_completion(page: Page, reference: str) -> None:
    """The officer asks for something that is missing."""
    page.get_by_role("link", name="Ask for a completion").click()
    page.get_by_label("What is missing").fill("The letter of the partner is missing.")
    page.get_by_label("Answer until").fill("2099-01-01T12:00")
    look(page, "people-10-ask")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("The request is with the case")).to_be_visible()


def answer(page: Page, reference: str) -> None:
    """The lead answers with a file."""
    page.goto("/my/")
    look(page, "people-11-waits")
    page.get_by_role("link", name=re.compile("^Complete “")).click()
    page.get_by_label("Message").fill("Here it is.")
    page.get_by_label("Files").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"A letter."}
    )
    look(page, "people-12-answer")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer is with the case.")).to_be_visible()
    page.goto(f"/my/applications/{reference}/")
    expect(page.get_by_text("letter.txt")).to_be_visible()
    look(page, "people-13-case")


def hand_in_again(page: Page, reference: str) -> None:
    """The lead opens what was handed in, changes it, and hands in again under the same number."""
    number = page.locator("dt", has_text="Diary number").locator("xpath=following-sibling::dd").inner_text()
    page.get_by_role("link", name="Change what you handed in").click()
    page.get_by_role("button", name="Open it for changes").click()
    expect(page.get_by_text("That counts until you hand in again")).to_be_visible()
    look(page, "people-14-reopened")
    change(page, reference, "Sound over the North Sea, at last")
    page.goto(f"/my/applications/{reference}/check/")
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
    expect(page.get_by_text(number, exact=True)).to_be_visible()


def see_two_versions(page: Page, reference: str) -> None:
    """The officer accepts the completion and reads the first version."""
    page.goto(f"/office/applications/{reference}/")
    page.get_by_role("button", name=re.compile("^Accept")).click()
    expect(page.get_by_text("The completion is accepted.")).to_be_visible()
    look(page, "people-15-versions")
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text("A later version was handed in; that one counts.")).to_be_visible()
    look(page, "people-16-version")


def test_organisations_page_is_accessible(visit: Visitors) -> None:
    page = visit("museum@applicant.example")

    page.goto("/my/organisations/")
    look(page, "people-17-organisations")
    with page.expect_navigation():
        page.locator("main .row-list a.title").first.click()
    look(page, "people-18-organisation")
