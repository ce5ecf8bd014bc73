"""Two stages: an expression of interest is handed in, answered, and becomes the full application with its answers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from grants.domain import applications, drafts, expressions, resubmission, screening, stages
from grants.domain.applications import Closed
from grants.domain.completeness import missing_in
from grants.domain.content import answered_sections
from grants.domain.questions import edit
from grants.enums import ApplicationStatus, FormStage, QuestionKind, WindowKind
from grants.models import Application, Call
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.models import Message
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.grants import CallFactory, CallRuleFactory, QuestionFactory, WindowFactory

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Stockholm")
EARLY = datetime(2026, 2, 1, 12, tzinfo=ZONE)  # while expressions of interest are taken
BETWEEN = datetime(2026, 4, 1, 12, tzinfo=ZONE)  # between the two windows
LATE = datetime(2026, 6, 1, 12, tzinfo=ZONE)  # while full applications are taken
REASON = "It fits the purpose of the call."


@pytest.fixture
def staged() -> Call:
    """A call of the year 2026: expressions until the end of March, full applications from May until the end of June."""
    call = CallFactory(
        programme__authority__diary_series="VGR",
        opens_at=datetime(2026, 1, 1, tzinfo=ZONE),
        closes_at=datetime(2026, 7, 1, tzinfo=ZONE),
    )
    WindowFactory(call=call, kind=WindowKind.EXPRESSION, closes=UncertainDate("2026-03-31"))
    WindowFactory(
        call=call,
        kind=WindowKind.FULL,
        opens=UncertainDate("2026-05-01"),
        closes=UncertainDate("2026-06-30"),
    )
    for code, kind, stage in (
        ("title", QuestionKind.SHORT_TEXT, FormStage.ANY),
        ("idea", QuestionKind.LONG_TEXT, FormStage.EXPRESSION),
        ("requested", QuestionKind.MONEY, FormStage.FULL),
    ):
        QuestionFactory(call=call, code=code, kind=kind, stage=stage)
    return call


@pytest.fixture
def expressed(staged: Call) -> Application:
    """An expression of interest that was handed in."""
    applicant = UserFactory()
    begun = applications.start(staged, by=applicant, language="en", now=EARLY)
    drafts.save_answers(begun, {"title": "Choirs", "idea": "They meet."}, by=applicant)
    return applications.submit(begun, by=applicant, now=EARLY)


@pytest.fixture
def officer(staged: Call) -> object:
    """An officer of the call's authority."""
    return MembershipFactory(authority=staged.authority, role="officer").user


def answer(application: Application, officer: object, now: datetime = BETWEEN, **said: object) -> Application:
    application.refresh_from_db()
    values = {"accepted": True, "reason": REASON, "version": application.version, **said}
    return expressions.answer(application, by=officer, now=now, **values)


def asked(application: Application) -> list[str]:
    return [one.question.code for part in answered_sections(application) for one in part.answers]


def test_start_begins_with_the_expression_of_interest(expressed: Application) -> None:
    assert (expressed.stage, asked(expressed)) == (FormStage.EXPRESSION, ["title", "idea"])
    assert expressed.content is not None
    assert expressed.content["stage"] == "expression"


@pytest.mark.parametrize("kinds", [[], [WindowKind.EXPRESSION], [WindowKind.FULL], [WindowKind.APPLICATION]])
def test_is_staged_without_windows_of_both_kinds_is_not(kinds: list[str]) -> None:
    call = CallFactory()
    for kind in kinds:
        WindowFactory(call=call, kind=kind)

    assert (stages.is_staged(call), stages.first_stage(call)) == (False, FormStage.ANY)


def test_start_after_the_window_of_expressions_is_refused_although_the_call_is_open(staged: Call) -> None:
    with pytest.raises(Closed) as refused:
        applications.start(staged, by=UserFactory(), language="en", now=BETWEEN)

    assert refused.value.messages == [
        "Expressions of interest could be handed in until 1 April 2026, 00:00 (Stockholm time, UTC+2)."
    ]


def test_answer_accepts_and_opens_the_full_application_with_its_answers(
    expressed: Application, officer: object
) -> None:
    number = expressed.diary_number

    invited = answer(expressed, officer)

    assert (invited.status, invited.stage) == (ApplicationStatus.INVITED, FormStage.FULL)
    assert asked(invited) == ["title", "requested"]
    assert [one.question.code for one in missing_in(invited, answered_sections(invited)) if one.question] == [
        "requested"
    ]
    assert [move.note for move in invited.moves.all()][-1] == REASON
    drafts.save_answers(invited, {"requested": "1000"}, by=invited.applicant)
    invited.refresh_from_db()
    sent = applications.submit(invited, by=invited.applicant, now=LATE)
    assert (sent.status, sent.diary_number) == (ApplicationStatus.SUBMITTED, number)
    kept = [one.content["stage"] for one in sent.submissions.order_by("number") if one.content]
    assert kept == ["expression", "full"]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (BETWEEN, "Full applications can be handed in from 1 May 2026, 00:00 (Stockholm time, UTC+2)."),
        (
            datetime(2026, 7, 1, tzinfo=ZONE),
            "This call closed 1 July 2026, 00:00 (Stockholm time, UTC+2).",
        ),
    ],
)
def test_submit_of_the_full_application_outside_its_window_is_refused(
    expressed: Application, officer: object, now: datetime, sentence: str
) -> None:
    invited = answer(expressed, officer)

    with pytest.raises(Closed) as refused:
        applications.submit(invited, by=invited.applicant, now=now)

    assert refused.value.messages == [sentence]


