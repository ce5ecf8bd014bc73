"""Decisions, and the letters that tell of them."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.journeys.acts.person import At, case, look
from tests.journeys.browsing import expect_heading, sentence
from tests.journeys.plain import wait_for
from tests.servers import RunningPortal


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
