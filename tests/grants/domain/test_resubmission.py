"""What was handed in is opened again until the deadline, where the call lets it, and counts until it is handed in again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from grants.domain import applications, attachments, drafts, resubmission, screening, submissions
from grants.domain.screening import CHECKS
from grants.enums import ApplicationStatus, QuestionKind, Resubmission
from grants.models import Application, Call, DiaryCounter, Submission
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document, Job
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory, QuestionFactory


@pytest.fixture
def lenient(call: Call) -> Call:
    """A call in which the last submission counts."""
    call.resubmission = Resubmission.REPLACE_UNTIL_DEADLINE
    call.save()
    return call


@pytest.fixture
def sent(lenient: Call, draft: Application) -> Application:
    """An application that was handed in."""
    return hand_in(draft, title="First", requested="50 000")


def hand_in(application: Application, **typed: str) -> Application:
    """Write these answers and hand in."""
    drafts.save_answers(application, typed, by=application.applicant)
    application.refresh_from_db()
    return applications.submit(application, by=application.applicant, now=timezone.now())


def reopen(application: Application) -> Application:
    return resubmission.reopen(application, by=application.applicant, now=timezone.now())


def versions(application: Application) -> list[tuple[int, str, Decimal]]:
    return list(application.submissions.values_list("number", "title", "requested"))


def test_submit_is_kept_in_the_register(sent: Application) -> None:
    kept = sent.submissions.get()

    assert (kept.number, kept.content, kept.content_sha256, kept.submitted_at, kept.submitted_by) == (
        1,
        sent.content,
        sent.content_sha256,
        sent.submitted_at,
        sent.applicant,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["UPDATE grants_submission SET title = 'x'", "DELETE FROM grants_submission"])
def test_submission_is_never_rewritten(sent: Application, act: str) -> None:
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(act)


def test_reopen_and_hand_in_again_replaces_what_counts_and_keeps_the_first(sent: Application) -> None:
    first = (sent.diary_number, sent.content_sha256)

    again = hand_in(reopen(sent), title="Second", requested="60 000")

    assert (again.diary_number, again.status, again.is_reopened) == (
        first[0],
        ApplicationStatus.SUBMITTED,
        False,
    )
    assert versions(again) == [(1, "First", 50000), (2, "Second", 60000)]
    assert again.submissions.get(number=1).content_sha256 == first[1]
    assert again.content_sha256 == again.submissions.get(number=2).content_sha256
    assert DiaryCounter.objects.get().last_number == 1
    assert list(Job.objects.order_by("pk").values_list("key", flat=True)) == [str(sent.pk), f"{sent.pk}-2"]
    assert list(again.moves.values_list("from_status", "to_status")) == [
        ("draft", "submitted"),
        ("submitted", "submitted"),
    ]


def test_reopened_counts_as_handed_in_until_it_is_handed_in_again(sent: Application) -> None:
    opened = reopen(sent)

    drafts.save_answers(opened, {"title": "Second"}, by=sent.applicant)

    opened.refresh_from_db()
    assert (opened.status, opened.content, opened.submitted_at) == (
        ApplicationStatus.SUBMITTED,
        sent.content,
        sent.submitted_at,
    )


def test_reopen_twice_stays_open(sent: Application) -> None:
    assert reopen(sent).reopened_at == reopen(sent).reopened_at


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Resubmission.NONE, "In this call, what has been handed in can no longer be changed."),
        (Resubmission.KEEP_FIRST, "In this call, what is handed in first counts: it cannot be replaced."),
    ],
)
def test_reopen_where_the_call_does_not_let_it_is_refused(
    sent: Application, rule: str, sentence: str
) -> None:
    Call.objects.update(resubmission=rule)
    sent.refresh_from_db()

    with pytest.raises(DomainError) as said:
        reopen(sent)

    assert said.value.messages == [sentence]


def test_reopen_at_the_moment_of_closing_is_refused(sent: Application) -> None:
    assert sent.call.closes_at
    just_before = sent.call.closes_at - timedelta(seconds=1)

    with pytest.raises(DomainError):
        resubmission.reopen(sent, by=sent.applicant, now=sent.call.closes_at)
    assert resubmission.reopen(sent, by=sent.applicant, now=just_before).is_reopened


def test_reopen_by_somebody_else_is_not_allowed(sent: Application) -> None:
    with pytest.raises(NotAllowed):
        resubmission.reopen(sent, by=UserFactory(), now=timezone.now())


def test_reopen_what_is_screened_is_not_allowed(sent: Application) -> None:
    screen(sent)
    sent.refresh_from_db()

    with pytest.raises(NotAllowed):
        reopen(sent)


def screen(application: Application) -> Application:
    return screening.screen(
        application,
        checks=dict.fromkeys(CHECKS, True),
        eligible=True,
        version=application.version,
        by=member(application.authority, Role.OFFICER),
    )


def test_screen_waits_until_the_call_has_closed(sent: Application) -> None:
    opened = reopen(sent)
    drafts.save_answers(opened, {"title": "Second"}, by=sent.applicant)
    opened.refresh_from_db()

    with pytest.raises(DomainError) as said:
        screen(opened)
    assert said.value.code == "reopened"

    Call.objects.update(closes_at=timezone.now())
    opened = Application.objects.get(pk=sent.pk)
    screened = screen(opened)
    screened.refresh_from_db()
    assert (screened.status, screened.title, screened.reopened_at) == ("eligible", "First", None)


def test_settle_closed_lets_what_was_left_open_say_what_was_handed_in(sent: Application) -> None:
    opened = reopen(sent)
    drafts.save_answers(opened, {"title": "Second", "requested": "1"}, by=sent.applicant)
    Call.objects.update(closes_at=timezone.now())

    settled = [resubmission.settle_closed(timezone.now()) for _time in range(2)]

    sent.refresh_from_db()
    assert settled == [1, 0]
    assert (sent.title, sent.requested, sent.is_reopened) == ("First", 50000, False)


def test_leave_puts_back_what_was_handed_in(sent: Application) -> None:
    opened = reopen(sent)
    drafts.save_answers(opened, {"title": "Second"}, by=sent.applicant)

    left = resubmission.leave(opened, by=sent.applicant)

    assert (left.title, left.is_reopened, versions(left)) == ("First", False, [(1, "First", 50000)])


def test_withdraw_while_it_is_open_takes_back_what_was_handed_in(sent: Application) -> None:
    opened = reopen(sent)
    drafts.save_answers(opened, {"title": "Second"}, by=sent.applicant)

    gone = applications.withdraw(opened, by=sent.applicant)

    gone.refresh_from_db()
    assert (gone.status, gone.title, gone.is_reopened) == ("withdrawn", "First", False)


def test_delete_what_was_handed_in_is_not_allowed(sent: Application) -> None:
    with pytest.raises(NotAllowed):
        drafts.delete(reopen(sent), by=sent.applicant)


def test_a_file_taken_out_after_handing_in_stays_with_its_submission(sent: Application) -> None:
    opened = reopen(sent)
    question = QuestionFactory(call=sent.call, code="plan", kind=QuestionKind.FILE, required=False)

    def attach(name: str) -> Document:
        return attachments.add(
            opened,
            question,
            filename=name,
            content=name.encode(),
            media_type="text/plain",
            by=sent.applicant,
        )

    first = attach("first.txt")
    again = reopen(applications.submit(opened, by=sent.applicant, now=timezone.now()))
    attachments.remove(again, first, by=sent.applicant)
    opened = again
    attach("second.txt")

    assert [file.filename for file in submissions.files(again)] == ["first.txt"]
    done = applications.submit(again, by=sent.applicant, now=timezone.now())
    assert [file.filename for file in submissions.files(done)] == ["second.txt"]
    kept = Document.objects.of(done.submissions.get(number=2)).get()
    with kept.file.open("rb") as file:
        assert file.read() == b"first.txt"


@pytest.mark.django_db(transaction=True)
def test_submit_at_once_after_reopening_leaves_one_more_submission(lenient: Call) -> None:
    QuestionFactory(call=lenient, code="more", kind=QuestionKind.SHORT_TEXT, required=False)
    draft: Any = ApplicationFactory(call=lenient)
    sent = hand_in(draft, title="First", requested="50 000")
    reopen(sent)

    def submit(_number: int) -> str:
        try:
            found = Application.objects.get(pk=sent.pk)
            return applications.submit(found, by=sent.applicant, now=timezone.now()).diary_number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(submit, range(4)))

    assert numbers == {sent.diary_number}
    assert Submission.objects.filter(application=sent).count() == 2
