"""Västra Götaland's travel scholarships of 2026: two cases from submission to archive, with every role played."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.acts import At, Ruling, case, look
from tests.journeys.browsing import NARROW, Visitors, expect_heading
from tests.journeys.plain import signed_in
from tests.journeys.test_form import edit
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

SLUG, DOCUMENT = "vgr-travel-scholarships-2026", "fixtures/calls/01-vgr-internationella-resestipendier.json"
GRANTED, REFUSED = "Till Newcastle för att lära av Sage Gateshead", "Till Sibiu för att teckna kyrkborgar"
SECRET = "Min mentor där har öppnat sin ateljé för mig."
ROOM = "Jag har ett rum i staden."
REST = "Resten kommer från en egen utställning."
IBAN, BIC, HOLDER = "SE3550000000054910000003", "ESSESESS", "Astrid Konstnär"
PAYER = "SE4550000000058398257466"
APPROVAL = Ruling(
    "approved",
    reasons="Resan bygger på kontakter som regionen har sedan 2011, och planen är tydlig.",
    amount="20 000",
    lower_reasons="Logi i fyra nätter bekostas av värden.",
    condition="Skicka in värdens inbjudan före avresan.",
)
REJECTION = Ruling(
    "rejected",
    reasons="Planen är god, men ansökan säger inte hur kontakterna kommer andra till nytta.",
)
CHECKED_ON_CLOSING = 30  # days: the time to appeal in Sweden is three weeks


def test_two_cases_from_the_diary_to_the_archive(
    visit: Visitors, portal: RunningPortal, tmp_path: Path
) -> None:
    opened(portal)

    def at(email: str, width: int = 1280) -> At:
        return At(visit(email, language="sv", width=width), "sv")

    artist, other = at("artist@applicant.example", NARROW), at("museum@applicant.example", NARROW)
    officer, second = at("officer@vgr.example"), at("admin@vgr.example")
    decider, auditor = at("decision@vgr.example"), at("auditor@vgr.example")
    one, two = at("assessor1@vgr.example"), at("assessor2@vgr.example")

    reference = hand_in(artist, GRANTED, cost="48 000", requested="24 000", pictures=True)
    refused = hand_in(other, REFUSED, cost="60 000", requested="30 000")

    ask = "Skriv hur resten av resan betalas."
    acts.ask_for_completion(officer, reference, asked=ask, question="rest")
    acts.answer_completion(artist, reference, asked=ask, question="rest", answer=REST)
    acts.accept_completion(officer, reference)
    for number in (reference, refused):
        acts.screen(officer, number)

    acts.make_pool(officer, "Kulturförvaltningens jury", ["Sara Bedömare", "Sten Bedömare"])
    round = acts.begin_round(officer, SLUG, "Juryns bedömning", ["Kulturförvaltningens jury"])
    acts.assign_everything(officer, round, count=4)
    acts.declare_conflict(one, GRANTED, SECRET)
    acts.assess(two, GRANTED, SECRET, step=5, recommended="20 000", name="assess")
    acts.assess(two, REFUSED, ROOM, step=2, recommended="0")
    acts.assess(one, REFUSED, ROOM, step=3, recommended="5 000")
    acts.agree_ranking(officer, round, [(GRANTED, "20 000"), (REFUSED, "")])

    acts.prepare_meeting(officer, "jury", "Resestipendier", [GRANTED, REFUSED])
    acts.keep_for(second, "3.2", "Beviljade stipendier", "Arkivlagen (1990:782) 10 §", years=10)

    acts.decide(decider, reference, APPROVAL, "decide")
    acts.decide(decider, refused, REJECTION, "reject")
    letter = acts.open_letter(artist, portal, reference)
    assert letter.startswith(b"%PDF-")
    acts.open_letter(other, portal, refused)

    acts.accept_grant(artist, reference, HOLDER)
    acts.enter_account(artist, reference, number=IBAN, bic=BIC, holder=HOLDER)
    acts.verify_account(second, reference, IBAN[-4:])
    look_at_money(officer, reference)
    acts.still_in_the_way(officer, reference, "close-not-yet")
    acts.step_payment(officer, GRANTED, "payable", "Prepare", "payment-prepare")
    own_payment_is_not_released(officer)
    acts.step_payment(second, GRANTED, "prepared", "Release", "payment-release")
    acts.add_paying_account(
        officer, name="Västra Götalandsregionen", iban=PAYER, bic="ESSESESS", currency="SEK"
    )
    lines = acts.pay(officer, tmp_path, count=1, total="20000.00")
    acts.read_bank_answer(officer, lines)

    acts.report(artist, reference, summary="Vi mötte musiker på Sage Gateshead och spelade två kvällar.")
    acts.approve_report(officer, reference)
    acts.fulfil_condition(officer, reference, "Inbjudan kom med posten.")
    for number in (reference, refused):
        acts.let_the_time_to_appeal_pass(portal, number, CHECKED_ON_CLOSING)
        acts.close(officer, portal, number, tmp_path)

    artist_reads_the_end(artist, reference)
    number = acts.diary_number_of(officer, reference)
    acts.see_what_falls_due(second, number, years=10)
    acts.disclose(
        officer,
        asked="Beslutet om resan till Newcastle.",
        found=GRANTED,
        kind=officer.say("Decision letter"),
        passage="Logi i fyra nätter bekostas av värden.",
        ground="Offentlighets- och sekretesslagen (2009:400) 21 kap. 1 §",
    )
    officer.go(f"/office/calls/{SLUG}/nominations/")
    look(officer, "nominations")
    acts.reads_only(
        auditor,
        [
            "/office/applications/",
            case(reference),
            case(reference, "register/"),
            case(reference, "reports/1/"),
            case(refused),
            f"{round}ranking/",
            round,
            "/office/diary/",
            "/office/payments/?state=payable",
            "/office/payments/?state=prepared",
            "/office/payments/?state=paid",
            "/office/payments/runs/",
            "/office/retention/",
            "/office/retention/due/",
            "/office/meetings/",
            "/office/disclosures/",
        ],
        "auditor",
    )
    refused_to(auditor, case(reference, "screen/"), case(reference, "decide/"), case(reference, "close/"))


def opened(portal: RunningPortal) -> None:
    """Read the call in from its document; an officer opens it and publishes it."""
    portal.manage("call_import", DOCUMENT)
    office, address = signed_in(portal, "officer@vgr.example"), f"/office/calls/{SLUG}/"
    clocks = [
        ("time_zone", "Europe/Stockholm"),
        ("opens_at", "2026-01-01T09:00"),
        ("closes_at", "2090-01-01T09:00"),
    ]
    edit(office, f"{address}edit/window/", clocks)
    edit(office, f"{address}step/published/", [])


def hand_in(applicant: At, title: str, *, cost: str, requested: str, pictures: bool = False) -> str:
    """Somebody applies on a phone: the journey, who they are, the money; returns the application's reference."""
    page = applicant.page

    def seen(name: str) -> None:
        if pictures:
            look(applicant, name)

    def next_section() -> None:
        with page.expect_navigation():
            page.locator("button[name=go][value=next]").click()

    applicant.go(f"/calls/{SLUG}/")
    seen("call")
    applicant.go(f"/my/applications/start/{SLUG}/")
    page.locator('[name="acting_as"][value="person"]').check()
    applicant.press("Begin")
    page.wait_for_url(re.compile(r"/my/applications/[\w-]+/$"))
    seen("draft")
    reference = page.url.rstrip("/").rpartition("/")[2]

    applicant.go(f"/my/applications/{reference}/form/1/")
    applicant.fill("q-title", title)
    country = page.locator('[name^="q-places."][name$=".country"]').first
    country.select_option("GB")
    page.locator('[name^="q-places."][name$=".city"]').first.fill("Newcastle")
    applicant.fill("q-period.start", "2027-03-01")
    applicant.fill("q-period.end", "2027-03-12")
    for code, text in (
        ("develop", "Hur ett musikhus arbetar med unga i en hel region."),
        ("conditions", SECRET if pictures else ROOM),
        ("networks", "Musikhuset leder ett nätverk i sju länder."),
        ("contacts", "Jag berättar för kollegor på tre scener."),
    ):
        applicant.fill(f"q-{code}", text)
    seen("form-journey")
    next_section()

    page.locator('[name^="q-persons."][name$=".name"]').first.fill("Astrid Konstnär")
    page.locator('[name^="q-persons."][name$=".region"]').first.select_option("SE-O")
    applicant.pick("q-active", "yes")
    cv = {"name": "meriter.txt", "mimeType": "text/plain", "buffer": b"Scener och verk."}
    page.locator('input[type="file"]').first.set_input_files(cv)
    expect(page.locator(".file-list").get_by_text("meriter.txt").first).to_be_visible()
    next_section()

    applicant.fill("q-budget-cost-what", "Tåg, färja och uppehälle")
    applicant.fill("q-budget-cost-amount", cost)
    category = page.locator('select[name^="q-budget-cost-"]')
    if category.count():
        category.first.select_option("travel")
    applicant.fill("q-budget-income-what", "Eget arbete")
    applicant.fill("q-budget-income-amount", requested)
    applicant.fill("q-requested", requested)
    applicant.fill("q-rest", "Med egna medel.")
    seen("form-money")
    next_section()

    expect_heading(page, applicant.say("Check your answers"))
    seen("check")
    applicant.press("Hand in the application")
    expect_heading(page, applicant.say("Your application has arrived"))
    seen("receipt")
    return reference


