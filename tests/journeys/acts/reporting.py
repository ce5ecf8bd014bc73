"""The report on a grant, and its conditions."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.acts.person import At, case, look
from tests.journeys.browsing import expect_heading


def report(grantee: At, reference: str, *, summary: str) -> None:
    """The grantee writes the final report: what was done, the accounts, the figures, as exactly as they are known."""
    grantee.go(f"/my/applications/{reference}/")
    grantee.main.locator(f'a[href^="/my/grants/{reference}/reports/"]').first.click()
    grantee.press("Save and check before handing in")
    expect(grantee.page.get_by_role("alert").first).to_be_visible()
    look(grantee, "report-incomplete")
    grantee.go(f"/my/applications/{reference}/")
    grantee.main.locator(f'a[href^="/my/grants/{reference}/reports/"]').first.click()
    grantee.fill("r.summary", summary)
    for line in grantee.main.locator('[name^="r.lines."][name$=".spent"]').all():
        line.fill(budgeted(line))
    audience = {"en": "about 80", "sv": "omkring 80"}[grantee.language]
    for kind, number in (("people", "2"), ("days", "12"), ("person_days", "24"), ("audience", audience)):
        grantee.fill(f"r.figures.{kind}.number", number)
    grantee.press("Save")
    look(grantee, "report-form")
    grantee.page.reload()
    grantee.press("Save and check before handing in")
    expect_heading(grantee.page, grantee.say("Check and hand in"))
    look(grantee, "report-check")
    grantee.press("Hand in the report")
    grantee.told("Your report is handed in. A copy as a PDF will lie beside it in a moment.")
    look(grantee, "report-handed-in")


def budgeted(line: Locator) -> str:
    """Return what the budget has for a line of the accounts, in figures."""
    said = line.locator("xpath=ancestor::fieldset[1]/p[@class='meta'][1]").inner_text()
    figures = re.sub(r"[^\d,.]", "", said.partition(":")[2].partition("·")[0]).strip(".,")
    return re.sub(r"[.,](?=\d{3}(\D|$))", "", figures)


def approve_report(officer: At, reference: str) -> None:
    """An officer reads the report beside the decision, and approves it."""
    officer.go(case(reference))
    officer.main.locator(f'a[href^="{case(reference, "reports/")}"]').first.click()
    officer.pick("outcome", "approved")
    look(officer, "report-review")
    officer.press("Record the answer")


def fulfil_condition(officer: At, reference: str, note: str) -> None:
    """An officer records that the condition of the grant is fulfilled."""
    officer.go(case(reference))
    officer.main.locator("#deciding").get_by_role("link", name=officer.say("Fulfilled")).click()
    officer.fill("note", note)
    officer.submit()
