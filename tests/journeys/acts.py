"""What people do with a case, from the diary to the archive: the steps that the journeys through a whole case share."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import pikepdf
import psycopg
from lxml import etree
from playwright.sync_api import Locator, Page, expect
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from grants.domain.money import pain001
from portal.core import embedded
from portal.core.pdf.check import check_pdf
from tests.journeys.browsing import (
    HEIGHTS,
    NARROW,
    WIDE,
    expect_heading,
    expect_no_sideways_scroll,
    picture,
    sentence,
    words,
)
from tests.journeys.pdf_text import text_of
from tests.journeys.plain import wait_for
from tests.journeys.test_pages import BY_LAYOUT, sticking_out, violations
from tests.servers import RunningPortal

PROOF = {
    "name": "kontoutdrag.txt",
    "mimeType": "text/plain",
    "buffer": b"The bank shows the number and the name.",
}
NOTES = {"en": "Seen in the papers.", "sv": "Framgår av handlingarna."}
COMMENTS = {
    "en": "A clear plan, and partners that know one another.",
    "sv": "En tydlig plan, av parter som känner varandra.",
}
# The demonstration's joint call has its name in Dutch, French and English.
NAMED_IN_ENGLISH = frozenset({"Joint call with the French Community (demonstration)"})
# Words that stand in nearly every English sentence, and in no Swedish one.
ENGLISH = re.compile(r"\b(the|and|been|with|which|this)\b", re.I)


@dataclass(frozen=True)
class At:
    """Somebody at the portal: the window, and the language in which the portal speaks to them."""

    page: Page
    language: str = "en"

    @property
    def main(self) -> Locator:
        """The page without its head and foot."""
        return self.page.get_by_role("main")

    @property
    def say(self) -> Callable[[str], str]:
        """How the portal says an English sentence to this person."""
        return words(self.language)

    def go(self, path: str) -> None:
        """Open a page, which has to be there."""
        answer = self.page.goto(path)
        assert answer is None or answer.status == 200, f"{path} answered {answer.status}"

    def follow(self, text: str) -> None:
        """Follow a link of the page by its words, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.main.get_by_role("link", name=self.say(text)).first.click()

    def press(self, text: str, *, exact: bool = True) -> None:
        """Press a button of the page by its words, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=self.say(text), exact=exact).first.click()

    def submit(self) -> None:
        """Send the only form of the page, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.main.locator(".actions button.btn-primary[type=submit]").first.click()

    def fill(self, name: str, text: str) -> None:
        """Write into a control by its name."""
        self.main.locator(f'[name="{name}"]').first.fill(text)

    def pick(self, name: str, value: str) -> None:
        """Choose one of several answers, or tick a box, by name and value."""
        self.main.locator(f'[name="{name}"][value="{value}"]').check()

    def told(self, text: str) -> None:
        """Wait until the page says a sentence, whatever fills its gaps."""
        expect(self.page.get_by_text(sentence(self.say(text))).first).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page shows a text that somebody wrote."""
        expect(self.main.get_by_text(text).first).to_be_visible()


def look(at: At, name: str) -> None:
    """Keep pictures of the page on a desk and on a phone; axe, the width and the language have nothing to object to.

    The page is opened anew afterwards where it was only read: axe leaves style attributes behind.
    """
    page, found = at.page, []
    before = page.viewport_size
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        picture(page, name)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{name} sticks out at {width}: {sticking_out(page)}")
        found += violations(page, f"{name} at {width}", rules=None if width == WIDE else BY_LAYOUT)
    if at.language != "en":
        found += [f"{name} says in English: {line}" for line in english_lines(page)]
    assert found == [], "\n".join(found)
    if before:
        page.set_viewport_size(before)
    expect_no_sideways_scroll(page)


def english_lines(page: Page) -> list[str]:
    """Return the lines of a page that are English, but for names that nobody has said in Swedish."""
    lines = page.locator("main").inner_text().splitlines()
    return [line for line in lines if ENGLISH.search(line) and line.strip() not in NAMED_IN_ENGLISH]


def case(reference: str, rest: str = "") -> str:
    """Return where a case lies at the office, or a page of it."""
    return f"/office/applications/{reference}/{rest}"


# --- screening ----------------------------------------------------------------------------------------------


def ask_for_completion(officer: At, reference: str, *, asked: str, question: str) -> None:
    """An officer asks for something that is missing, and lets the applicant answer a question again."""
    officer.go(case(reference))
    officer.follow("Ask for a completion")
    officer.fill("text", asked)
    officer.pick("question_codes", question)
    day = date.today() + timedelta(days=20)
    officer.fill("closes_at", f"{day}T12:00")
    look(officer, "completion-asked")
    officer.press("Send the request")
    officer.told("The request is with the case, and the applicant has been told.")


def answer_completion(applicant: At, reference: str, *, asked: str, question: str, answer: str) -> None:
    """The applicant finds the request, and answers it."""
    applicant.go(f"/my/applications/{reference}/")
    look(applicant, "completion-found")
    applicant.main.get_by_role("link", name=asked).click()
    expect_heading(applicant.page, applicant.say("Request for completion"))
    applicant.fill(f"q-{question}", answer)
    look(applicant, "completion-answer")
    applicant.press("Send the answer")


def accept_completion(officer: At, reference: str) -> None:
    """The officer accepts what was answered."""
    officer.go(case(reference))
    officer.press("Accept", exact=False)
    officer.told("The completion is accepted.")


def screen(officer: At, reference: str, name: str = "screening") -> None:
    """An officer finds that a case meets the conditions: each point, and each rule that people judge."""
    officer.go(case(reference, "screen/"))
    expect_heading(officer.page, officer.say("Screen the application"))
    for point in officer.main.get_by_role("checkbox").all():
        point.check()
    for met in officer.main.locator('input[type=radio][name^="rule-"][value="yes"]').all():
        met.check()
    for note in officer.main.locator('[name^="rule-"][name$="-note"]').all():
        note.fill(NOTES[officer.language])
    officer.pick("eligible", "yes")
    look(officer, name)
    officer.press("Record the screening")
    officer.told("The screening is recorded.")


# --- assessment ---------------------------------------------------------------------------------------------


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


# --- meeting ------------------------------------------------------------------------------------------------


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


# --- decision -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ruling:
    """What is decided: the outcome, and for an approval the sum, why it is lower, and a condition with its day."""

    outcome: str
    reasons: str
    amount: str = ""
    lower_reasons: str = ""
    condition: str = ""


def decide(decider: At, reference: str, ruling: Ruling, name: str) -> None:
    """A decision maker decides: the form, the question whether this is right, the decision."""
    decider.go(case(reference))
    decider.follow("Decide")
    expect_heading(decider.page, decider.say("Decide the application"))
    write_ruling(decider, ruling)
    if ruling.condition:
        decider.fill("condition_1", ruling.condition)
        decider.fill("due_1", str(date.today() + timedelta(days=60)))
    look(decider, name)
    decider.press("Go on: check the decision")
    expect_heading(decider.page, decider.say("Check the decision"))
    look(decider, f"{name}-check")
    approves = ruling.outcome == "approved"
    decider.press("Approve the application" if approves else "Reject the application")
    decider.told("The decision is recorded. The applicant gets a message and reads it in the portal.")


def write_ruling(decider: At, ruling: Ruling) -> None:
    """Fill in what is decided."""
    decider.pick("outcome", ruling.outcome)
    decider.fill("amount", ruling.amount)
    decider.fill("lower_reasons", ruling.lower_reasons)
    decider.fill("reasons", ruling.reasons)


def open_letter(applicant: At, portal: RunningPortal, reference: str) -> bytes:
    """The applicant opens the letter of the decision, which is recorded; returns the sealed PDF."""
    button = applicant.main.get_by_role("button", name=sentence(applicant.say("Open letter %(number)s")))

    def is_there() -> bool:
        applicant.go(f"/my/applications/{reference}/")
        return bool(button.count())

    wait_for(is_there, what="letter")
    look(applicant, "letter")
    address = case_letter(applicant, button)
    applicant.go(f"/my/applications/{reference}/")
    applicant.reads(sentence_inside(applicant.say("opened %(moment)s")))
    answer = applicant.page.request.get(address)
    assert answer.status == 200
    letter = answer.body()
    expect_seal(letter, portal)
    return letter


def case_letter(applicant: At, button: Locator) -> str:
    """Press the button of a letter, and return where the letter is."""
    with applicant.page.expect_request(lambda request: "/documents/" in request.url) as asked:
        button.first.click()
    return asked.value.url


def sentence_inside(text: str) -> re.Pattern[str]:
    """Return what finds a sentence of the interface anywhere in a text, whatever fills its gaps."""
    return re.compile(sentence(text).pattern.removeprefix("^\\s*"))


def expect_seal(letter: bytes, portal: RunningPortal) -> None:
    """The seal of a letter holds, and breaks with one changed byte."""
    status = seal_of(letter, portal)
    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    changed = bytearray(letter)
    changed[len(letter) // 3] ^= 1
    broken = seal_of(bytes(changed), portal)
    assert (broken.intact, broken.bottom_line) == (False, False)


def seal_of(letter: bytes, portal: RunningPortal) -> PdfSignatureStatus:
    """Return what pyHanko says of the seal of a PDF, trusting the portal's certificate."""
    certificates = [
        load_cert_from_pemder(str(file))
        for file in sorted((portal.data_dir / "seal").iterdir())
        if b"CERTIFICATE" in file.read_bytes()
    ]
    context = ValidationContext(trust_roots=certificates, allow_fetching=False)
    signature = PdfFileReader(io.BytesIO(letter)).embedded_signatures[0]
    # In a thread of its own: pyHanko begins an event loop, and the browser's runs in this one.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(validate_pdf_signature, signature, context).result()