def look_at_money(officer: At, reference: str) -> None:
    """The officer reads the money of the case, with the account that is verified and nothing but its end."""
    officer.go(case(reference))
    money = officer.main.locator("#money")
    expect(money.get_by_text(IBAN[-4:]).first).to_be_visible()
    expect(money.get_by_text(IBAN)).to_have_count(0)
    look(officer, "case-money")


def own_payment_is_not_released(officer: At) -> None:
    """Who prepared a payment does not release it, and is told so."""
    officer.go("/office/payments/?state=prepared")
    row = officer.main.get_by_role("row", name=GRANTED)
    with officer.page.expect_navigation():
        row.get_by_role("button", name=officer.say("Release")).click()
    officer.told("Somebody else than who prepared a payment has to release it.")


def artist_reads_the_end(artist: At, reference: str) -> None:
    """The grantee finds what was decided, paid and reported."""
    for path, name in (
        (f"/my/applications/{reference}/", "end-application"),
        (f"/my/grants/{reference}/", "end-grant"),
        (f"/my/grants/{reference}/reports/1/", "end-report"),
        ("/my/", "end-overview"),
    ):
        artist.go(path)
        look(artist, name)


def refused_to(auditor: At, *paths: str) -> None:
    """An auditor who knows an address may still not act there."""
    for path in paths:
        answer = auditor.page.goto(path)
        assert answer
        assert answer.status == 403, path
