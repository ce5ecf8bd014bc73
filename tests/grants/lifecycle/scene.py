"""A call with a budget and an envelope, the people around it, and every act that one of them may try on a case."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants.domain import applications, decisions, entries, screening
from grants.domain import drafts as drafts_of_applications
from grants.domain.deciding import appeals, changes
from grants.domain.money import accounts, awards, payments, repayments, returns, runs
from grants.domain.reporting import changes as asked_changes
from grants.domain.reporting import drafts, handing_in, reviewing
from grants.enums import DecisionOutcome, QuestionKind, ReportStatus
from grants.enums.money import PaymentStatus, RepaymentStatus
from grants.models import Appeal, Application, Award, Call, ChangeRequest, PayingAccount, Payment, Report
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.core.files import ALL_KINDS, CheckedFile, check_upload
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory
from tests.factories.money import IBAN, PayingAccountFactory
from tests.factories.partnerships import AuthorityFactory
from tests.factories.reporting import DutyFactory

REASONS = "It serves the aims of the call."
NOTICE = "Write to the court within three weeks."
CHECKS = dict.fromkeys(screening.CHECKS, True)

# Who stands around a case. "applicant" is the one whose case it is; all others have nothing to do with it, or work for
# its authority, or for another one.
OFFICERS = ("officer", "second officer")
DECIDERS = ("decision maker", "second decision maker")
EDITORS = (*OFFICERS, "administrator")
KINDS = (
    "applicant",
    "outsider",
    *OFFICERS,
    *DECIDERS,
    "administrator",
    "assessor",
    "auditor",
    "officer elsewhere",
    "decision maker elsewhere",
)


class Absent(Exception):
    """There is nothing yet that the act could be about, such as a payment before the grant."""


class Scene:
    """One authority's call, with people of every kind; everything is stored, so that two may act at once."""

    def __init__(self, budget: int = 100_000) -> None:
        self.authority = AuthorityFactory(diary_series="VGR")
        elsewhere = AuthorityFactory()
        self.call: Call = CallFactory(programme__authority=self.authority, budget=budget)
        QuestionFactory(call=self.call, code="title", kind=QuestionKind.SHORT_TEXT)
        QuestionFactory(call=self.call, code="requested", kind=QuestionKind.MONEY)
        DutyFactory(call=self.call)
        self.paying: PayingAccount = PayingAccountFactory(authority=self.authority)
        self.people: dict[str, User] = {
            "outsider": member(elsewhere, Role.ASSESSOR),
            "officer": member(self.authority, Role.OFFICER),
            "second officer": member(self.authority, Role.OFFICER),
            "decision maker": member(self.authority, Role.DECISION_MAKER),
            "second decision maker": member(self.authority, Role.DECISION_MAKER),
            "administrator": member(self.authority, Role.ADMINISTRATOR),
            "assessor": member(self.authority, Role.ASSESSOR),
            "auditor": member(self.authority, Role.AUDITOR),
            "officer elsewhere": member(elsewhere, Role.OFFICER),
            "decision maker elsewhere": member(elsewhere, Role.DECISION_MAKER),
        }

    def draft(self, requested: int = 50_000) -> Application:
        """Return a new draft of a new applicant, with everything that the call asks for."""
        case: Application = ApplicationFactory(call=self.call)
        drafts_of_applications.save_answers(
            case, {"title": "Two choirs", "requested": str(requested)}, by=case.applicant
        )
        return case

    def person(self, kind: str, case: Application) -> User:
        """Return the person of a kind; the applicant is the one whose case it is."""
        return case.applicant if kind == "applicant" else self.people[kind]


def fresh(case: Application) -> Application:
    """Return a case as it stands now."""
    return Application.objects.select_related("call", "authority", "applicant").get(pk=case.pk)


def award_of(case: Application) -> Award:
    """Return the grant of a case as it stands. Raises Absent where there is none."""
    awards_of = Award.objects.select_related(
        "decision__application__call", "decision__application__authority"
    )
    found = awards_of.filter(decision__application=case).first()
    if found is None:
        raise Absent
    return found


def payment_of(case: Application, *statuses: str) -> Payment:
    """Return the grant's first part, in one of these statuses if there is such a one. Raises Absent where it has none."""
    parts = Payment.objects.select_related("award__decision__application").filter(award=award_of(case))
    found = parts.filter(status__in=statuses).first() or parts.first()
    if found is None:
        raise Absent
    return found


def _one(found: Any) -> Any:
    record = found.first()
    if record is None:
        raise Absent
    return record


