"""Whoever is killed while cases are decided, letters made and payments sent: nothing is lost, and nothing done twice."""

import hashlib
import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.journeys import mail
from tests.journeys.killing import Told, all_done, held, insist, kill
from tests.journeys.plain import Client, rows, signed_in, wait_for
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

CASES = 20
REASONS = "It serves the aims of the call."
NOTICE = "Write to the court within three weeks."
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
RUNS = "/office/payments/runs/"


@dataclass(frozen=True)
class Case:
    """A case that waits to be decided, as it is seen, and what it is to be granted: None where it is to be rejected."""

    reference: str
    version: int
    granted: int | None


@dataclass(frozen=True)
class Stage:
    """A portal of one's own with cases to decide, and the people who work on them."""

    portal: RunningPortal
    call: str
    paying: int
    people: dict[str, str]
    cases: list[Case]

    @property
    def granted(self) -> dict[str, int]:
        """Return what is to be granted, by the case's reference."""
        return {one.reference: one.granted for one in self.cases if one.granted is not None}


def test_nothing_is_lost_or_done_twice_whoever_is_killed(own: RunningPortal) -> None:
    stage = staged(own)
    portal = stage.portal

    decide_all(stage)
    payments = call_inside(portal, "accept", stage.call, stage.people["officer"])
    prepare_and_release(stage, payments)
    send_to_the_bank(stage)

    wait_for(lambda: nothing_waits(portal), what="end of all work")
    expect_each_decided_once(stage)
    expect_one_whole_letter_each(stage)
    expect_one_mail_each(stage)
    expect_each_payment_in_one_file(stage, payments)
    expect_registers_without_gaps(stage)


def staged(portal: RunningPortal) -> Stage:
    """Put a call with cases into a portal, and wait until their receipts are made."""
    made = call_inside(portal, "prepare", CASES)
    wait_for(lambda: nothing_waits(portal), what="receipts")
    return Stage(portal, made["call"], made["paying"], made["people"], [Case(**one) for one in made["cases"]])


def call_inside(portal: RunningPortal, name: str, *arguments: object) -> Any:
    """Call a function of ``decidable`` in a process of the portal's, and return what it returns."""
    said = ", ".join(repr(one) for one in arguments)
    code = f"import json; from tests.journeys import decidable; print(json.dumps(decidable.{name}({said})))"
    return json.loads(portal.manage("shell", "--no-imports", "-c", code).splitlines()[-1])


def nothing_waits(portal: RunningPortal) -> bool:
    """Tell whether all jobs are done and all mail is sent; one that has failed ends the test."""
    jobs = dict(rows(portal, "SELECT state, count(*) FROM core_job GROUP BY state"))
    failed = rows(portal, "SELECT task, problem FROM core_job WHERE state = 'failed'")
    assert failed == []
    ((waiting,),) = rows(portal, "SELECT count(*) FROM core_message WHERE state = 'waiting'")
    return set(jobs) <= {"done"} and not waiting


# --- What people do, and who is killed meanwhile --------------------------------------------------------


def decide_all(stage: Stage) -> None:
    """Decide each case, while one after the other is killed."""
    portal = stage.portal
    decider = signed_in(portal, stage.people["decision maker"])

    def kill_where_halted(table: str, name: str) -> None:
        with held(portal, table) as wait:
            wait()
            kill(portal, name)

    told = all_done(
        [partial(decide, decider, case) for case in stage.cases],
        [
            partial(kill, portal, "web"),
            # The letter's file is written, and not yet on record.
            partial(kill_where_halted, "core_document", "worker"),
            partial(kill, portal, "valkey"),
            # The letter is on record as sent, and its mail not yet in the outbox.
            partial(kill_where_halted, "core_message", "postgres"),
        ],
    )
    assert [(one.answer.status, one.answer.path) for one in told] == [
        (302, f"/office/applications/{case.reference}/") for case in stage.cases
    ]
    # Otherwise nobody was at work when it happened.
    assert sum(one.unanswered for one in told) > 0


def decide(decider: Client, case: Case) -> Told:
    """Confirm the decision of one case."""
    said = [
        ("reasons", REASONS),
        ("appeal_notice", NOTICE),
        ("version", str(case.version)),
        ("confirmed", "1"),
    ]
    if case.granted is None:
        said += [("outcome", "rejected")]
    else:
        said += [("outcome", "approved"), ("amount", str(case.granted))]
    return insist(decider, f"/office/applications/{case.reference}/decide/", said)


