"""The grant accepted, its account, its payments and the bank's answer."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from lxml import etree
from playwright.sync_api import expect

from grants.domain.money import pain001
from tests.journeys.acts.person import At, case, look
from tests.journeys.plain import wait_for

PROOF = {
    "name": "kontoutdrag.txt",
    "mimeType": "text/plain",
    "buffer": b"The bank shows the number and the name.",
}


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
