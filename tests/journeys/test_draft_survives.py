"""A draft survives whatever happens while somebody writes: nothing typed is lost, and nobody is locked out."""

import os
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import NARROW, Visitors, expect_heading, pictures, sign_in, words
from tests.journeys.plain import CALL, Client, rows, signed_in, wait_for
from tests.journeys.test_form import edit
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

ARTIST = "artist@applicant.example"
OFFICER = "officer@vlaanderen.example"
TITLE, ABOUT, BUS = "What is it called?", "What is it about?", "What does the bus cost?"
PROJECT = "What is the project called?"
PLACE = "Where do you sing?"
SAVED = re.compile(r"/save/$")
CORRECTED = "The form has been corrected since you opened this page. All that you wrote is kept."


@pytest.fixture
def visit_alone(own: RunningPortal, browser: Browser) -> Iterator[Visitors]:
    """Open the portal that is killed; what a page complains about while nobody answers is no trouble."""
    visitors = Visitors(browser, own.address, {})
    yield visitors
    visitors.leave()


def open_call(portal: RunningPortal, name: str) -> str:
    """Let an officer publish a call with two sections, and return the address of its office page."""
    office = signed_in(portal, OFFICER)
    page = office.get("/office/calls/new/")
    programme = re.search(r'name="programme".*?<option value="(\d+)"', page.text, re.S)
    assert programme, page.text[:500]
    made = office.post(
        "/office/calls/new/",
        [
            ("programme", programme[1]),
            ("year", "2032"),
            *((f"names_{code}", name) for code in ("en", "nl", "fr")),
        ],
    )
    assert made.status == 302, made.text
    times = [("opens_at", "2020-01-01T09:00"), ("closes_at", "2090-01-01T09:00")]
    edit(office, f"{made.path}edit/window/", [("time_zone", "Europe/Brussels"), *times])
    ask(office, made.path, TITLE, "short_text", "The project")
    ask(office, made.path, ABOUT, "long_text", "The project")
    ask(office, made.path, BUS, "short_text", "The journey")
    edit(office, f"{made.path}step/published/", [])
    return made.path


def ask(office: Client, call: str, label: str, kind: str, section: str) -> None:
    """Add a question that must be answered to the form of a call."""
    fields = [("labels_en", label), ("kind", kind), ("required", "on"), ("section_en", section)]
    assert office.post(f"{call}questions/new/", fields).status == 302


def number_of(portal: RunningPortal, call: str, label: str) -> int:
    """Return the key of a question of a call."""
    ((pk,),) = rows(
        portal,
        "SELECT q.id FROM grants_question q JOIN grants_call c ON c.id = q.call_id "
        "WHERE c.slug = %s AND q.labels->>'en' = %s",
        call.strip("/").rpartition("/")[2],
        label,
    )
    return int(pk)


def begin(page: Page, call: str) -> None:
    """Begin an application, and open the first section of its form."""
    page.goto(f"/my/applications/start/{call.strip('/').rpartition('/')[2]}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go on writing").click()
    expect_heading(page, "The project")


def write(page: Page, label: str, text: str) -> None:
    """Type an answer, and wait until the draft has saved itself."""
    with page.expect_response(SAVED):
        page.get_by_label(label).fill(text)
    expect(page.locator("#saved")).to_contain_text(re.compile(r"^\s*Saved \d\d:\d\d"))


def test_what_is_typed_while_the_web_server_is_killed_is_saved_when_it_is_back(
    own: RunningPortal, visit_alone: Visitors
) -> None:
    page = visit_alone(ARTIST)
    page.goto(f"/my/applications/start/{CALL}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go on writing").click()
    with page.expect_response(SAVED):
        page.get_by_label(PROJECT).fill("Before")
    address = page.url

    own.process.send_signal(signal.SIGSTOP)  # nobody starts the web server again for a while
    try:
        os.killpg(own.pid("web"), signal.SIGKILL)
        page.get_by_label(PROJECT).fill("Typed while nobody answered")
        expect(page.locator("#saved")).to_contain_text("Not saved")
        pictures(page, "survives-server-killed")
    finally:
        own.process.send_signal(signal.SIGCONT)

    expect(page.locator("#saved")).to_contain_text(re.compile(r"^\s*Saved \d\d:\d\d"), timeout=60_000)
    assert titles(own) == ["Typed while nobody answered"]
    page.goto(address)
    expect(page.get_by_label(PROJECT)).to_have_value("Typed while nobody answered")


