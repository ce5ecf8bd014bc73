"""After handing in: entries of the case, requests for completion with deadlines of their own; the content stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from grants.domain import applications, completions, entries, screening
from grants.enums import CompletionState, EntryKind, ParticipantRole, QuestionKind
from grants.models import Application, Call, CaseEntry, CompletionRequest
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.files import ALL_KINDS, CheckedFile, check_upload
from portal.core.models import Document, Message
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory, QuestionFactory
from tests.factories.participants import ParticipantFactory


@pytest.fixture
def case(call: Call) -> Application:
    """A case that was handed in."""
    return ApplicationFactory(call=call, submitted=True)  # type: ignore[return-value]


@pytest.fixture
def officer(case: Application) -> User:
    """An officer of the authority."""
    return member(case.authority, Role.OFFICER)  # type: ignore[no-any-return]


def a_file(name: str = "letter.txt") -> CheckedFile:
    upload = SimpleUploadedFile(name, b"A letter.", content_type="text/plain")
    return check_upload(upload, allowed=ALL_KINDS, max_bytes=1000)


def asked(case: Application, by: User, **more: Any) -> CompletionRequest:
    values = {
        "text": "The letter is missing.",
        "question_codes": ["title", "unknown"],
        "closes_at": timezone.now() + timedelta(days=3),
        "time_zone": "Europe/Stockholm",
        **more,
    }
    return completions.ask(case, by=by, **values)


def answer(request: CompletionRequest, by: User, *, now: datetime | None = None, **more: Any) -> CaseEntry:
    values: dict[str, Any] = {"text": "Here it is.", "answers": {}, "files": {}, **more}
    return completions.answer(request, by=by, now=now or timezone.now(), **values)


def test_supplement_is_an_entry_and_no_edit(case: Application) -> None:
    before = (case.content, case.content_sha256)

    entry = entries.supplement(case, text="More.", files=[a_file()], by=case.applicant)

    case.refresh_from_db()
    assert (entry.direction, entry.kind, entry.text) == ("in", EntryKind.SUPPLEMENT, "More.")
    assert (case.content, case.content_sha256) == before
    assert Document.objects.of(entry).get().filename == "letter.txt"


@pytest.mark.parametrize("act", ["UPDATE grants_caseentry SET text = 'x'", "DELETE FROM grants_caseentry"])
def test_entry_is_never_rewritten(case: Application, act: str) -> None:
    entries.supplement(case, text="More.", by=case.applicant)

    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(act)


def test_supplement_without_words_is_refused(case: Application) -> None:
    with pytest.raises(ValidationError) as said:
        entries.supplement(case, text="  ", by=case.applicant)

    assert said.value.messages == ["Write what you want to say."]


def test_supplement_to_a_draft_or_of_somebody_else_is_not_allowed(
    case: Application, draft: Application
) -> None:
    for application, person in ((draft, draft.applicant), (case, UserFactory())):
        with pytest.raises(NotAllowed):
            entries.supplement(application, text="More.", by=person)


def test_supplement_by_who_writes_with_the_applicant(case: Application) -> None:
    person = ParticipantFactory(
        application=case,
        role=ParticipantRole.EDITOR,
        may_edit=True,
        accepted_at=timezone.now(),
        accepted_by=UserFactory(),
    )

    assert entries.supplement(case, text="More.", by=person.accepted_by).by == person.accepted_by


def test_supplement_of_too_many_files_is_refused(case: Application) -> None:
    with pytest.raises(DomainError) as said:
        entries.supplement(case, text="More.", files=[a_file()] * 11, by=case.applicant)

    assert said.value.code == "too_many"


def test_files_of_an_entry_are_read_by_both_sides_alone(case: Application, officer: User) -> None:
    entry = entries.supplement(case, text="More.", files=[a_file()], by=case.applicant)

    readers = [
        Document.objects.visible_to(person).of(entry).count()
        for person in (case.applicant, officer, UserFactory())
    ]

    assert readers == [1, 1, 0]


def test_message_posts_a_notice_without_its_words(case: Application, officer: User) -> None:
    entries.message(case, text="A secret.", by=officer)

    notice = Message.objects.get(to=case.applicant.email)
    assert notice.subject == f"There is a message about your application {case.reference}"
    assert "A secret." not in notice.body


def test_message_of_an_officer_elsewhere_or_with_an_interest_is_not_allowed(case: Application) -> None:
    interested = member(case.authority, Role.OFFICER)
    Application.objects.filter(pk=case.pk).update(applicant=interested)
    for person in (member(ApplicationFactory().authority, Role.OFFICER), interested):
        with pytest.raises(NotAllowed):
            entries.message(case, text="Hello.", by=person)


def test_ask_tells_the_applicant_until_when(case: Application, officer: User) -> None:
    request = asked(case, officer)

    notice = Message.objects.get(to=case.applicant.email)
    assert (request.question_codes, request.state) == (["title"], CompletionState.OPEN)
    assert [entry.kind for entry in case.entries.all()] == [EntryKind.REQUEST]
    assert "The letter is missing." not in notice.body
    assert "Stockholm time" in notice.body


def test_ask_with_a_deadline_that_has_passed_is_refused(case: Application, officer: User) -> None:
    with pytest.raises(DomainError) as said:
        asked(case, officer, closes_at=timezone.now())

    assert said.value.message_dict == {
        "closes_at": ["This moment has passed. Give the applicant time to answer."]
    }


def test_answer_is_an_entry_with_answers_and_files_and_no_edit(case: Application, officer: User) -> None:
    before = (case.content, case.content_sha256, case.title)
    request = asked(case, officer)

    entry = answer(
        request, case.applicant, answers={"title": "Choirs", "requested": "1"}, files={"": [a_file()]}
    )

    case.refresh_from_db()
    request.refresh_from_db()
    assert [(one["code"], one["shown"]) for one in entry.answers] == [("title", "Choirs")]
    assert (entry.is_late, request.state) == (False, CompletionState.ANSWERED)
    assert Document.objects.of(entry).count() == 1
    assert (case.content, case.content_sha256, case.title) == before


def test_answer_that_cannot_be_read_says_so_beside_its_question(case: Application, officer: User) -> None:
    request = asked(case, officer, question_codes=["requested"])

    with pytest.raises(DomainError) as said:
        answer(request, case.applicant, answers={"requested": "much"})

    assert list(said.value.message_dict) == ["requested"]
    assert not CaseEntry.objects.filter(kind=EntryKind.COMPLETION).exists()


def test_answer_with_nothing_is_refused(case: Application, officer: User) -> None:
    with pytest.raises(DomainError) as said:
        answer(asked(case, officer), case.applicant, text=" ")

    assert said.value.messages == ["Write an answer, or choose a file."]


def test_answer_a_second_late_is_refused_with_the_moment(case: Application, officer: User) -> None:
    request = asked(case, officer)

    assert answer(request, case.applicant, now=request.closes_at - timedelta(seconds=1)).is_late is False
    with pytest.raises(DomainError) as said:
        answer(request, case.applicant, now=request.closes_at)

    assert said.value.code == "late"
    assert said.value.messages[0].startswith("The answer was due ")


def test_answer_late_counts_as_late_where_the_call_takes_it(case: Application, officer: User) -> None:
    Call.objects.update(takes_late_completions=True)
    request = asked(case, officer)

    assert answer(request, case.applicant, now=request.closes_at).is_late


def test_answer_of_somebody_else_is_not_allowed(case: Application, officer: User) -> None:
    with pytest.raises(NotAllowed):
        answer(asked(case, officer), UserFactory())


def test_accept_closes_the_request_once(case: Application, officer: User) -> None:
    request = asked(case, officer)
    answer(request, case.applicant)

    first = completions.accept(request, by=officer)
    second = completions.accept(request, by=officer)

    assert (first.accepted_at, second.state) == (second.accepted_at, CompletionState.ACCEPTED)
    assert case.entries.filter(kind=EntryKind.ACCEPTANCE).count() == 1
    with pytest.raises(DomainError) as said:
        answer(request, case.applicant)
    assert said.value.messages == ["This request is closed and takes no more answers."]


def test_accept_what_was_not_answered_is_refused(case: Application, officer: User) -> None:
    with pytest.raises(DomainError) as said:
        completions.accept(asked(case, officer), by=officer)

    assert said.value.code == "unanswered"


def test_withdraw_closes_the_request(case: Application, officer: User) -> None:
    request = completions.withdraw(asked(case, officer), by=officer)

    assert request.state == CompletionState.WITHDRAWN
    assert not CompletionRequest.objects.waiting().exists()


def test_answer_a_file_question_keeps_which_question_it_is(case: Application, officer: User) -> None:
    QuestionFactory(call=case.call, code="plan", kind=QuestionKind.FILE)
    request = asked(case, officer, question_codes=["plan"])

    entry = answer(request, case.applicant, text="", files={"plan": [a_file()], "title": [a_file()]})

    assert [document.slot.partition(":")[0] for document in Document.objects.of(entry)] == ["plan"]


def test_a_withdrawn_case_takes_no_supplement(case: Application) -> None:
    gone = applications.withdraw(case, by=case.applicant)

    with pytest.raises(NotAllowed):
        entries.supplement(gone, text="More.", by=case.applicant)


@pytest.mark.parametrize(
    ("days", "working", "end"),
    [
        (5, True, "2026-11-07T00:00:00+01:00"),  # from Friday: Monday to Friday of the week after
        (5, False, "2026-11-05T00:00:00+01:00"),
        (0, False, "2026-10-31T00:00:00+01:00"),
        (None, True, None),
    ],
)
def test_term_of_a_call_counts_whole_days_on_its_clocks(
    call: Call, days: int | None, working: bool, end: str | None
) -> None:
    call.completion_days, call.completion_in_working_days = days, working
    call.time_zone = "Europe/Stockholm"

    found = completions.term_end(call, datetime.fromisoformat("2026-10-29T23:30:00+00:00"))

    assert found == (datetime.fromisoformat(end) if end else None)


def test_ask_never_gives_less_time_than_the_call(case: Application, officer: User) -> None:
    Call.objects.update(completion_days=5, time_zone="Europe/Stockholm")
    now = timezone.now()
    end = completions.term_end(Call.objects.get(), now)
    assert end is not None

    with pytest.raises(DomainError) as said:
        asked(case, officer, closes_at=end - timedelta(seconds=1), now=now)
    request = asked(case, officer, closes_at=end, now=now)

    assert "The call gives 5 days. The answer cannot be due before" in said.value.message_dict["closes_at"][0]
    assert request.closes_at == end


@pytest.mark.parametrize(
    ("says_so", "answered", "withdrawn", "counts"),
    [
        (True, None, False, True),
        (True, timedelta(days=2), False, False),
        (True, timedelta(days=4), False, True),
        (True, None, True, False),
        (False, None, False, False),
    ],
)
def test_missed_completion_counts_as_late_where_the_call_says_so(
    case: Application, officer: User, says_so: bool, answered: timedelta | None, withdrawn: bool, counts: bool
) -> None:
    Call.objects.update(incomplete_is_late=says_so, takes_late_completions=True)
    start = timezone.now() - timedelta(days=5)
    request = asked(case, officer, closes_at=start + timedelta(days=3), now=start)
    if answered is not None:
        answer(request, case.applicant, now=start + answered)
    if withdrawn:
        completions.withdraw(request, by=officer)
    case = Application.objects.get()

    found = screening.findings(case)["in_time"]

    assert (found.met is False, "did not come in time" in found.sentence) == (counts, counts)
