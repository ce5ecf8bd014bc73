"""The form in a browser: counted as on the server, asked as the answers say, kept without a connection."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.grants.counted import COUNTED
from tests.journeys.browsing import CHECKOUT, NARROW, Visitors, expect_heading, pictures, sign_in
from tests.journeys.plain import Client, signed_in
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

SLUG = "form-of-every-kind"
# The officer's own form, question after question: kind, what else is said of it.
QUESTIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("What is it called?", "short_text", {"meaning": "title", "max_length": "60"}),
    (
        "Describe the project",
        "long_text",
        {"in_all_languages": "on", "count_in": "words", "max_length": "12"},
    ),
    ("Do children take part?", "yes_no", {}),
    ("How many children?", "number", {"shown_if": "do-children-take-part:yes"}),
    ("When does it take place?", "period", {}),
    ("Where does the applicant live?", "country", {}),
    ("Now the people", "heading", {"help_texts_en": "Everybody who travels, and everybody who pays."}),
    ("Who takes part?", "persons", {"fewest": "2"}),
    (
        "Who are the partners?",
        "partners",
        {"sides": "flemish | Vlaamse kant | Côté flamand\nfrench | Franse kant | Côté français"},
    ),
    ("Where do you go?", "places", {}),
    (
        "Budget",
        "budget",
        {
            "cost_categories": "travel | Reizen | Voyages\nfees | Honoraria | Honoraires",
            "budget_parts": "units partners status",
        },
    ),
)


def test_the_browser_counts_as_the_server_does(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=CHECKOUT / "static" / "js" / "counting.js")

    counted = page.evaluate(
        "texts => texts.map(text => [text, counting.characters(text), counting.words(text)])",
        [text for text, _characters, _words in COUNTED],
    )

    page.close()
    assert [tuple(one) for one in counted] == COUNTED


def call_of_every_kind(portal: RunningPortal) -> None:
    """Let an officer make a call whose form asks for everything, and publish it; once for all of these journeys."""
    office = signed_in(portal, "officer@vlaanderen.example")
    address = f"/office/calls/{SLUG}-2031/"
    if office.get(address).status == 200:
        return
    page = office.get("/office/calls/new/")
    programme = re.search(r'name="programme".*?<option value="(\d+)"', page.text, re.S)
    assert programme, page.text[:500]
    names = [("programme", programme[1]), ("names_en", "Form of every kind"), ("year", "2031")]
    done = office.post("/office/calls/new/", [*names, ("names_nl", "Formulier"), ("names_fr", "Formulaire")])
    assert (done.status, done.path) == (302, address)
    edit(office, f"{address}edit/basics/", [("languages", "nl"), ("languages", "fr")])
    edit(
        office,
        f"{address}edit/window/",
        [
            ("time_zone", "Europe/Brussels"),
            ("opens_at", "2020-01-01T09:00"),
            ("closes_at", "2090-01-01T09:00"),
        ],
    )
    for label, kind, said in QUESTIONS:
        fields = [("labels_en", label), ("kind", kind), ("required", "on"), ("section_en", "Everything")]
        for name, value in said.items():
            parts = value.split() if name == "budget_parts" else [value]
            fields += [(name, part) for part in parts]
        done = office.post(f"{address}questions/new/", fields)
        assert done.status == 302, done.text
    edit(office, f"{address}step/published/", [])


def edit(office: Client, address: str, fields: list[tuple[str, str]]) -> None:
    """Post a form of the office with what it carries for itself and what is already in it."""
    page = office.get(address)
    assert page.status == 200, f"{address}: {page.status}"
    hidden = re.findall(r'<input type="hidden" name="(version)" value="([^"]*)"', page.text)
    names = re.findall(r'<input[^>]*name="((?:names|summary)_\w+)"[^>]*value="([^"]+)"', page.text)
    done = office.post(address, [*hidden[:1], *names, ("year", "2031"), *fields])
    assert done.status == 302, done.text


@pytest.fixture
def section(portal: RunningPortal, visit: Visitors) -> Page:
    """The one section of a new draft, in the artist's browser."""
    call_of_every_kind(portal)
    page = visit("artist@applicant.example")
    page.goto(f"/my/applications/start/{SLUG}-2031/")
    begin(page)
    return page


def begin(page: Page) -> None:
    """Begin an application, and open the one section of its form."""
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go on writing").click()
    expect_heading(page, "Everything")


TITLE = "What is it called?"
SAVED = re.compile("/save/$")


def title(page: Page, text: str) -> None:
    """Write the title, and wait until the draft has saved itself."""
    with page.expect_response(SAVED):
        page.get_by_label(TITLE).fill(text)
    expect(page.locator("#saved")).to_contain_text(re.compile(r"^\s*Saved \d\d:\d\d"))


