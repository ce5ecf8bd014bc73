"""Meetings, and the papers for them."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

import pikepdf

from portal.core.pdf.check import check_pdf
from tests.journeys.acts.person import At, look
from tests.journeys.pdf_text import text_of
from tests.journeys.plain import wait_for


def prepare_meeting(officer: At, body: str, item: str, titles: Sequence[str]) -> None:
    """An officer calls a meeting, puts every case of the call on its agenda, and makes the committee pack as a PDF."""
    officer.go("/office/meetings/new/")
    bodies = officer.main.locator('select[name="call_body"]')
    bodies.select_option(bodies.locator("option", has_text=body).first.get_attribute("value"))
    officer.fill("starts_at", f"{date.today() + timedelta(days=14)}T13:00")
    officer.fill("place", "Residenset, Göteborg")
    look(officer, "meeting-new")
    officer.submit()
    meeting = urlsplit(officer.page.url).path
    officer.go(f"{meeting}items/add/")
    officer.fill("title", item)
    officer.main.locator('[name="kind"]').select_option("cases")
    officer.submit()
    officer.go(f"{meeting}call/")
    for name in ("item", "call"):
        choices = officer.main.locator(f'select[name="{name}"]')
        choices.select_option(choices.locator("option:not([value=''])").first.get_attribute("value"))
    officer.submit()
    officer.go(meeting)
    for title in titles:
        officer.reads(title)
    look(officer, "meeting")
    with officer.page.expect_navigation():
        officer.main.locator('#papers button[name="kind"]').first.click()
    address = urlsplit(officer.page.url).path
    link = officer.main.locator('#progress a[href^="/documents/"]')

    def is_there() -> bool:
        officer.go(address)
        return bool(link.count())

    wait_for(is_there, what="committee pack")
    look(officer, "meeting-pack")
    answer = officer.page.request.get(link.first.get_attribute("href") or "")
    assert answer.status == 200
    assert check_pdf(answer.body()) == []
    with pikepdf.open(io.BytesIO(answer.body())) as pack:
        text = " ".join(text_of(page) for page in pack.pages)
    assert [title for title in titles if title not in text] == []