# --- money --------------------------------------------------------------------------------------------------


def accept_grant(applicant: At, reference: str, name: str) -> None:
    """The grantee accepts the conditions with their name."""
    applicant.go(f"/my/applications/{reference}/")
    applicant.follow("Conditions, payments and account")
    look(applicant, "grant")
    applicant.follow("Accept the conditions")
    applicant.fill("name", name)
    applicant.main.locator('[name="agreed"]').check()
    look(applicant, "grant-accept")
    applicant.press("Accept the grant")
    applicant.told("The grant is accepted. A sealed copy will be with your documents.")


def enter_account(applicant: At, reference: str, *, number: str, bic: str, holder: str) -> None:
    """The grantee enters the account, with a wrong number first, which is refused beside its field."""
    applicant.go(f"/my/grants/{reference}/")
    applicant.follow("Enter the account")
    write_account(applicant, number=f"{number[:-1]}{(int(number[-1]) + 1) % 10}", bic=bic, holder=holder)
    applicant.press("Save")
    expect(applicant.main.locator('[name="number"]')).to_have_attribute("aria-invalid", "true")
    look(applicant, "account-wrong")
    write_account(applicant, number=number, bic=bic, holder=holder)
    applicant.press("Save")
    applicant.told("The account is entered. The authority verifies it before anything is paid.")
    look(applicant, "account-entered")