def prepare_and_release(stage: Stage, payments: list[int]) -> None:
    """Let one officer prepare each payment and another one release it, while one after the other is killed."""
    portal = stage.portal
    one, another = (signed_in(portal, stage.people[kind]) for kind in ("officer", "second officer"))

    def pay(payment: int) -> Told:
        prepared = insist(one, f"/office/payments/{payment}/step/prepare/")
        released = insist(another, f"/office/payments/{payment}/step/release/")
        assert (prepared.answer.status, released.answer.status) == (302, 302)
        return Told(released.answer, prepared.unanswered + released.unanswered)

    told = all_done(
        [partial(pay, payment) for payment in payments],
        [partial(kill, portal, name) for name in ("postgres", "web", "valkey")],
    )
    assert len(told) == len(stage.granted)
    assert sum(one.unanswered for one in told) > 0


def send_to_the_bank(stage: Stage) -> None:
    """Order a payment file, and kill whoever is at work at every step of it."""
    portal = stage.portal
    # All else is done: what is held below can only be the payment file.
    wait_for(lambda: nothing_waits(portal), what="letters and contracts")
    officer = signed_in(portal, stage.people["officer"])
    order = [("account", str(stage.paying)), ("pays_on", (date.today() + timedelta(days=3)).isoformat())]
    with held(portal, "grants_registerentry") as wait_for_sending, ThreadPoolExecutor(1) as pool:
        with held(portal, "grants_paymentrun") as wait_for_order:
            ordered = pool.submit(insist, officer, f"{RUNS}new/", order)
            wait_for_order()
            kill(portal, "web")
        told = ordered.result()
        assert (told.answer.status, told.answer.path) == (302, RUNS)
        assert told.unanswered > 0
        # In the middle of the payments that it sends off.
        wait_for_sending()
        kill(portal, "worker")
        kill(portal, "valkey")
    # All are sent off, and the first of the two files is not yet on record.
    with held(portal, "core_document") as wait_for_file:
        wait_for_file()
        kill(portal, "postgres")
    again = insist(officer, f"{RUNS}new/", order)
    assert again.answer.status == 422, "what is in a file already was gathered again"


# --- What has to stand in the end ---------------------------------------------------------------------


def expect_each_decided_once(stage: Stage) -> None:
    """Assert that each case has one decision, taken in one act, and that the sum of the grants is right."""
    found = rows(
        stage.portal,
        "SELECT a.reference, d.outcome, w.amount, "
        "(SELECT array_agg((t.number, t.kind, t.outcome)::text) FROM grants_decisionact t WHERE t.application_id = a.id), "
        "(SELECT array_agg(m.to_status) FROM grants_applicationmove m "
        " WHERE m.application_id = a.id AND m.from_status = 'eligible') "
        "FROM grants_application a JOIN grants_call c ON c.id = a.call_id "
        "LEFT JOIN grants_decision d ON d.application_id = a.id LEFT JOIN grants_award w ON w.decision_id = d.id "
        "WHERE c.slug = %s ORDER BY a.id",
        stage.call,
    )
    wanted = []
    for case in stage.cases:
        outcome = "rejected" if case.granted is None else "approved"
        amount = None if case.granted is None else Decimal(case.granted)
        wanted.append((case.reference, outcome, amount, [f"(1,original,{outcome})"], [outcome]))
    assert found == wanted
    spent = rows(
        stage.portal,
        "SELECT s.spent, c.budget FROM grants_callspending s JOIN grants_call c ON c.id = s.call_id WHERE c.slug = %s",
        stage.call,
    )
    assert spent == [(Decimal(sum(stage.granted.values())),) * 2]


