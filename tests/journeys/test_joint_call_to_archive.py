"""The Flemish–French call of 2020 to its end: two administrations, a joint commission, two halves, two payments."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import acts, mail
from tests.journeys.acts import At, Ruling, case, look
from tests.journeys.browsing import NARROW, Visitors
from tests.journeys.plain import signed_in, wait_for
from tests.journeys.test_form import edit
from tests.journeys.test_joint_call import (
    CO_LEAD,
    DOCUMENT,
    LEAD,
    SLUG,
    ask_the_other_lead,
    begin,
    hand_in,
    save,
    section,
    sign,
    write_in_dutch,
    write_in_french,
)
from tests.servers import RunningPortal, Seeded

pytestmark = pytest.mark.journey

FIRST, SECOND = "Samen spelen", "Stemmen zonder grens"
STORY = "Een voorstelling in beide talen."
FLEMISH, FRENCH = "Vlaamse beoordelaars", "Évaluateurs francophones"
LEADS_IBAN, CO_LEADS_IBAN, BIC = "BE68539007547034", "BE71096123456769", "GKCCBEBB"
PAYERS = {"vlaanderen": "BE62510007547061", "cfwb": "BE43068999999501"}
HALF = Ruling(
    "approved",
    reasons="It reaches audiences on both sides.",
    amount="5 000",
    lower_reasons="Fewer performances.",
)
NO = Ruling("rejected", reasons="The plan reaches one side only.")
AFTER_THE_TIME_TO_APPEAL = 70  # days: sixty in Belgium, and a weekend


@pytest.fixture(scope="module")
def portal(seeded: Seeded) -> Iterator[RunningPortal]:
    """A portal of its own: another journey opens the same call."""
    with seeded() as portal:
        yield portal


@pytest.fixture(scope="module")
def states() -> dict[str, dict[str, object]]:
    """Who has signed in at this portal."""
    return {}


def test_a_joint_case_from_two_leads_to_the_archive(
    visit: Visitors, portal: RunningPortal, tmp_path: Path
) -> None:
    opened(portal)
    lead, co_lead = At(visit(LEAD, width=NARROW)), At(visit(CO_LEAD, width=NARROW))
    officer, french_officer = At(visit("officer@vlaanderen.example")), At(visit("officer@cfwb.example"))
    second, french_second = At(visit("admin@vlaanderen.example")), At(visit("admin@cfwb.example"))
    decider, french_decider = At(visit("decision@vlaanderen.example")), At(visit("decision@cfwb.example"))
    assessor, french_assessor = At(visit("assessor@vlaanderen.example")), At(visit("assessor@cfwb.example"))

    reference = apply(lead, co_lead, portal, FIRST)
    other = apply(lead, co_lead, portal, SECOND)

    for number in (reference, other):
        for each in (officer, french_officer):
            each.go(case(number))
            each.reads(STORY)
        acts.screen(officer, number, "joint-screening")
        waits_for_the_other_funder(officer, number)
        acts.screen(french_officer, number, "joint-screening-second")
        officer.go(case(number))
        officer.reads("It meets the conditions. A decision maker has to decide.")

    acts.make_pool(officer, FLEMISH, ["Lotte Beoordelaar"], side="nl")
    acts.make_pool(french_officer, FRENCH, ["Luc Évaluateur"], side="fr")
    round = acts.begin_round(officer, SLUG, "Joint commission", [FLEMISH, FRENCH], by_places=True)
    acts.assign_everything(officer, round, count=4)
    acts.assess(assessor, FIRST, STORY, step=5, recommended="10 000", name="joint-assess")
    acts.assess(assessor, SECOND, STORY, step=4, recommended="5 000")
    acts.assess(french_assessor, FIRST, STORY, step=4, recommended="10 000")
    acts.assess(french_assessor, SECOND, STORY, step=2, recommended="0")
    acts.agree_ranking(officer, round, [(FIRST, "10 000"), (SECOND, "")], "joint-ranking")
    french_officer.go(f"{round}ranking/")
    french_officer.reads(FIRST)

    decide_half(decider, reference, HALF, "half-first")
    not_decided_yet(lead, reference)
    decide_half(french_decider, reference, HALF, "half-second")
    decide_half(french_decider, other, NO, "half-rejects")
    for number in (reference, other):
        acts.open_letter(lead, portal, number)

    acts.accept_grant(lead, reference, "Astrid Konstnär")
    acts.enter_account(lead, reference, number=LEADS_IBAN, bic=BIC, holder="De Studio")
    acts.enter_account(co_lead, reference, number=CO_LEADS_IBAN, bic=BIC, holder="Théâtre du Parc")
    acts.verify_account(second, reference, LEADS_IBAN[-4:])
    acts.verify_account(french_second, reference, CO_LEADS_IBAN[-4:])
    for name, one, another in (("vlaanderen", officer, second), ("cfwb", french_officer, french_second)):
        acts.step_payment(one, FIRST, "payable", "Prepare", f"payment-prepare-{name}")
        acts.step_payment(another, FIRST, "prepared", "Release", f"payment-release-{name}")
        acts.add_paying_account(one, name=name, iban=PAYERS[name], bic=BIC, currency="EUR")
        acts.read_bank_answer(one, acts.pay(one, tmp_path, count=1, total="5000.00"))
    officer.go(case(reference))
    look(officer, "joint-money")

    acts.report(lead, reference, summary="We played in Ghent and in Brussels.")
    acts.approve_report(officer, reference)
    for number in (reference, other):
        acts.let_the_time_to_appeal_pass(portal, number, AFTER_THE_TIME_TO_APPEAL)
        acts.close(officer, portal, number, tmp_path)
    french_officer.go(case(reference))
    french_officer.reads(re.compile("nothing of it changes any more"))


def opened(portal: RunningPortal) -> None:
    """Read the call in from its document; an officer adds the report that is owed, opens it and publishes it."""
    portal.manage("call_import", DOCUMENT)
    office, address = signed_in(portal, "officer@vlaanderen.example"), f"/office/calls/{SLUG}/"
    clocks = [
        ("time_zone", "Europe/Brussels"),
        ("opens_at", "2020-01-01T09:00"),
        ("closes_at", "2090-01-01T09:00"),
    ]
    edit(office, f"{address}edit/window/", clocks)
    edit(
        office, f"{address}parts/duties/new/", [("kind", "final"), ("anchor", "stated_end"), ("months", "2")]
    )
    edit(office, f"{address}step/published/", [])


def apply(lead: At, co_lead: At, portal: RunningPortal, title: str) -> str:
    """Two leads write one application in two languages, sign it, and hand it in; returns its reference."""
    reference = begin(lead.page)
    write_in_dutch(lead.page, reference)
    if title != FIRST:
        section(lead.page, reference, 1)
        lead.page.locator('[name="q-title.nl"]').fill(FIRST)
        save(lead.page)
    ask_the_other_lead(lead.page, reference)
    accept(co_lead, portal, reference)
    write_in_french(co_lead.page, reference)
    if title != FIRST:
        section(lead.page, reference, 1)
        lead.page.locator('[name="q-title.nl"]').fill(title)
        save(lead.page)
    sign(co_lead.page, reference)
    sign(lead.page, reference)
    hand_in(lead.page, reference)
    return reference


def accept(co_lead: At, portal: RunningPortal, reference: str) -> None:
    """The other lead accepts with the link of the newest mail."""

    def links() -> list[str]:
        texts = [
            body.get_content()
            for message in mail.sent(portal, to=CO_LEAD, about="/participation/")
            if (body := message.get_body(("plain",)))
        ]
        return [found[0] for text in texts if (found := re.search(r"/participation/[\w-]+/", text))]

    def opens() -> bool:
        for link in links():
            co_lead.page.goto(link)
            button = co_lead.page.get_by_role("button", name="Accept the invitation")
            if button.count():
                button.click()
                return True
        return False

    wait_for(opens, what="invitation")
    co_lead.page.wait_for_url(f"**/my/applications/{reference}/")


def waits_for_the_other_funder(officer: At, reference: str) -> None:
    """One funder alone makes nothing eligible: the page says who has found what, and for whom it waits."""
    officer.go(case(reference))
    officer.told("Not screened yet")
    look(officer, "joint-screening-waits")


def decide_half(decider: At, reference: str, ruling: Ruling, name: str) -> None:
    """A funder's decision maker decides its half."""
    decider.go(case(reference))
    decider.follow("Decide this half")
    acts.write_ruling(decider, ruling)
    look(decider, name)
    decider.press("Decide this half")
    decider.told("This half is decided.")
    look(decider, f"{name}-decided")


def not_decided_yet(lead: At, reference: str) -> None:
    """One half alone decides nothing: the lead is told of no decision, and there is no grant."""
    lead.go(f"/my/applications/{reference}/")
    expect(lead.main.get_by_role("heading", name="The decision")).to_have_count(0)
    answer = lead.page.goto(f"/my/grants/{reference}/")
    assert answer
    assert answer.status == 404
