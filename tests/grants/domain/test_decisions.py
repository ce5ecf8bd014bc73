"""Decisions: once, within the bounds, told to the applicant; two at once cannot spend one krona twice."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from grants import periodic
from grants.domain import decisions, screening
from grants.domain.screening import CHECKS
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.models import Application, Award, Call, Decision
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.models import Document, Job, Message
from portal.core.tasks import run_job
from tests.factories.accounts import RepresentationFactory, member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory

ALL_MET = dict.fromkeys(CHECKS, True)
WORDS = {"reasons": "It serves the aims of the call.", "appeal_notice": "Write to the court."}


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory()


@pytest.fixture
def decider(authority: Authority) -> User:
    return member(authority, Role.DECISION_MAKER)


def eligible_case(authority: Authority, **fields: Any) -> Application:
    call = fields.pop("call", None) or CallFactory(
        programme__authority=authority, budget=Decimal(fields.pop("budget", 100_000))
    )
    return ApplicationFactory(
        submitted=True, call=call, status=fields.pop("status", ApplicationStatus.ELIGIBLE), **fields
    )


def approve(application: Application, by: User, amount: int = 40_000, **changes: Any) -> Decision:
    said = {
        "outcome": DecisionOutcome.APPROVED,
        "amount": Decimal(amount),
        **WORDS,
        "lower_reasons": "The budget.",
        **changes,
    }
    return decisions.decide(application, by=by, **said)


def test_decide_approves_with_an_award_a_move_and_a_letter_to_come(
    authority: Authority, decider: User
) -> None:
    application = eligible_case(authority)

    decision = approve(application, decider)

    application.refresh_from_db()
    assert application.status == ApplicationStatus.APPROVED
    assert (decision.award.amount, decision.award.currency) == (Decimal(40_000), "SEK")
    assert [(move.from_status, move.to_status, move.by) for move in application.moves.all()] == [
        ("eligible", "approved", decider)
    ]
    assert [(job.task, job.arguments) for job in Job.objects.all()] == [
        ("grants.send_decision", {"decision_id": decision.pk})
    ]


def test_decide_rejects_without_an_award(authority: Authority, decider: User) -> None:
    application = eligible_case(authority, status=ApplicationStatus.INELIGIBLE)

    decisions.decide(application, outcome=DecisionOutcome.REJECTED, by=decider, **WORDS)

    application.refresh_from_db()
    assert (application.status, Award.objects.count()) == (ApplicationStatus.REJECTED, 0)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.OFFICER, "Only decision makers of the authority decide its cases."),
        (Role.AUDITOR, "Only decision makers of the authority decide its cases."),
        (Role.ADMINISTRATOR, "Only decision makers of the authority decide its cases."),
    ],
)
def test_decide_by_another_role_is_not_allowed(authority: Authority, role: str, sentence: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        approve(eligible_case(authority), member(authority, role))

    assert refused.value.messages == [sentence]


def test_decide_by_a_decision_maker_of_another_authority_is_not_allowed(authority: Authority) -> None:
    with pytest.raises(NotAllowed):
        approve(eligible_case(authority), member(AuthorityFactory(), Role.DECISION_MAKER))


def test_decide_by_the_applicant_is_not_allowed(authority: Authority, decider: User) -> None:
    with pytest.raises(NotAllowed, match="You have an interest"):
        approve(eligible_case(authority, applicant=decider), decider)


def test_decide_by_one_who_represents_the_applicant_is_not_allowed(
    authority: Authority, decider: User
) -> None:
    acting = RepresentationFactory(user=decider)

    with pytest.raises(NotAllowed, match="You have an interest"):
        approve(eligible_case(authority, organisation=acting.organisation), decider)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"amount": None}, "amount", "Write the amount that is granted."),
        ({"amount": Decimal(0)}, "amount", "Write the amount that is granted."),
        (
            {"amount": Decimal("50000.01")},
            "amount",
            "This is more than was applied for: SEK\u00a050,000 at most.",
        ),
        ({"lower_reasons": ""}, "lower_reasons", "Say why less is granted than was applied for."),
        ({"reasons": "  "}, "reasons", "A decision needs its reasons."),
        ({"appeal_notice": ""}, "appeal_notice", "A decision says how to appeal."),
    ],
)
def test_decide_says_beside_the_field_what_is_wrong(
    authority: Authority, decider: User, changes: dict[str, Any], field: str, sentence: str
) -> None:
    application = eligible_case(authority)

    with pytest.raises(DomainError) as refused:
        decisions.decide(
            application,
            by=decider,
            **{
                "outcome": DecisionOutcome.APPROVED,
                "amount": Decimal(1),
                "lower_reasons": "The budget.",
                **WORDS,
                **changes,
            },
        )

    assert refused.value.message_dict == {field: [sentence]}
    assert Decision.objects.count() == 0


def test_decide_keeps_the_budget_of_the_call(authority: Authority, decider: User) -> None:
    first = eligible_case(authority, budget=60_000)
    second = eligible_case(authority, call=first.call)
    approve(first, decider, 40_000)

    with pytest.raises(DomainError) as refused:
        approve(second, decider, 20_001)

    assert refused.value.message_dict == {
        "amount": ["The call has SEK\u00a020,000 left of its budget. Grant that much at most."]
    }
    assert approve(second, decider, 20_000).award.amount == Decimal(20_000)
    assert decisions.left_in(first.call) == Decimal(0)


@pytest.mark.parametrize(
    ("status", "outcome", "sentence"),
    [
        ("submitted", "approved", "This case has to be screened before it can be decided."),
        ("submitted", "rejected", "This case has to be screened before it can be decided."),
        ("ineligible", "approved", "This case does not meet the conditions and cannot be approved."),
        ("withdrawn", "rejected", "This is “Withdrawn” and cannot be decided."),
    ],
)
def test_decide_only_where_the_case_stands_for_it(
    authority: Authority, decider: User, status: str, outcome: str, sentence: str
) -> None:
    application = eligible_case(authority, status=status)

    with pytest.raises(DomainError) as refused:
        decisions.decide(application, outcome=outcome, amount=None, by=decider, **WORDS)

    assert refused.value.messages == [sentence]


def test_decide_the_same_again_gives_the_decision_that_stands(authority: Authority, decider: User) -> None:
    application = eligible_case(authority)

    first = approve(application, decider)
    again = approve(application, decider, version=1)

    assert (again, Decision.objects.count(), Award.objects.count()) == (first, 1, 1)


def test_decide_after_somebody_else_says_what_was_decided(authority: Authority, decider: User) -> None:
    application = eligible_case(authority)
    approve(application, decider)

    with pytest.raises(decisions.AlreadyDecided) as refused:
        decisions.decide(
            application,
            outcome=DecisionOutcome.REJECTED,
            by=member(authority, Role.DECISION_MAKER),
            **WORDS,
        )

    assert refused.value.messages == [f"This case has already been decided: Approved, by {decider}."]


def test_decide_from_an_older_version_is_stale(authority: Authority, decider: User) -> None:
    application = eligible_case(authority)
    screening.screen(
        application, checks=ALL_MET, eligible=True, version=1, by=member(authority, Role.OFFICER)
    )

    with pytest.raises(StaleEdit):
        approve(application, decider, version=1)


@pytest.mark.django_db(transaction=True)
def test_decide_many_cases_at_once_never_exceeds_the_budget(authority: Authority, decider: User) -> None:
    first = eligible_case(authority, budget=100_000)
    cases = [first, *(eligible_case(authority, call=first.call) for _ in range(5))]

    def one(application: Application) -> str:
        try:
            approve(application, decider, 40_000)
        except DomainError:
            return "refused"
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(one, cases))

    assert answers == ["approved"] * 2 + ["refused"] * 4
    assert decisions.awarded(first.call) == Decimal(80_000)


@pytest.mark.django_db(transaction=True)
def test_decide_one_case_by_two_at_once_is_decided_once(authority: Authority) -> None:
    application = eligible_case(authority)
    deciders = [member(authority, Role.DECISION_MAKER) for _ in range(2)]

    def one(by: User) -> str:
        try:
            approve(application, by)
        except decisions.AlreadyDecided:
            return "told what was decided"
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, deciders))

    assert (answers, Decision.objects.count()) == (["decided", "told what was decided"], 1)


def test_send_decision_twice_makes_one_letter_and_one_message(authority: Authority, decider: User) -> None:
    application = eligible_case(authority)
    approve(application, decider)
    job = Job.objects.get()

    run_job(periodic.send_decision, job.pk)
    Job.objects.update(state="queued", finished_at=None)
    run_job(periodic.send_decision, job.pk)

    letter = Document.objects.of(application).get()
    message = Message.objects.get()
    assert (letter.kind, letter.language, letter.media_type) == ("decision_letter", "en", "application/pdf")
    assert (message.to, message.attachments.count()) == (application.applicant.email, 0)
    assert message.subject == f"There is a decision on your application {application.reference}"
    assert "pprove" not in message.body


@pytest.mark.parametrize("final", [True, False])
def test_decide_says_that_it_is_final_where_the_call_does(
    authority: Authority, decider: User, final: bool
) -> None:
    application = eligible_case(authority)
    Call.objects.update(decision_final=final)

    decision = approve(application, decider)

    said = f"This decision of {authority} is final: under the law of the call, it cannot be appealed."
    assert decision.appeal_notice == (said if final else WORDS["appeal_notice"])
    assert approve(application, decider) == decision