def expect_one_whole_letter_each(stage: Stage) -> None:
    """Assert that each act has one letter, whose file is the one on record and whose seal holds."""
    found = rows(
        stage.portal,
        "SELECT a.reference, l.sent_at IS NOT NULL, f.sha256, f.file FROM grants_application a "
        "JOIN grants_call c ON c.id = a.call_id JOIN grants_decisionact t ON t.application_id = a.id "
        "JOIN grants_decisionletter l ON l.act_id = t.id "
        "LEFT JOIN django_content_type y ON y.app_label = 'grants' AND y.model = 'application' "
        "LEFT JOIN core_document f ON f.content_type_id = y.id AND f.object_id = a.id AND f.kind = 'decision_letter' "
        "WHERE c.slug = %s ORDER BY a.id",
        stage.call,
    )
    assert [(reference, is_sent) for reference, is_sent, *_file in found] == [
        (case.reference, True) for case in stage.cases
    ]
    certificate = load_cert_from_pemder(str(stage.portal.data_dir / "seal" / "certificate.pem"))
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    for reference, _is_sent, sha256, file in found:
        content = (stage.portal.data_dir / "media" / file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256, reference
        (seal,) = PdfFileReader(BytesIO(content)).embedded_signatures
        # Beside the thread in which the browser's event loop runs: pyHanko wants to run one of its own.
        with ThreadPoolExecutor(1) as beside:
            found = beside.submit(validate_pdf_signature, seal, context).result()
        assert found.bottom_line, reference


def expect_one_mail_each(stage: Stage) -> None:
    """Assert that one message for each letter was put in the outbox, and sent under one id."""
    found = rows(
        stage.portal,
        "SELECT a.reference, m.state, m.id, m.to FROM grants_application a JOIN grants_call c ON c.id = a.call_id "
        "JOIN grants_decision d ON d.application_id = a.id "
        "LEFT JOIN core_message m ON starts_with(m.key, 'decided-') AND split_part(m.key, '-', 2) = d.id::text "
        "WHERE c.slug = %s ORDER BY a.id",
        stage.call,
    )
    assert [(reference, state) for reference, state, *_rest in found] == [
        (case.reference, "sent") for case in stage.cases
    ]
    decided = [
        message
        for message in mail.sent(stage.portal, to="@example.org", about="/my/applications/")
        if "decision" in message["Subject"]
    ]
    for reference, _state, key, to in found:
        ids = {one["Message-ID"] for one in decided if one["To"] == to and reference in one["Subject"]}
        # Killed between sending and recording it, the worker sends again, and any mail server can tell by the id.
        assert ids == {f"<outbox-{key}@portal>"}, reference


def expect_each_payment_in_one_file(stage: Stage, payments: list[int]) -> None:
    """Assert that there is one payment file, with each payment once, and that its sums are right."""
    portal = stage.portal
    runs = rows(
        portal,
        "SELECT r.id, r.status, r.count, r.control_sum FROM grants_paymentrun r WHERE r.account_id = %s",
        stage.paying,
    )
    total = Decimal(sum(stage.granted.values()))
    assert [tuple(rest) for _run, *rest in runs] == [("ready", len(stage.granted), total)]
    run = runs[0][0]
    found = rows(
        portal,
        "SELECT p.id, p.status, p.run_id, p.line, p.paid_amount, "
        "(SELECT array_agg(m.to_status ORDER BY m.id) FROM grants_paymentmove m WHERE m.payment_id = p.id "
        " AND m.to_status IN ('prepared', 'released', 'sent')) "
        "FROM grants_payment p JOIN grants_award w ON w.id = p.award_id JOIN grants_decision d ON d.id = w.decision_id "
        "JOIN grants_application a ON a.id = d.application_id JOIN grants_call c ON c.id = a.call_id "
        "WHERE c.slug = %s ORDER BY p.id",
        stage.call,
    )
    steps = ["prepared", "released", "sent"]
    assert [(key, state, in_run, moves) for key, state, in_run, _line, _sum, moves in found] == [
        (key, "sent", run, steps) for key in sorted(payments)
    ]
    files = dict(
        rows(
            portal,
            "SELECT f.slot, f.file FROM core_document f JOIN django_content_type y ON y.id = f.content_type_id "
            "WHERE y.app_label = 'grants' AND y.model = 'paymentrun' AND f.object_id = %s",
            run,
        )
    )
    assert sorted(files) == ["csv", "xml"]
    tree = etree.parse(portal.data_dir / "media" / files["xml"])
    assert {one.text for one in tree.iter(f"{PAIN}NbOfTxs")} == {str(len(payments))}
    assert {Decimal(one.text or "") for one in tree.iter(f"{PAIN}CtrlSum")} == {total}
    written = Counter(
        (one.findtext(f".//{PAIN}EndToEndId"), Decimal(one.findtext(f".//{PAIN}InstdAmt") or ""))
        for one in tree.iter(f"{PAIN}CdtTrfTxInf")
    )
    assert written == Counter((line, sum) for _key, _state, _run, line, sum, _moves in found)


def expect_registers_without_gaps(stage: Stage) -> None:
    """Assert that neither the diary nor the register of a case has a gap, and what each register says is said once."""
    found = rows(
        stage.portal,
        "SELECT a.reference, a.diary_number, e.number, e.kind, e.key FROM grants_application a "
        "JOIN grants_call c ON c.id = a.call_id JOIN grants_registerentry e ON e.application_id = a.id "
        "WHERE c.slug = %s ORDER BY a.id, e.number",
        stage.call,
    )
    numbers = list(dict.fromkeys(diary for _reference, diary, *_rest in found))
    assert [re.sub(r".*-", "", one) for one in numbers] == [
        f"{number:05d}" for number in range(1, len(stage.cases) + 1)
    ]
    for case in stage.cases:
        entries = [rest for reference, _diary, *rest in found if reference == case.reference]
        assert [number for number, *_rest in entries] == list(range(1, len(entries) + 1)), case.reference
        kinds = Counter(kind for _number, kind, _key in entries)
        assert (kinds["decision"], kinds["letter"]) == (1, 1), case.reference
        sent = [key for _number, kind, key in entries if kind == "payment" and key.startswith("sent-")]
        assert len(sent) == (case.granted is not None), case.reference
