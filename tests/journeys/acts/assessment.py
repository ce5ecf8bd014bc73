"""Pools, rounds, assessments and the ranking."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import expect

from tests.journeys.acts.person import At, look
from tests.journeys.browsing import expect_heading

COMMENTS = {
    "en": "A clear plan, and partners that know one another.",
    "sv": "En tydlig plan, av parter som känner varandra.",
}


def make_pool(officer: At, name: str, assessors: Sequence[str], *, side: str = "") -> None:
    """An officer makes a pool of these assessors, who can be given applications from today."""
    officer.go("/office/assessment/pools/new/")
    officer.fill(f"names_{officer.language}", name)
    if side:
        officer.fill("side", side)
    officer.press("Add")
    pool = urlsplit(officer.page.url).path
    for assessor in assessors:
        officer.go(f"{pool}members/new/")
        officer.main.locator('select[name="user"]').select_option(label=assessor)
        officer.fill("since", str(date.today() - timedelta(days=1)))
        officer.press("Add")
    for assessor in assessors:
        officer.reads(assessor)
    look(officer, "pool")


def begin_round(officer: At, call: str, name: str, pools: Sequence[str], *, by_places: bool = False) -> str:
    """An officer begins a round of assessment with these pools; returns where it is."""
    officer.go(f"/office/calls/{call}/assessment/new/")
    officer.fill(f"names_{officer.language}", name)
    officer.fill("opens_at", f"{date.today() - timedelta(days=1)}T08:00")
    officer.fill("closes_at", f"{date.today() + timedelta(days=30)}T16:00")
    for pool in pools:
        officer.main.get_by_label(pool).check()
    officer.main.locator('[name="fewest_assessors"]').fill(str(max(1, len(pools))))
    officer.main.locator('[name="rule"]').select_option("by_hand")
    if by_places:
        officer.main.locator('[name="parity"]').check()
        officer.main.locator('[name="merge"]').select_option("ranks")
    look(officer, "round-new")
    officer.press("Add")
    officer.told("The round is added, with the criteria of the call.")
    return urlsplit(officer.page.url).path


def assign_everything(officer: At, round: str, count: int) -> None:
    """The officer gives every application to every assessor, looks at it, and writes it."""
    officer.go(f"{round}assign/")
    for box in officer.main.locator('[name="member"], [name="case"]').all():
        box.check()
    look(officer, "assign")
    officer.press("Look at it first")
    expect(officer.main.locator('[name="pair"]')).to_have_count(count)
    look(officer, "assign-preview")
    officer.press("Assign, and tell the assessors")
    officer.told("%(count)s assignments are made, and the assessors have been told.")
    look(officer, "round")


def open_assignment(assessor: At, title: str) -> str:
    """An assessor opens what was assigned; returns where it is."""
    assessor.go("/office/assess/")
    assessor.main.get_by_role("link", name=title).click()
    expect_heading(assessor.page, title)
    return urlsplit(assessor.page.url).path


def declare_conflict(assessor: At, title: str, secret: str) -> None:
    """An assessor declares a conflict of interest from the summary, and is refused the text of which it says nothing."""
    address = open_assignment(assessor, title)
    expect(assessor.page.get_by_text(secret)).to_have_count(0)
    assessor.pick("answer", "conflict")
    assessor.main.locator('[name="ground"]').select_option("collaboration")
    look(assessor, "conflict-declared")
    assessor.press("Declare")
    assessor.told("Your conflict of interest is on record. The office finds somebody else.")
    refused = assessor.page.goto(address)
    assert refused
    assert refused.status == 403
    expect_heading(assessor.page, assessor.say("This application is closed to you"))
    expect(assessor.page.get_by_text(secret)).to_have_count(0)
    look(assessor, "conflict-closed")


def assess(assessor: At, title: str, text: str, *, step: int, recommended: str, name: str = "") -> None:
    """An assessor declares to have no conflict of interest, reads, scores every criterion alike, and hands in."""
    open_assignment(assessor, title)
    assessor.pick("answer", "none")
    assessor.press("Declare")
    assessor.reads(text)
    for scale in assessor.main.locator(f'input[type=radio][name^="score-"][value="{step}"]').all():
        scale.check()
    assessor.pick("recommendation", "fund" if step > 3 else "reject")  # of steps from 0 to 5
    assessor.fill("committee_comment", COMMENTS[assessor.language])
    last = f"recommended={recommended}"
    with assessor.page.expect_response(
        lambda answer: answer.url.endswith("/save/") and last in unquote_plus(answer.request.post_data or "")
    ):
        assessor.fill("recommended", recommended)
    if name:
        assessor.press("Save")
        look(assessor, name)
        assessor.page.reload()
    assessor.press("Hand in")
    assessor.told("Your assessment is handed in. Thank you.")


def agree_ranking(
    officer: At, round: str, proposed: Sequence[tuple[str, str]], name: str = "ranking"
) -> None:
    """The meeting goes through the ranking, the best first: amounts by title, the sums as they change, and agrees it."""
    officer.go(f"{round}ranking/")
    rows = officer.main.locator("table.ranking tbody tr")
    for place, (title, amount) in enumerate(proposed):
        row = rows.nth(place)
        expect(row.get_by_role("link", name=title)).to_be_visible()
        row.locator("input.amount").fill(amount)
    expect(officer.page.locator("#sums").get_by_text(_figure(proposed)).first).to_be_visible()
    look(officer, name)
    officer.press("Agree the ranking")
    officer.told("The ranking is agreed, and stands in the register of every case.")
    look(officer, f"{name}-agreed")


def _figure(proposed: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """Return what finds the sum of what is proposed, however thousands are set apart."""
    total = f"{sum(int(re.sub(r'\D', '', amount) or 0) for _title, amount in proposed):,}"
    return re.compile(total.replace(",", r"\D?"))