def test_a_form_of_every_kind_is_filled_in_and_looked_at(section: Page, tmp_path: Path) -> None:
    page = section
    expect(page.get_by_label("How many children?")).to_be_hidden()
    page.get_by_role("group", name="Do children take part?").get_by_label("Yes").check()
    page.get_by_label("How many children?").fill("12")
    page.get_by_label(TITLE).fill("Koren over de grens")
    dutch = page.get_by_role("group", name="Describe the project").get_by_label("Dutch")
    dutch.fill("Koren uit Gent en Rijsel zingen samen, zowel bij ons als bij hen thuis.")
    expect(page.locator(".char-count.over")).to_have_text("14 of 12 words")
    dutch.fill("Koren uit Gent en Rijsel zingen samen.")
    expect(page.locator(".char-count.over")).to_have_count(0)
    when = page.get_by_role("group", name="When does it take place?")
    when.get_by_label("First day").fill("2031-03-15")
    when.get_by_label("Last day").fill("2031-03-14")
    expect(page.get_by_text("The period ends before it starts. Check both days.")).to_be_visible()
    when.get_by_label("Last day").fill("2031-03-18")
    page.get_by_label("Where does the applicant live?").select_option(label="Belgium")
    people = page.get_by_role("group", name="Who takes part?")
    people.get_by_label("Name").nth(0).fill("Åsa Öst")
    people.get_by_label("Country of residence").nth(0).select_option(label="Sweden")
    people.get_by_label("Name").nth(1).fill("Jan Peeters")
    people.get_by_role("button", name="Add another").click()
    expect(page.get_by_role("group", name="Who takes part?").get_by_label("Name").nth(2)).to_be_visible()
    partners = page.get_by_role("group", name="Who are the partners?")
    partners.get_by_label("Name").fill("KVS")
    partners.get_by_label("Side", exact=True).select_option("flemish")
    partners.get_by_label("Part of the amount applied for").fill("1.234,50")
    places = page.get_by_role("group", name="Where do you go?")
    places.get_by_label("City or place").fill("Rijsel")
    places.get_by_label("Country", exact=True).select_option(label="France")
    budget = page.get_by_role("group", name=re.compile("^Budget"))
    budget.get_by_label("Costs, line 1: what").fill("Bus")
    budget.get_by_label("Kind", exact=True).first.select_option("travel")
    budget.get_by_label("Number of units").first.fill("3")
    budget.get_by_label("Price of a unit").first.fill("1 000")
    expect(page.locator("#budget-totals")).to_contain_text("EUR 3,000")
    pictures(page, "form-of-every-kind")

    page.goto(page.url.split("form/")[0] + "check/")
    expect(page.get_by_text("The text is still missing in: French.").first).to_be_visible()
    expect(page.get_by_text("15 March 2031 – 18 March 2031")).to_be_visible()
    pictures(page, "form-of-every-kind-check")


def test_what_is_typed_without_a_connection_is_sent_when_one_comes_back(section: Page) -> None:
    page = section
    page.set_viewport_size({"width": NARROW, "height": 844})
    title(page, "Before")
    address = page.url
    page.context.set_offline(True)
    page.get_by_label(TITLE).fill("Typed on the train")
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection.")
    pictures(page, "form-offline")
    page.close(run_before_unload=False)

    back = section.context.new_page()
    section.context.set_offline(False)
    back.goto(address)

    expect(back.get_by_label(TITLE)).to_have_value("Typed on the train")
    expect(back.locator("#saved")).to_contain_text("What you typed without a connection has been saved.")
    assert back.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft:'))") == []


def test_what_two_browsers_typed_is_shown_side_by_side_when_one_was_offline(
    section: Page, visit: Visitors
) -> None:
    page = section
    title(page, "Before")
    address = page.url
    page.context.set_offline(True)
    page.get_by_label(TITLE).fill("From the train")
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection.")
    phone = visit("artist@applicant.example", width=NARROW)
    phone.goto(address)
    title(phone, "From the phone")
    page.close(run_before_unload=False)

    section.context.set_offline(False)
    back = section.context.new_page()
    back.goto(address)

    expect_heading(back, "Everything")
    expect(back.locator(".their-text")).to_have_text("From the phone")
    expect(back.get_by_label(TITLE)).to_have_value("From the train")
    pictures(back, "form-merge")


def test_what_is_typed_before_the_scripts_have_come_is_saved_when_they_do(section: Page) -> None:
    page = section
    held: list[Route] = []
    page.route("**/js/drafts*.js", lambda route: held.append(route))
    with page.expect_request("**/js/drafts*.js"):
        page.goto(page.url, wait_until="commit")
    page.get_by_label(TITLE).fill("Sooner than the scripts")

    with page.expect_response(SAVED):
        held[0].continue_()

    page.unroute("**/js/drafts*.js")
    page.reload()
    expect(page.get_by_label(TITLE)).to_have_value("Sooner than the scripts")


def test_signing_out_leaves_nothing_of_a_draft_in_the_browser(portal: RunningPortal, visit: Visitors) -> None:
    # A session of its own: the others go on with theirs.
    call_of_every_kind(portal)
    page = visit()
    page.goto(f"/accounts/login/?next=/my/applications/start/{SLUG}-2031/")
    sign_in(page, "artist@applicant.example")
    begin(page)
    page.context.set_offline(True)
    page.get_by_label(TITLE).fill("Mine alone")
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection.")
    before = page.evaluate("localStorage.length")
    page.context.set_offline(False)

    other = page.context.new_page()
    other.goto("/privacy/")
    other.locator("summary", has=other.locator(".account-name")).click()
    page.close(run_before_unload=False)
    other.get_by_role("button", name="Sign out").click()

    assert (before, other.evaluate("localStorage.length")) == (1, 0)
