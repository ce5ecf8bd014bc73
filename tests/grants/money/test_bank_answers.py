"""The bank's answer: each line is answered once, or the whole file is refused."""

import io
from datetime import date
from typing import Any

import pytest

from grants.domain.money import payments, returns
from grants.enums.money import PaymentStatus
from grants.models import Award, PaymentReturn
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import member
from tests.factories.money import accepted, officer_of, released
from tests.grants.money.test_payments import run_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Award:
    """A grant that is accepted; its only part of 40,000 is payable."""
    return accepted()


def answer(lines: str) -> io.BytesIO:
    return io.BytesIO(("line,status,reason,date\n" + lines).encode())


def take(award: Award, file: io.BytesIO, by: Any = None) -> PaymentReturn:
    authority = award.decision.application.authority
    return returns.take(authority, file, filename="answer", by=by or officer_of(award))


def test_the_answer_of_the_bank_marks_paid_and_lets_the_grant_run(award: Award) -> None:
    released(award)
    run = run_of(award)
    payment = award.payments.get()
    report = f"""<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>{run.message_id}</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>{payment.line}</OrgnlEndToEndId><TxSts>ACSC</TxSts>
<AccptncDtTm>2026-11-30T09:00:00</AccptncDtTm></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""

    made = take(award, io.BytesIO(report.encode()))

    payment.refresh_from_db()
    award.refresh_from_db()
    run.refresh_from_db()
    assert (made.paid, made.refused) == (1, 0)
    assert (payment.status, payment.paid_on) == (PaymentStatus.PAID, date(2026, 11, 30))
    assert (award.status, run.status) == ("running", "settled")
    assert told(award)[-1] == "Del 1 betald: 40\xa0000\xa0SEK"


def test_a_refused_line_goes_back_with_its_reason(award: Award) -> None:
    released(award)
    run_of(award)
    payment = award.payments.get()

    take(award, answer(f"{payment.line},RJCT,AC04 closed account,\n"))

    payment.refresh_from_db()
    assert (payment.status, payment.refusal) == ("returned", "AC04 closed account")
    payments.send_back(payment, reason="Another account.", by=officer_of(award))
    payment.refresh_from_db()
    assert (payment.status, payment.line, payment.account) == ("payable", None, None)


def test_an_unknown_line_is_refused_with_everything_else_and_kept(award: Award) -> None:
    released(award)
    run_of(award)
    payment = award.payments.get()

    with pytest.raises(DomainError, match="Line R0-0 is not one of yours: nothing was recorded"):
        take(award, answer(f"{payment.line},PAID,,\nR0-0,PAID,,\n"))

    payment.refresh_from_db()
    assert payment.status == "sent"
    assert [made.problem for made in PaymentReturn.objects.all()] == [
        "Line R0-0 is not one of yours: nothing was recorded."
    ]


def test_a_line_that_is_paid_already_is_refused_and_in_the_register(award: Award) -> None:
    released(award)
    run_of(award)
    payment = award.payments.get()
    take(award, answer(f"{payment.line},PAID,,\n"))

    with pytest.raises(DomainError, match="is “Paid” already: nothing was recorded"):
        take(award, answer(f"{payment.line},RJCT,,\n"))

    assert told(award)[-1] == (
        f"Svaret från banken togs inte emot: Line {payment.line} is “Paid” already: nothing was recorded."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<Document xmlns='urn:other'/>", "This is no answer of a bank"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'>", "This file is broken"),
        (b"a;b\n1;2\n", "The columns “line” and “status” are missing"),
        (b"line,status\nR1-1,\xff\n", "cannot be read as XML or CSV"),
    ],
)
def test_a_file_of_another_kind_is_refused(award: Award, content: bytes, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        take(award, io.BytesIO(content))


def test_answers_are_taken_for_ones_own_authority_only(award: Award) -> None:
    other = member(accepted().decision.application.authority, Role.OFFICER)

    with pytest.raises(NotAllowed):
        take(award, answer("R1-1,PAID,,\n"), by=other)