def write_account(person: At, *, number: str, bic: str, holder: str) -> None:
    """Fill in an account with its proof."""
    person.main.locator('[name="kind"]').select_option("iban")
    person.fill("number", number)
    person.fill("bic", bic)
    person.fill("holder", holder)
    person.main.locator('[name="proof"]').set_input_files(PROOF)


def verify_account(officer: At, reference: str, tail: str) -> None:
    """Another officer compares the account with its proof, and verifies it."""
    officer.go(case(reference))
    officer.main.locator("#money").get_by_role(
        "link", name=officer.say("Look at the account and its proof")
    ).first.click()
    officer.reads(re.compile(f"{tail}$"))
    look(officer, "account-verify")
    officer.press("Verify the account")
    officer.told("The account is verified.")


def step_payment(officer: At, title: str, state: str, button: str, name: str) -> None:
    """Take the next step with a case's payment that is in a state."""
    officer.go(f"/office/payments/?state={state}")
    # Of a joint call every part is shown, and the own one has the button.
    step = officer.main.get_by_role("row", name=title).get_by_role("button", name=officer.say(button))
    expect(step).to_have_count(1)
    look(officer, name)
    with officer.page.expect_navigation():
        step.click()
    officer.told("Saved.")


def add_paying_account(officer: At, *, name: str, iban: str, bic: str, currency: str) -> None:
    """An officer adds the account that the authority pays from."""
    officer.go("/office/payments/from/new/")
    for field, text in (("name", name), ("iban", iban), ("bic", bic), ("currency", currency)):
        officer.fill(field, text)
    look(officer, "paying-account")
    officer.press("Add")


def pay(officer: At, folder: Path, *, count: int, total: str) -> list[str]:
    """An officer makes a payment file and downloads it: the schema of ISO 20022 accepts it. Returns its lines."""
    officer.go("/office/payments/runs/")
    officer.follow("New payment file")
    officer.main.locator('[name="account"]').select_option(index=1)
    officer.fill("pays_on", str(date.today() + timedelta(days=1)))
    look(officer, "payment-run-new")
    officer.press("Make the file")
    links = officer.main.get_by_role("link", name=re.compile(r"\.(xml|csv)$"))

    def are_there() -> bool:
        officer.go("/office/payments/runs/")
        return links.count() >= 2

    wait_for(are_there, what="payment file")
    look(officer, "payment-runs")
    found = {}
    for link in links.all()[:2]:
        address = link.get_attribute("href") or ""
        answer = officer.page.request.get(address)
        assert answer.status == 200
        found[link.inner_text().strip().rpartition(".")[2]] = answer.body()
    expect_pain001(found["xml"], count=count, total=total)
    (folder / "payments.xml").write_bytes(found["xml"])
    return [row["line"] for row in csv.DictReader(io.StringIO(found["csv"].decode("utf-8-sig")))]


def expect_pain001(content: bytes, *, count: int, total: str) -> None:
    """The file is right by the schema of pain.001, with so many payments of so much together."""
    schema = etree.XMLSchema(file=str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))
    parsed = etree.parse(io.BytesIO(content))
    assert schema.validate(parsed), schema.error_log
    names = {"n": pain001.NAMESPACE}
    assert parsed.xpath("//n:GrpHdr/n:NbOfTxs/text()", namespaces=names) == [str(count)]
    assert parsed.xpath("//n:GrpHdr/n:CtrlSum/text()", namespaces=names) == [total]


def read_bank_answer(officer: At, lines: Sequence[str]) -> None:
    """The bank answers that every line is paid; the same answer again is refused."""
    told = "line,status,reason,date\n" + "".join(f"{line},PAID,,\n" for line in lines)
    answer = {"name": "answer.csv", "mimeType": "text/csv", "buffer": told.encode()}
    for again in (False, True):
        officer.go("/office/payments/runs/answer/")
        officer.main.locator('[name="file"]').set_input_files(answer)
        officer.press("Record it")
        if again:
            officer.told("This answer of the bank has been recorded already.")
            look(officer, "bank-answer-again")
        else:
            officer.reads("answer.csv")


# --- report and end -----------------------------------------------------------------------------------------


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