def _upload(name: str, content: bytes) -> CheckedFile:
    return check_upload(SimpleUploadedFile(name, content), allowed=ALL_KINDS, max_bytes=10_000_000)


def _page() -> bytes:
    written = io.BytesIO()
    paper = pikepdf.new()
    paper.add_blank_page()
    paper.save(written)
    return written.getvalue()


def _hand_in(scene: Scene, case: Application, by: User) -> object:
    return applications.submit(case, by=by, now=timezone.now())


def _screen(eligible: bool) -> Callable[[Scene, Application, User], object]:
    def screen(scene: Scene, case: Application, by: User) -> object:
        checks = CHECKS if eligible else {**CHECKS, "right_applicant": False}
        reason = "" if eligible else "Not a resident of the region."
        return screening.screen(
            case, checks=checks, eligible=eligible, reason=reason, version=case.version, by=by
        )

    return screen


def _approve(scene: Scene, case: Application, by: User) -> object:
    return decisions.decide(
        case,
        outcome=DecisionOutcome.APPROVED,
        amount=case.requested or Decimal(50_000),
        reasons=REASONS,
        appeal_notice=NOTICE,
        by=by,
    )


def _reject(scene: Scene, case: Application, by: User) -> object:
    return decisions.decide(
        case, outcome=DecisionOutcome.REJECTED, reasons=REASONS, appeal_notice=NOTICE, by=by
    )


def _without_reasons(scene: Scene, case: Application, by: User) -> object:
    return decisions.decide(case, outcome=DecisionOutcome.REJECTED, reasons="  ", appeal_notice=NOTICE, by=by)


def _correct(scene: Scene, case: Application, by: User) -> object:
    return changes.correct(case, changes="The name was misspelt.", reasons="A slip.", by=by)


def _revoke(scene: Scene, case: Application, by: User) -> object:
    return changes.revoke(case, reasons="It rested on a false statement.", appeal_notice=NOTICE, by=by)


def _refer_back(scene: Scene, case: Application, by: User) -> object:
    return changes.refer_back(case, asked="Ask the municipality.", by=by)


def _appeal(scene: Scene, case: Application, by: User) -> object:
    return appeals.hand_in(case, text="The plan was misread.", by=by)


def _uphold(scene: Scene, case: Application, by: User) -> object:
    appeal = _one(Appeal.objects.filter(application=case))
    return appeals.uphold(appeal, reasons="Nothing new was said.", by=by)


def _accept(scene: Scene, case: Application, by: User) -> object:
    return awards.accept(award_of(case), name="A Grantee", by=by)


def _decline(scene: Scene, case: Application, by: User) -> object:
    return awards.decline(award_of(case), reason="The hall was sold.", by=by)


def _enter_account(scene: Scene, case: Application, by: User) -> object:
    proof = _upload("proof.pdf", _page())
    return accounts.enter(
        award_of(case), kind="iban", number=IBAN, bic="ESSESESS", holder="A Grantee", proof=proof, by=by
    )


def _verify_account(scene: Scene, case: Application, by: User) -> object:
    return accounts.verify(_one(award_of(case).bank_accounts.current()), by=by)


def _prepare(scene: Scene, case: Application, by: User) -> object:
    return payments.prepare(payment_of(case, PaymentStatus.PAYABLE), by=by)


def _release(scene: Scene, case: Application, by: User) -> object:
    return payments.release(payment_of(case, PaymentStatus.PREPARED), by=by)


def _pay(scene: Scene, case: Application, by: User) -> object:
    run = runs.start(scene.paying, pays_on=timezone.localdate() + timedelta(days=1), by=by)
    runs.make(run.pk, lambda done, total: None)
    return run


def _bank_answers(scene: Scene, case: Application, by: User) -> object:
    line = payment_of(case, PaymentStatus.SENT).line
    if not line:
        raise Absent
    answer = io.BytesIO(f"line,status,reason,date\n{line},PAID,,\n".encode())
    return returns.take(scene.authority, answer, filename="answer.csv", by=by)


def _suspend(scene: Scene, case: Application, by: User) -> object:
    return awards.suspend(award_of(case), reasons="The report is late.", by=by)


def _resume(scene: Scene, case: Application, by: User) -> object:
    return awards.resume(award_of(case), reasons="It came.", by=by)


def _claim_back(scene: Scene, case: Application, by: User) -> object:
    return repayments.demand(award_of(case), amount=Decimal(1000), reasons="A shorter journey.", by=by)


def _receive(scene: Scene, case: Application, by: User) -> object:
    claimed = _one(award_of(case).repayments.filter(status=RepaymentStatus.DEMANDED))
    return repayments.receive(
        claimed, amount=Decimal(1000), on=timezone.localdate(), reference="OCR 1", by=by
    )


