"""Files that are sent with their progress, and answers of an earlier application in a new draft."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, expect_heading, pictures
from tests.journeys.plain import CALL

pytestmark = pytest.mark.journey

TITLE = "Songs of two harbours"


def test_a_file_breaks_off_and_comes_along_into_the_next_application(visit: Visitors, tmp_path: Path) -> None:
    page = visit("artist@applicant.example")
    page.goto(f"/calls/{CALL}/")
    reference = begin(page, earlier="")
    page.goto(f"/my/applications/{reference}/form/1/")
    page.locator('[name="q-title"]').fill(TITLE)
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.goto(f"/my/applications/{reference}/form/4/")
    send_files(page, tmp_path)

    again = begin(page, earlier=reference)
    expect_heading(page, "Copy answers from an earlier application")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.locator(".their-text").filter(has_text=TITLE)).to_be_visible()
    pictures(page, "copy-answers")
    page.get_by_role("button", name="Copy what is chosen").click()

    expect_heading(page, TITLE)
    page.goto(f"/my/applications/{again}/form/4/")
    expect(page.locator(".file-list li")).to_have_count(1)
    page.goto(f"/my/applications/{again}/copy/")
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    pictures(page, "copy-answers-sources")


def begin(page: Page, *, earlier: str) -> str:
    """Begin an application to the demonstration's call, from an earlier one where it is named; return its reference."""
    page.goto(f"/my/applications/start/{CALL}/")
    page.get_by_role("radio", name=re.compile("^I myself")).check()
    if earlier:
        page.get_by_label("Take answers from an earlier application?").select_option(earlier)
        pictures(page, "copy-answers-begin")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url(re.compile(r"/my/applications/[A-Z0-9]{4}-[A-Z0-9]{4}/"))
    found = re.search(r"/my/applications/([A-Z0-9-]{9})/", page.url)
    assert found
    return found[1]


def send_files(page: Page, folder: Path) -> None:
    """Send a file of another kind, then one over a connection that breaks; it is kept once, by itself."""
    chooser, state = page.locator("input[data-upload]").first, page.locator(".upload-state").first
    letter, program = folder / "invitation.txt", folder / "invitation.exe"
    letter.write_text("Welcome to Newcastle!")
    program.write_bytes(b"MZ")
    chooser.set_input_files(program)
    expect(state).to_contain_text("invitation.exe cannot be taken here.")
    page.context.set_offline(True)
    chooser.set_input_files(letter)
    expect(state).to_contain_text("The connection broke off and invitation.txt did not arrive.")
    pictures(page, "upload-broken-off")
    page.context.set_offline(False)

    expect(page.locator(".file-list")).to_contain_text("invitation.txt")
    expect(state).to_contain_text("invitation.txt is kept.")
    pictures(page, "upload-kept")
    page.locator("input[data-upload]").first.set_input_files(letter)
    expect(state).to_contain_text("invitation.txt is kept.")
    expect(page.locator(".file-list li")).to_have_count(1)
