"""The end of a case: closed, packed, kept, and read by others."""

import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import psycopg
from playwright.sync_api import expect

from portal.core import embedded
from tests.journeys.acts.person import At, case, look
from tests.journeys.pdf_text import text_of
from tests.journeys.plain import wait_for
from tests.servers import RunningPortal


def let_the_time_to_appeal_pass(portal: RunningPortal, reference: str, days: int) -> None:
    """Move the clock of a case: its letter went out and was opened so many days earlier."""
    earlier = timedelta(days=days)
    with psycopg.connect(embedded.database_url(portal.data_dir)) as connection:
        connection.execute(
            "UPDATE grants_decisionletter l SET due = l.due - %(by)s, sent_at = l.sent_at - %(by)s, "
            "opened_at = l.opened_at - %(by)s FROM grants_decisionact a JOIN grants_application c "
            "ON c.id = a.application_id WHERE l.act_id = a.id AND c.reference = %(case)s",
            {"by": earlier, "case": reference},
        )


def close(officer: At, portal: RunningPortal, reference: str, folder: Path) -> Path:
    """An officer closes the case, waits for its package, downloads it, and the portal says that it is whole."""
    officer.go(case(reference, "close/"))
    expect(officer.main.locator("[aria-labelledby=obstacles]")).to_have_count(0)
    look(officer, "close")
    officer.press("Close the case")
    officer.told("The case is closed. Its package for the archive is being made.")
    look(officer, "case-closed")
    officer.main.locator('#closing a[href^="/office/packages/"]').first.click()
    address = urlsplit(officer.page.url).path
    link = officer.main.get_by_role("link", name=officer.say("Download the package"))

    def is_there() -> bool:
        officer.go(address)
        return bool(link.count())

    wait_for(is_there, what="package")
    look(officer, "package")
    answer = officer.page.request.get(link.get_attribute("href") or "")
    assert answer.status == 200
    package = folder / f"{reference}.zip"
    package.write_bytes(answer.body())
    assert "is whole" in portal.manage("archive_check", str(package))
    return package


def keep_for(admin: At, code: str, name: str, ground: str, years: int) -> None:
    """An administrator says how long cases are kept in which money was granted."""
    admin.go("/office/retention/new/")
    for field, text in (("code", code), ("name", name), ("ground", ground), ("years", str(years))):
        admin.fill(field, text)
    admin.main.locator('[name="action"]').select_option("anonymise")
    admin.main.locator('[name="trigger"]').select_option("closing")
    look(admin, "retention-new")
    admin.submit()
    kept = re.search(r"#class-(\d+)$", admin.page.url)
    assert kept
    admin.go(f"/office/retention/{kept[1]}/cases/add/")
    admin.main.locator('[name="kind"]').select_option("granted")
    admin.fill("valid_from", str(date.today() - timedelta(days=1)))
    admin.submit()
    admin.reads(name)
    look(admin, "retention")


def see_what_falls_due(admin: At, diary_number: str, years: int) -> None:
    """The dry run names the case on the day on which its time has passed, and not before."""
    for later, is_due in ((years * 366 + 31, True), (1, False)):
        admin.go(f"/office/retention/due/?on={date.today() + timedelta(days=later)}")
        expect(admin.main.locator('[name="on"]')).to_be_visible()
        expect(admin.main.get_by_role("link", name=diary_number)).to_have_count(int(is_due))
        if is_due:
            look(admin, "retention-due")


def diary_number_of(officer: At, reference: str) -> str:
    """Return the diary number of a case, as its page says it."""
    officer.go(case(reference))
    return officer.main.locator("header.page-head p.muted").first.inner_text().partition(" · ")[0]


def disclose(officer: At, *, asked: str, found: str, kind: str, passage: str, ground: str) -> None:
    """Somebody asks to read a document: an officer hides a passage, and the copy has nothing of it."""
    officer.go("/office/disclosures/new/")
    officer.fill("asked", asked)
    officer.submit()
    request = urlsplit(officer.page.url).path
    officer.go(f"{request}?case={found}")
    officer.main.locator(".choice", has_text=kind).first.get_by_role("checkbox").check()
    officer.press("Add the chosen documents")
    look(officer, "disclosure")
    officer.main.locator("#documents a.title").first.click()
    officer.main.locator('aside [name$="passage"]').fill(passage)
    officer.main.locator('aside [name$="ground"]').fill(ground)
    with officer.page.expect_navigation():
        officer.main.locator("aside .actions button.btn-primary").click()
    officer.reads(ground)
    officer.main.locator('[name$="verdict"][value="partly"]').check()
    look(officer, "disclosure-item")
    officer.press("Record what was found")
    copy = officer.main.locator("#documents p.state a")

    def is_there() -> bool:
        officer.go(request)
        return bool(copy.count())

    wait_for(is_there, what="redacted copy")
    look(officer, "disclosure-copy")
    answer = officer.page.request.get(copy.first.get_attribute("href") or "")
    assert answer.status == 200
    with pikepdf.open(io.BytesIO(answer.body())) as pages:
        text = " ".join(text_of(page) for page in pages.pages)
    assert passage not in text
    assert passage.encode() not in answer.body()


def still_in_the_way(officer: At, reference: str, name: str) -> None:
    """The page of closing says what is still to be done."""
    officer.go(case(reference, "close/"))
    expect(officer.main.locator("[aria-labelledby=obstacles] li").first).to_be_visible()
    expect(officer.main.get_by_role("button")).to_have_count(0)
    look(officer, name)


def reads_only(auditor: At, paths: Sequence[str], name: str) -> None:
    """An auditor reads pages of the office, and finds nothing on them to press."""
    for number, path in enumerate(paths):
        auditor.go(path)
        presses = auditor.main.locator('form[method="post"] button[type=submit]')
        assert [button.inner_text() for button in presses.all()] == [], path
        look(auditor, f"{name}-{number}")
