"""The Flemish–French call of 2020: two leads in two browsers, two languages, two signatures, two administrations."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import NARROW, Visitors, expect_heading, pictures
from tests.journeys.plain import signed_in
from tests.journeys.test_form import edit
from tests.journeys.test_pages import violations
from tests.journeys.test_people import link_to
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

SLUG, DOCUMENT = "flanders-french-community-2020", "fixtures/calls/05-flanders-french-community-2020.json"
# The other way round than in test_people: each invited person finds one link in the mail.
LEAD, CO_LEAD = "artist@applicant.example", "museum@applicant.example"
CONTRACT = {"name": "contract.txt", "mimeType": "text/plain", "buffer": b"Signed by both."}


def look(page: Page, name: str) -> None:
    """Keep pictures of the page, and let axe look at it."""
    pictures(page, name)
    assert list(violations(page, name)) == []


def look_at_form(page: Page, name: str) -> None:
    """Save a section and look at it, then open it anew: axe leaves style attributes, which a later saving would copy."""
    with page.expect_navigation():
        page.locator(".form-foot button[name=go][value=stay]").click()
    look(page, name)
    page.reload()


def test_two_leads_hand_in_one_joint_application(visit: Visitors, portal: RunningPortal) -> None:
    opened(portal)
    lead, co_lead = visit(LEAD), visit(CO_LEAD, width=NARROW)
    look_at_the_call(visit())
    reference = begin(lead)
    write_in_dutch(lead, reference)
    ask_the_other_lead(lead, reference)
    accept(co_lead, portal, reference)
    write_in_french(co_lead, reference)
    see_what_is_missing(lead, reference)
    sign(co_lead, reference)
    sign(lead, reference)
    hand_in(lead, reference)
    for officer in ("officer@vlaanderen.example", "officer@cfwb.example"):
        see_the_case(visit(officer), reference)


def opened(portal: RunningPortal) -> None:
    """Read the call in from its document; an officer opens it and publishes it."""
    portal.manage("call_import", DOCUMENT)
    office, address = signed_in(portal, "officer@vlaanderen.example"), f"/office/calls/{SLUG}/"
    clocks = [
        ("time_zone", "Europe/Brussels"),
        ("opens_at", "2020-01-01T09:00"),
        ("closes_at", "2090-01-01T09:00"),
    ]
    edit(office, f"{address}edit/window/", clocks)
    edit(office, f"{address}step/published/", [])


def look_at_the_call(page: Page) -> None:
    """Anybody reads the call with what it demands, without an account."""
    page.goto(f"/calls/{SLUG}/")
    expect(page.get_by_text("Exactly one partner of each side is its lead.").first).to_be_visible()
    look(page, "joint-1-call")


def begin(page: Page) -> str:
    """The first lead begins an application in Dutch."""
    page.goto(f"/my/applications/start/{SLUG}/")
    page.get_by_label(re.compile("^I myself")).check()
    page.get_by_label("Dutch").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url(re.compile(r"/my/applications/[\w-]+/$"))
    return page.url.rstrip("/").rpartition("/")[2]


def section(page: Page, reference: str, number: int) -> None:
    """Open a section of the form."""
    page.goto(f"/my/applications/{reference}/form/{number}/")


def save(page: Page) -> None:
    """Press the button that saves and goes on."""
    with page.expect_navigation():
        page.locator("button[name=go][value=next]").click()


def write_in_dutch(page: Page, reference: str) -> None:
    """The first lead writes the Dutch text, names both partners, and fills in the money and the contract."""
    section(page, reference, 1)
    page.locator('[name="q-title.nl"]').fill("Samen spelen")
    page.locator('[name="q-description.nl"]').fill("Een voorstelling in beide talen.")
    page.locator('[name="q-period.start"]').fill("2020-09-01")
    page.locator('[name="q-period.end"]').fill("2021-05-31")
    save(page)
    section(page, reference, 2)
    page.locator('[name="q-kind"][value="association"]').check()
    for row, (name, region, side) in enumerate(
        [("De Studio", "BE-VLG", "nl"), ("Théâtre du Parc", "BE-BRU", "fr")]
    ):
        page.locator('[name^="q-partners."][name$=".name"]').nth(row).fill(name)
        page.locator('[name^="q-partners."][name$=".region"]').nth(row).select_option(region)
        page.locator('[name^="q-partners."][name$=".side"]').nth(row).select_option(side)
        lead = page.locator('[name^="q-partners."][name$=".is_lead"]')
        lead.nth(row).select_option("yes")
        if row == 0:
            with page.expect_navigation():
                page.locator('button[name="add-row"]').first.click()
    page.locator('[name^="q-partners."][name$=".municipality"]').last.fill("Brussel")
    look_at_form(page, "joint-2-partners")
    save(page)
    section(page, reference, 3)
    page.locator('[name="q-budget-cost-what"]').first.fill("Productie")
    page.locator('[name="q-budget-cost-amount"]').first.fill("20 000")
    page.locator('[name="q-budget-income-what"]').first.fill("Kaartverkoop")
    page.locator('[name="q-budget-income-amount"]').first.fill("7 999,99")
    page.locator('[name="q-requested"]').fill("12 000,01")
    expect(page.get_by_text("The amount is at most 60").first).to_be_visible()
    expect(page.get_by_text("The budget balances.")).to_be_visible()
    look_at_form(page, "joint-3-a-cent-too-much")
    page.locator('[name="q-budget-income-amount"]').first.fill("8 000")
    page.locator('[name="q-requested"]').fill("12 000")
    save(page)
    section(page, reference, 4)
    page.locator('input[type="file"]').first.set_input_files(CONTRACT)
    expect(page.locator(".file-list").get_by_text("contract.txt").first).to_be_visible()


def ask_the_other_lead(page: Page, reference: str) -> None:
    """The first lead asks the lead of the French-speaking side."""
    page.goto(f"/my/applications/{reference}/people/add/")
    page.get_by_label("Name", exact=True).fill("Ariel Artist")
    page.get_by_label("E-mail address").fill(CO_LEAD)
    page.get_by_label("Lead of another side", exact=True).check()
    page.locator("[name=side]").select_option("fr")
    page.get_by_label("May change the answers").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation is on its way to {CO_LEAD}.")).to_be_visible()


def accept(page: Page, portal: RunningPortal, reference: str) -> None:
    """The other lead accepts on the phone."""
    page.goto(link_to(portal, CO_LEAD))
    page.get_by_role("button", name="Accept the invitation").click()
    page.wait_for_url(f"**/my/applications/{reference}/")


def write_in_french(page: Page, reference: str) -> None:
    """The other lead writes the French text on the phone, beside the Dutch one."""
    section(page, reference, 1)
    expect(page.locator('[name="q-title.nl"]')).to_have_value("Samen spelen")
    page.locator('[name="q-title.fr"]').fill("Jouer ensemble")
    page.locator('[name="q-description.fr"]').fill("Un spectacle dans les deux langues.")
    look_at_form(page, "joint-4-french")
    save(page)


def see_what_is_missing(page: Page, reference: str) -> None:
    """Only the signatures are missing now."""
    page.goto(f"/my/applications/{reference}/check/")
    expect(page.get_by_text(re.compile("signature is still missing|is signed by")).first).to_be_visible()
    look(page, "joint-5-check")


def sign(page: Page, reference: str) -> None:
    """A lead reads the whole text and signs it."""
    page.goto(f"/my/applications/{reference}/sign/")
    page.get_by_role("button", name=re.compile("^Sign as")).click()
    expect(page.get_by_text("You have signed.")).to_be_visible()


def hand_in(page: Page, reference: str) -> None:
    """The first lead hands in."""
    page.goto(f"/my/applications/{reference}/check/")
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")
    look(page, "joint-6-receipt")


def see_the_case(page: Page, reference: str) -> None:
    """An officer of each administration finds the case in the list and reads both languages."""
    page.goto("/office/applications/")
    expect(page.get_by_role("link", name=re.compile("Samen spelen")).first).to_be_visible()
    page.goto(f"/office/applications/{reference}/")
    for text in ("Samen spelen", "Jouer ensemble", "contract.txt"):
        expect(page.get_by_text(text).first).to_be_visible()
    look(page, "joint-7-case")
