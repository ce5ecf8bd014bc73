"""Applications are begun, handed in once, and taken back; each rule has its sentence."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from grants.domain import applications, drafts
from grants.domain.applications import Closed
from grants.domain.completeness import Incomplete
from grants.domain.content import fingerprint
from grants.enums import ApplicationStatus, CallRoute, CallStatus, QuestionKind
from grants.models import Application, Call, DiaryCounter
from portal.core.errors import NotAllowed
from portal.core.models import Job
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory
from tests.factories.partnerships import OrganisationFactory


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def complete(draft: Application) -> Application:
    """A draft with all its answers."""
    drafts.save_answers(draft, {"title": "Choirs meet", "requested": "50 000"}, by=draft.applicant)
    draft.refresh_from_db()
    return draft


def test_start_begins_a_draft_as_a_person(call: Call) -> None:
    person = UserFactory(name="Åsa Öst")

    application = applications.start(call, by=person, language="sv")

    assert (
        application.applicant_name,
        application.organisation,
        application.language,
        application.authority,
    ) == (
        "Åsa Öst",
        None,
        "sv",
        call.authority,
    )
    assert re.fullmatch(r"[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{4}", application.reference)


def test_start_of_a_call_by_nomination_is_refused(call: Call) -> None:
    call.route = CallRoute.NOMINATION
    call.save()

    with pytest.raises(Closed, match="those who take part are nominated"):
        applications.start(call, by=UserFactory(), language="sv")


def test_start_begins_a_draft_for_an_organisation(call: Call) -> None:
    acting = RepresentationFactory()

    application = applications.start(call, by=acting.user, organisation=acting.organisation, language="en")

    assert (application.organisation, application.applicant_name) == (
        acting.organisation,
        str(acting.organisation),
    )


def test_start_for_an_organisation_one_does_not_represent_is_not_allowed(call: Call) -> None:
    with pytest.raises(NotAllowed) as refused:
        applications.start(call, by=UserFactory(), organisation=OrganisationFactory(), language="en")

    assert refused.value.messages == ["You do not act for this organisation in the portal."]


def test_start_twice_gives_the_untouched_draft_again(call: Call) -> None:
    person = UserFactory()

    first = applications.start(call, by=person, language="en")
    second = applications.start(call, by=person, language="en")
    drafts.save_answers(first, {"title": "A"}, by=person)
    third = applications.start(call, by=person, language="en")

    assert second == first
    assert third != first


@pytest.mark.parametrize(
    ("status", "now", "sentence"),
    [
        (CallStatus.PUBLISHED, "2026-11-30T10:59:59.999999", ""),
        (
            CallStatus.PUBLISHED,
            "2026-11-30T11:00:00",
            "This call closed 30 November 2026, 12:00 (Stockholm time, UTC+1).",
        ),
        (
            CallStatus.PUBLISHED,
            "2026-11-01T07:59:59.999999",
            "This call opens 1 November 2026, 09:00 (Stockholm time, UTC+1).",
        ),
        (CallStatus.PUBLISHED, "2026-11-01T08:00:00", ""),
        (CallStatus.CLOSED, "2026-11-10T00:00:00", "This call is closed."),
        (CallStatus.DRAFT, "2026-11-10T00:00:00", "This call is not published."),
        (
            CallStatus.WITHDRAWN,
            "2026-11-10T00:00:00",
            "This call has been withdrawn and takes no applications.",
        ),
    ],
)
def test_closed_sentence_is_exact_to_the_second(status: str, now: str, sentence: str) -> None:
    call = Call(
        status=status,
        opens_at=at("2026-11-01T08:00:00"),
        closes_at=at("2026-11-30T11:00:00"),
        time_zone="Europe/Stockholm",
    )

    assert applications.closed_sentence(call, at(now)) == sentence


@pytest.mark.parametrize(
    ("closes", "sentence"),
    [
        # 02:30 comes twice in the night in which summer time ends.
        ("2026-10-25T00:30:00", "This call closed 25 October 2026, 02:30 (Brussels time, UTC+2)."),
        ("2026-10-25T01:30:00", "This call closed 25 October 2026, 02:30 (Brussels time, UTC+1)."),
    ],
)
def test_closed_sentence_tells_the_two_equal_hours_apart(closes: str, sentence: str) -> None:
    call = Call(
        status=CallStatus.PUBLISHED,
        opens_at=at("2026-10-01T00:00:00"),
        closes_at=at(closes),
        time_zone="Europe/Brussels",
    )

    assert applications.closed_sentence(call, at(closes) - timedelta(microseconds=1)) == ""
    assert applications.closed_sentence(call, at(closes)) == sentence


def test_submit_hands_the_draft_in(complete: Application) -> None:
    now = timezone.now()

    application = applications.submit(complete, by=complete.applicant, now=now)

    application.refresh_from_db()
    assert (application.status, application.submitted_at, application.submitted_by, application.version) == (
        ApplicationStatus.SUBMITTED,
        now,
        complete.applicant,
        2,
    )
    assert application.diary_number == f"VGR {now.year}-00001"
    assert application.content_sha256 == fingerprint(application.content)
    assert [
        (answer["code"], answer["typed"], answer["value"])
        for section in application.content["sections"]
        for answer in section["answers"]
    ] == [("title", "Choirs meet", "Choirs meet"), ("requested", "50 000", "50000")]
    assert list(application.moves.values_list("from_status", "to_status", "by")) == [
        ("draft", "submitted", complete.applicant.pk)
    ]
    assert list(Job.objects.values_list("task", "key")) == [("grants.render_receipt", str(application.pk))]


def test_submit_again_changes_nothing(complete: Application) -> None:
    first = applications.submit(complete, by=complete.applicant, now=timezone.now())

    again = applications.submit(complete, by=complete.applicant, now=timezone.now() + timedelta(days=30))

    assert (again.diary_number, again.submitted_at, again.moves.count(), Job.objects.count()) == (
        first.diary_number,
        first.submitted_at,
        1,
        1,
    )


def test_submit_by_somebody_else_is_not_allowed(complete: Application) -> None:
    with pytest.raises(NotAllowed):
        applications.submit(complete, by=UserFactory(), now=timezone.now())


def test_submit_too_late_loses_nothing_and_takes_no_number(complete: Application) -> None:
    with pytest.raises(Closed):
        applications.submit(complete, by=complete.applicant, now=complete.call.closes_at)

    complete.refresh_from_db()
    assert (complete.status, complete.answers.count(), DiaryCounter.objects.count()) == (
        ApplicationStatus.DRAFT,
        2,
        0,
    )


def test_submit_in_the_last_moment_is_in_time(complete: Application) -> None:
    now = complete.call.closes_at - timedelta(microseconds=1)

    assert applications.submit(complete, by=complete.applicant, now=now).status == ApplicationStatus.SUBMITTED


def test_submit_incomplete_lists_what_is_missing_with_its_place(draft: Application) -> None:
    drafts.save_answers(draft, {"requested": "abc"}, by=draft.applicant)

    with pytest.raises(Incomplete) as refused:
        applications.submit(draft, by=draft.applicant, now=timezone.now())

    assert [
        (missing.question.code, missing.section, missing.sentence) for missing in refused.value.missing
    ] == [
        ("title", 1, "Answer this question."),
        ("requested", 2, "This is no amount. Write it in figures, for example 1234.50 or 1234,50."),
    ]


def test_submit_checks_the_sums(complete: Application) -> None:
    call = complete.call
    call.amount_max, call.share_max = 60_000, 50
    call.save()
    QuestionFactory(call=call, code="budget", kind=QuestionKind.BUDGET, section={"en": "Budget"})

    def sentences(requested: str, *rows: list[str]) -> list[str]:
        drafts.save_answers(complete, {"requested": requested, "budget": list(rows)}, by=complete.applicant)
        with pytest.raises(Incomplete) as refused:
            applications.submit(complete, by=complete.applicant, now=timezone.now())
        return [missing.sentence for missing in refused.value.missing]

    assert sentences("70000", ["cost", "All", "70000"]) == [
        "The largest amount to apply for is SEK\u00a060,000.",
        "You can apply for at most 50 % of the costs, which is SEK\u00a035,000.",
    ]
    assert sentences("50000", ["cost", "All", "120000"], ["income", "Own", "60000"]) == [
        "SEK\u00a010,000 is missing: the costs are higher than the financing and the amount you apply for."
    ]


def test_submit_gives_numbers_without_gaps_in_the_year_of_the_authoritys_clocks(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(
        opens_at=at("2026-01-01T00:00:00"), closes_at=at("2027-02-01T00:00:00")
    )
    now = at("2026-12-31T23:30:00")  # half past midnight in Stockholm
    numbers = []

    for title in ("First", "", "Third"):  # the second is refused, and leaves no gap
        draft = ApplicationFactory(call=call)
        drafts.save_answers(draft, {"title": title, "requested": "1"}, by=draft.applicant)
        with suppress(Incomplete):
            numbers.append(applications.submit(draft, by=draft.applicant, now=now).diary_number)

    assert numbers == ["VGR 2027-00001", "VGR 2027-00002"]


@pytest.mark.django_db(transaction=True)
def test_submit_fifty_times_at_once_hands_in_once() -> None:
    call = CallFactory()
    QuestionFactory(call=call, code="title")
    draft = ApplicationFactory(call=call)
    drafts.save_answers(draft, {"title": "Choirs meet"}, by=draft.applicant)
    now = timezone.now()

    answers = _at_once(
        50, lambda _number: applications.submit(draft, by=draft.applicant, now=now).diary_number
    )

    assert len(set(answers)) == 1
    assert (draft.moves.count(), Job.objects.filter(task="grants.render_receipt").count()) == (1, 1)
    assert list(DiaryCounter.objects.values_list("last_number", flat=True)) == [1]


@pytest.mark.django_db(transaction=True)
def test_submit_of_many_drafts_at_once_gives_each_its_number() -> None:
    call = CallFactory()
    QuestionFactory(call=call, code="title")
    waiting = [ApplicationFactory(call=call) for _number in range(12)]
    for draft in waiting:
        drafts.save_answers(draft, {"title": "Choirs meet"}, by=draft.applicant)
    now = timezone.now()

    numbers = _at_once(
        12,
        lambda number: (
            applications.submit(waiting[number], by=waiting[number].applicant, now=now).diary_number
        ),
    )

    assert sorted(int(number.rpartition("-")[2]) for number in numbers) == list(range(1, 13))


def _at_once(count: int, work: Callable[[int], str]) -> list[str]:
    """Do the work in threads, each with a connection of its own."""

    def in_thread(number: int) -> str:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=12) as pool:
        return list(pool.map(in_thread, range(count)))


def test_withdraw_takes_an_application_back(complete: Application) -> None:
    applications.submit(complete, by=complete.applicant, now=timezone.now())

    first = applications.withdraw(complete, by=complete.applicant, reason="Other plans")
    again = applications.withdraw(complete, by=complete.applicant)

    assert (first.status, again.status) == (ApplicationStatus.WITHDRAWN, ApplicationStatus.WITHDRAWN)
    assert list(complete.moves.values_list("to_status", "note")) == [
        ("submitted", ""),
        ("withdrawn", "Other plans"),
    ]


def test_withdraw_a_draft_is_not_allowed(draft: Application) -> None:
    with pytest.raises(NotAllowed):
        applications.withdraw(draft, by=draft.applicant)


@pytest.mark.django_db
def test_withdraw_somebody_elses_is_not_allowed() -> None:
    application = ApplicationFactory(submitted=True)

    with pytest.raises(NotAllowed):
        applications.withdraw(application, by=UserFactory())