def test_closing_of_follows_the_stage(expressed: Application, officer: object) -> None:
    before = stages.closing_of(expressed, EARLY)
    after = stages.closing_of(answer(expressed, officer), BETWEEN)

    assert (before, after) == (datetime(2026, 4, 1, tzinfo=ZONE), datetime(2026, 7, 1, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("accepted", "words"),
    [(True, "has accepted your expression of interest"), (False, "has declined your expression of interest")],
)
def test_answer_tells_the_applicant_with_the_reason(
    expressed: Application, officer: object, accepted: bool, words: str
) -> None:
    answer(expressed, officer, accepted=accepted)

    (mail,) = Message.objects.filter(to=expressed.applicant.email)
    assert (mail.body.count(words), mail.body.count(REASON)) == (1, 1)
    assert mail.body.count("Hand it in before 1 July 2026, 00:00 (Stockholm time, UTC+2).") == int(accepted)


def test_answer_declines_for_good(expressed: Application, officer: object) -> None:
    declined = answer(expressed, officer, accepted=False)

    assert (declined.status, declined.is_open_to_changes) == (ApplicationStatus.DECLINED, False)
    with pytest.raises(DomainError) as refused:
        answer(declined, officer)
    assert refused.value.messages == ["This expression of interest waits for no answer any more."]


def test_answer_without_a_reason_is_refused(expressed: Application, officer: object) -> None:
    with pytest.raises(DomainError) as refused:
        answer(expressed, officer, reason=" ")

    assert refused.value.message_dict == {"reason": ["Give the reason: the applicant is told."]}


def test_answer_of_an_older_page_is_refused(expressed: Application, officer: object) -> None:
    with pytest.raises(StaleEdit):
        answer(expressed, officer, version=expressed.version - 1)


def test_answer_by_somebody_else_is_not_allowed(expressed: Application) -> None:
    with pytest.raises(NotAllowed):
        answer(expressed, UserFactory())


def test_answer_by_the_applicant_is_not_allowed(expressed: Application) -> None:
    MembershipFactory(user=expressed.applicant, authority=expressed.authority, role="officer")

    with pytest.raises(NotAllowed) as refused:
        answer(expressed, expressed.applicant)

    assert refused.value.messages == ["You have an interest in this case: a colleague has to answer it."]


def test_answer_that_accepts_after_the_time_for_full_applications_is_refused(
    expressed: Application, officer: object
) -> None:
    with pytest.raises(DomainError) as refused:
        answer(expressed, officer, now=datetime(2026, 7, 1, tzinfo=ZONE))

    assert refused.value.messages == [
        "The time for full applications has passed. Give the call more time first."
    ]


def test_screen_of_an_expression_of_interest_is_refused(expressed: Application, officer: object) -> None:
    with pytest.raises(DomainError) as refused:
        screening.screen(
            expressed,
            checks=dict.fromkeys(screening.CHECKS, True),
            eligible=True,
            version=expressed.version,
            by=officer,
        )

    assert refused.value.code == "expression"


def test_leave_of_the_full_application_is_refused(expressed: Application, officer: object) -> None:
    invited = answer(expressed, officer)

    with pytest.raises(DomainError) as refused:
        resubmission.leave(invited, by=invited.applicant)

    assert refused.value.code == "invited"


def test_full_application_that_was_never_handed_in_says_again_what_was(
    expressed: Application, officer: object
) -> None:
    invited = answer(expressed, officer)
    drafts.save_answers(invited, {"title": "Other"}, by=invited.applicant)

    resubmission.settle_closed(timezone.now() + timedelta(days=400))

    invited.refresh_from_db()
    assert (invited.status, invited.title, invited.is_open_to_changes) == ("invited", "Choirs", False)


def test_withdraw_of_an_invited_application(expressed: Application, officer: object) -> None:
    invited = answer(expressed, officer)

    withdrawn = applications.withdraw(invited, by=invited.applicant)

    assert (withdrawn.status, withdrawn.is_open_to_changes) == (ApplicationStatus.WITHDRAWN, False)


def test_submit_of_an_expression_leaves_rules_about_later_answers_alone(staged: Call) -> None:
    rule = CallRuleFactory(
        call=staged, kind="answered", parameters={"question": "requested", "words": {"en": "Say how much."}}
    )
    begun = applications.start(staged, by=UserFactory(), language="en", now=EARLY)
    drafts.save_answers(begun, {"title": "Choirs", "idea": "They meet."}, by=begun.applicant)
    begun.refresh_from_db()

    sent = applications.submit(begun, by=begun.applicant, now=EARLY)

    assert (rule.call_id, sent.status) == (staged.pk, ApplicationStatus.SUBMITTED)


def test_edit_of_a_question_moves_it_to_another_stage(expressed: Application) -> None:
    question = expressed.call.questions.get(code="idea")

    edit(question, {"stage": FormStage.ANY}, version=None, by=None)

    assert asked(expressed) == ["title", "idea"]


@pytest.mark.parametrize(("code", "stage"), [("sure", "expression"), ("requested", "any")])
def test_edit_of_a_question_to_a_stage_without_the_one_that_decides_is_refused(
    staged: Call, code: str, stage: str
) -> None:
    """Where the dependent question comes at every stage, or the deciding one leaves the stage of the dependent one."""
    deciding = QuestionFactory(call=staged, code="sure", kind=QuestionKind.YES_NO, stage=FormStage.FULL)
    dependent = staged.questions.get(code="requested")
    edit(dependent, {"shown_if": {"question": "sure", "is": ["yes"]}}, version=None, by=None)
    changed = deciding if code == "sure" else dependent

    with pytest.raises(DomainError) as refused:
        edit(changed, {"stage": stage}, version=None, by=None)

    assert list(refused.value.message_dict) == ["stage"]