def test_what_was_typed_in_a_closed_browser_comes_back_when_the_killed_server_does(
    own: RunningPortal, visit_alone: Visitors
) -> None:
    page = visit_alone(ARTIST)
    page.goto(f"/my/applications/start/{CALL}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_label(PROJECT)).to_be_visible()
    address = page.url

    own.process.send_signal(signal.SIGSTOP)
    try:
        os.killpg(own.pid("web"), signal.SIGKILL)
        page.get_by_label(PROJECT).fill("Typed, and closed")
        expect(page.locator("#saved")).to_contain_text("Not saved")
        page.close(run_before_unload=False)
    finally:
        own.process.send_signal(signal.SIGCONT)

    wait_for(lambda: answers(own), what="web server")
    back = visit_alone.contexts[-1].new_page()
    back.goto(address)
    expect(back.get_by_label(PROJECT)).to_have_value("Typed, and closed")
    wait_for(lambda: titles(own) == ["Typed, and closed"], what="saved title")


def answers(portal: RunningPortal) -> bool:
    """Tell whether the web server answers."""
    try:
        return Client(portal.address).get("/health/live").status == 200
    except OSError:
        return False


def titles(portal: RunningPortal) -> list[str]:
    """Return the titles of the artist's drafts of the exchange grant that have one."""
    return [
        title
        for (title,) in rows(
            portal,
            "SELECT a.title FROM grants_application a JOIN grants_call c ON c.id = a.call_id "
            "JOIN accounts_user u ON u.id = a.applicant_id "
            "WHERE a.status = 'draft' AND a.title LIKE 'Typed%%' AND c.slug = %s AND u.email = %s",
            CALL,
            ARTIST,
        )
    ]


def test_a_session_that_ends_takes_no_word_away_without_javascript_either(
    portal: RunningPortal, visit: Visitors
) -> None:
    call = open_call(portal, "Ended sessions")
    page = visit(javascript=False)
    page.goto(f"/accounts/login/?next=/my/applications/start/{call.strip('/').rpartition('/')[2]}/")
    sign_in(page, ARTIST)
    begin(page, call)
    page.get_by_label(TITLE).fill("Choirs over the border")
    page.get_by_label(ABOUT).fill("Two choirs,\nå & <b>")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Save and continue").click()
    sign_in(page, ARTIST)

    expect_heading(page, "The project")
    expect(page.get_by_label(TITLE)).to_have_value("Choirs over the border")
    expect(page.get_by_label(ABOUT)).to_have_value("Two choirs,\nå & <b>")
    page.get_by_role("button", name="Save and continue").click()
    expect_heading(page, "The journey")


def test_two_tabs_meet_in_a_merge_view_and_both_texts_are_there(
    portal: RunningPortal, visit: Visitors
) -> None:
    call = open_call(portal, "Two tabs")
    page = visit(ARTIST)
    begin(page, call)
    other = page.context.new_page()
    visit.watch(other, "the other tab")
    other.goto(page.url)

    write(page, TITLE, "From the first tab")
    with other.expect_response(SAVED):
        other.get_by_label(TITLE).fill("From the second tab")

    expect(other.locator("#saved")).to_contain_text("1 answer waits for your choice")
    expect(other.locator(".their-text")).to_have_text("From the first tab")
    expect(other.get_by_label(TITLE)).to_have_value("From the second tab")
    pictures(other, "survives-two-tabs")
    write(other, ABOUT, "Only the second tab says this")
    write(page, TITLE, "From the first tab")
    other.get_by_role("button", name="Save", exact=True).click()
    other.goto(page.url)
    expect(other.get_by_label(TITLE)).to_have_value("From the second tab")
    expect(other.get_by_label(ABOUT)).to_have_value("Only the second tab says this")


def test_a_form_that_is_corrected_while_it_is_open_keeps_every_answer(
    portal: RunningPortal, visit: Visitors
) -> None:
    call = open_call(portal, "Corrected while open")
    office = signed_in(portal, OFFICER)
    page = visit(ARTIST)
    begin(page, call)
    write(page, TITLE, "Choirs")
    page.get_by_label(ABOUT).fill("Before the correction")

    # A question goes, another comes first and makes a section of its own: all later ones get other numbers.
    about = number_of(portal, call, ABOUT)
    edit(office, f"{call}questions/{about}/remove/", [])
    ask(office, call, PLACE, "short_text", "The place")
    for _place in range(3):
        place = number_of(portal, call, PLACE)
        assert office.post(f"{call}questions/{place}/move/", [("to", "up")]).status == 302
    with page.expect_response(SAVED):
        page.get_by_label(ABOUT).fill("Typed after it was taken off the form")
    expect(page.locator("#saved")).to_contain_text(CORRECTED)
    pictures(page, "survives-corrected")
    page.locator("#saved").get_by_role("link", name="Open the form as it is now").click()

    expect_heading(page, "The project")
    expect(page.get_by_label(TITLE)).to_have_value("Choirs")
    expect(page.get_by_label(ABOUT)).to_have_count(0)
    page.goto(page.url.split("form/")[0] + "check/")
    expect(
        page.get_by_role("main").get_by_role("link", name=re.compile(re.escape(PLACE))).first
    ).to_be_visible()
    pictures(page, "survives-corrected-check")
    office.post(f"{call}questions/{about}/restore/")
    page.goto(page.url.replace("check/", "form/2/"))
    expect(page.get_by_label(ABOUT)).to_have_value("Typed after it was taken off the form")
    hand_in(page)


def hand_in(page: Page) -> None:
    """Answer the other questions and hand in: the correction has locked nothing."""
    page.goto(page.url.replace("form/2/", "form/1/"))
    page.get_by_label(PLACE).fill("Gent")
    page.get_by_role("button", name="Save and continue").click()
    expect_heading(page, "The project")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label(BUS).fill("300")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Hand in the application").click()
    expect_heading(page, "Your application has arrived")


def test_the_language_switched_in_the_middle_of_a_sentence_takes_nothing_away(
    portal: RunningPortal, visit: Visitors
) -> None:
    call = open_call(portal, "Switched language")
    page = visit(ARTIST)
    begin(page, call)
    write(page, TITLE, "Choirs")
    page.get_by_label(ABOUT).fill("A sentence that is not yet")

    page.get_by_role("button", name="Svenska").click()

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.get_by_label(ABOUT)).to_have_value("A sentence that is not yet")
    expect(page.get_by_label(TITLE)).to_have_value("Choirs")
    say = words("sv")
    page.get_by_role("button", name=say("Save and continue")).click()
    page.get_by_role("button", name="English").click()
    expect_heading(page, "The journey")
    page.goto(page.url.replace("form/2/", "form/1/"))
    expect(page.get_by_label(ABOUT)).to_have_value("A sentence that is not yet")


def test_phone_and_desktop_in_turn_go_on_where_the_other_stopped(
    portal: RunningPortal, visit: Visitors
) -> None:
    call = open_call(portal, "Phone and desktop")
    desktop, phone = visit(ARTIST), visit(ARTIST, width=NARROW)
    begin(desktop, call)
    address = desktop.url
    write(desktop, TITLE, "Begun at the desk")

    phone.goto(address)
    expect(phone.get_by_label(TITLE)).to_have_value("Begun at the desk")
    write(phone, TITLE, "Gone on with on the phone")
    write(phone, ABOUT, "On the train")

    desktop.goto(address)
    expect(desktop.get_by_label(TITLE)).to_have_value("Gone on with on the phone")
    write(desktop, ABOUT, "On the train, and at the desk again")
    phone.goto(address)
    expect(phone.get_by_label(ABOUT)).to_have_value("On the train, and at the desk again")
    pictures(phone, "survives-phone")