def report_of(case: Application) -> Report:
    """Return the final report that a grant owes. Raises Absent where it owes none."""
    reports = Report.objects.select_related("application__call", "award__decision__application__call")
    return _one(reports.filter(application=case))  # type: ignore[no-any-return]


def _report(scene: Scene, case: Application, by: User) -> object:
    report = report_of(case)
    typed = {
        "summary": "We sang.",
        "more": [{"key": "k1", "side": "cost", "what": "Travel", "spent": "50 000", "why": "Two journeys"}],
        "figures": {"people": "about 40", "days": "12", "person_days": "unknown", "audience": "over 300"},
    }
    drafts.save(report, typed, by=by)
    return handing_in.hand_in(report, by=by)


def _approve_report(scene: Scene, case: Application, by: User) -> object:
    return reviewing.answer(report_of(case), outcome=ReportStatus.APPROVED, by=by)


def _ask_change(scene: Scene, case: Application, by: User) -> object:
    return asked_changes.ask(award_of(case), kind="content", text="Two concerts instead of three.", by=by)


def _decide_change(scene: Scene, case: Application, by: User) -> object:
    asked = _one(ChangeRequest.objects.filter(application=case, status="submitted"))
    return asked_changes.decide(
        asked, outcome="approved", reasons="As good as before.", appeal_notice=NOTICE, by=by
    )


def _close(scene: Scene, case: Application, by: User) -> object:
    return awards.close(award_of(case), by=by)


@dataclass(frozen=True)
class Act:
    """Something that somebody does with a case, and who may: everybody else is refused, whatever the case's status."""

    do: Callable[[Scene, Application, User], object]
    who: tuple[str, ...]


APPLICANT = ("applicant",)
# By whom: interface.md (Roles), and domain.md (four eyes, no interest). A superuser is in no authority and may nothing.
ACTS: dict[str, Act] = {
    "hand in": Act(_hand_in, APPLICANT),
    "withdraw": Act(lambda scene, case, by: applications.withdraw(case, by=by, reason="Ill."), APPLICANT),
    "supplement": Act(lambda scene, case, by: entries.supplement(case, text="A letter.", by=by), APPLICANT),
    "write to the applicant": Act(
        lambda scene, case, by: entries.message(case, text="Hello.", by=by), EDITORS
    ),
    "screen as eligible": Act(_screen(True), OFFICERS),
    "screen as not eligible": Act(_screen(False), OFFICERS),
    "approve": Act(_approve, DECIDERS),
    "reject": Act(_reject, DECIDERS),
    "reject without reasons": Act(_without_reasons, ()),
    "refer back": Act(_refer_back, DECIDERS),
    "correct": Act(_correct, DECIDERS),
    "revoke": Act(_revoke, DECIDERS),
    "appeal": Act(_appeal, APPLICANT),
    "uphold on appeal": Act(_uphold, DECIDERS),
    "accept": Act(_accept, APPLICANT),
    "decline": Act(_decline, APPLICANT),
    "enter an account": Act(_enter_account, (*APPLICANT, *EDITORS)),
    "verify the account": Act(_verify_account, EDITORS),
    "prepare a payment": Act(_prepare, EDITORS),
    "release a payment": Act(_release, (*EDITORS, *DECIDERS)),
    "write a payment file": Act(_pay, EDITORS),
    "read the bank's answer": Act(_bank_answers, EDITORS),
    "suspend": Act(_suspend, EDITORS),
    "resume": Act(_resume, EDITORS),
    "claim back": Act(_claim_back, EDITORS),
    "record a repayment": Act(_receive, EDITORS),
    "report": Act(_report, APPLICANT),
    "approve the report": Act(_approve_report, OFFICERS),
    "ask for a change": Act(_ask_change, APPLICANT),
    "decide a change": Act(_decide_change, (*OFFICERS, *DECIDERS)),
    "close": Act(_close, EDITORS),
}


def attempt(scene: Scene, case: Application, kind: str, name: str) -> Exception | None:
    """Try an act; return None when it was done, otherwise how it was refused. Anything but a refusal is raised."""
    case = fresh(case)
    try:
        ACTS[name].do(scene, case, scene.person(kind, case))
    except (DomainError, Absent) as refused:
        return refused
    return None


def must(scene: Scene, case: Application, *steps: tuple[str, str]) -> Application:
    """Do one act after the other; each has to succeed."""
    for kind, name in steps:
        refused = attempt(scene, case, kind, name)
        assert refused is None, f"{kind}: {name}: {refused}"
    return fresh(case)
