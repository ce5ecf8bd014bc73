"""Calls: written by officers, opened by rules, closed by time, begun again from last year's edition."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from grants.domain import calls
from grants.enums import ApplicationStatus, CallStatus, DecisionOutcome
from grants.models import Award, Call, CallExtension, Decision
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.grants import (
    ApplicationFactory,
    CallFactory,
    CallFunderFactory,
    CallRuleFactory,
    ProgrammeFactory,
    QuestionFactory,
    StrandFactory,
    WindowFactory,
)
from tests.factories.partnerships import FieldOfArtFactory


@pytest.fixture
def draft(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT, names={"en": "Exchange grants", "sv": "Utbyten"})


@pytest.fixture
def officer(draft: Call) -> User:
    return member(draft.authority, Role.OFFICER)


def granted(call: Call, amount: int) -> None:
    application = ApplicationFactory(submitted=True, call=call, status=ApplicationStatus.APPROVED)
    decision = Decision.objects.create(
        application=application,
        outcome=DecisionOutcome.APPROVED,
        reasons="Good",
        appeal_notice="Court",
        decided_by=application.applicant,
    )
    Award.objects.create(decision=decision, amount=Decimal(amount), currency=call.currency)


def test_create_takes_zone_currency_and_languages_of_the_authority(officer: User, draft: Call) -> None:
    programme = ProgrammeFactory(authority=draft.authority)

    call = calls.create(
        {"programme": programme, "names": Multilingual({"en": "New grants"}), "year": 2027}, by=officer
    )

    assert (call.slug, call.status, call.time_zone, call.currency, call.languages) == (
        "new-grants-2027",
        CallStatus.DRAFT,
        "Europe/Stockholm",
        "SEK",
        ["sv", "en"],
    )


def test_create_for_another_authority_is_not_allowed(officer: User) -> None:
    with pytest.raises(NotAllowed):
        calls.create(
            {"programme": ProgrammeFactory(), "names": Multilingual({"en": "A"}), "year": 2027}, by=officer
        )


def test_edit_refuses_a_window_that_ends_before_it_begins(draft: Call, officer: User) -> None:
    with pytest.raises(DomainError) as refused:
        calls.edit(draft, {"closes_at": draft.opens_at}, version=1, by=officer)

    assert refused.value.message_dict == {"closes_at": ["The call closes before it opens: check both times."]}


def test_edit_refuses_a_budget_below_what_is_granted(draft: Call, officer: User) -> None:
    granted(draft, 40_000)

    with pytest.raises(DomainError) as refused:
        calls.edit(draft, {"budget": Decimal(39_999)}, version=1, by=officer)

    assert refused.value.message_dict == {
        "budget": ["SEK\u00a040,000 has been granted already. The budget cannot be less."]
    }


def test_edit_refuses_another_currency_once_money_is_granted(draft: Call, officer: User) -> None:
    granted(draft, 40_000)

    with pytest.raises(DomainError) as refused:
        calls.edit(draft, {"currency": "EUR"}, version=1, by=officer)

    assert list(refused.value.message_dict) == ["currency"]


def test_edit_from_an_older_version_is_stale(draft: Call, officer: User) -> None:
    calls.edit(draft, {"year": 2027}, version=1, by=officer)

    with pytest.raises(StaleEdit):
        calls.edit(draft, {"year": 2028}, version=1, by=officer)


def test_publish_says_what_is_missing_in_turn(draft: Call, officer: User) -> None:
    Call.objects.filter(pk=draft.pk).update(opens_at=None)
    with pytest.raises(DomainError, match="Say when the call opens"):
        calls.publish(draft, version=1, by=officer)
    Call.objects.filter(pk=draft.pk).update(opens_at=timezone.now(), languages=["en", "da"])
    with pytest.raises(DomainError, match="no title in these of its languages: da"):
        calls.publish(draft, version=1, by=officer)
    Call.objects.filter(pk=draft.pk).update(languages=["en", "sv"])
    with pytest.raises(DomainError, match="asks nothing yet"):
        calls.publish(draft, version=1, by=officer)
    QuestionFactory(call=draft)

    assert calls.publish(draft, version=1, by=officer).status == CallStatus.PUBLISHED


def test_publish_says_everything_that_is_missing_at_once(draft: Call, officer: User) -> None:
    Call.objects.filter(pk=draft.pk).update(opens_at=None, languages=["en", "da"])

    with pytest.raises(DomainError) as refused:
        calls.publish(draft, version=1, by=officer)

    assert refused.value.messages == [
        "The call has no title in these of its languages: da.",
        "Say when the call opens and closes before you publish it.",
        "The form asks nothing yet. Add a question before you publish it.",
    ]


def test_publish_again_after_the_closing_asks_for_more_time(draft: Call, officer: User) -> None:
    QuestionFactory(call=draft)
    over = timezone.now() - timedelta(minutes=1)
    Call.objects.filter(pk=draft.pk).update(status=CallStatus.CLOSED, closes_at=over)

    with pytest.raises(DomainError, match="Give more time instead"):
        calls.publish(draft, version=1, by=officer)


def test_edit_keeps_the_closing_of_an_open_call(draft: Call, officer: User) -> None:
    Call.objects.filter(pk=draft.pk).update(status=CallStatus.PUBLISHED)
    later = draft.closes_at + timedelta(days=1)

    with pytest.raises(DomainError) as refused:
        calls.edit(draft, {"closes_at": later}, version=1, by=officer)
    calls.edit(draft, {"closes_at": draft.closes_at, "year": 2027}, version=1, by=officer)

    assert list(refused.value.message_dict) == ["closes_at"]


@pytest.mark.parametrize("status", [CallStatus.PUBLISHED, CallStatus.CLOSED])
def test_extend_gives_more_time_and_keeps_the_reason(draft: Call, officer: User, status: str) -> None:
    Call.objects.filter(pk=draft.pk).update(status=status)
    later = draft.closes_at + timedelta(hours=2)

    made = extended(draft, officer, later)

    draft.refresh_from_db()
    assert (draft.status, draft.closes_at, draft.version) == (CallStatus.PUBLISHED, later, 2)
    assert (made.before, made.after, made.extended_by) == (later - timedelta(hours=2), later, officer)


def extended(call: Call, by: User, closes_at: datetime, reasons: str = "Outage") -> CallExtension:
    return calls.extend(
        call,
        closes_at=closes_at,
        reasons=Multilingual({"en": reasons}),
        version=1,
        by=by,
        now=timezone.now(),
    )


def test_extend_takes_no_time_away_and_needs_a_reason(draft: Call, officer: User) -> None:
    Call.objects.filter(pk=draft.pk).update(status=CallStatus.PUBLISHED)

    with pytest.raises(DomainError) as refused:
        extended(draft, officer, draft.closes_at, reasons=" ")

    assert sorted(refused.value.message_dict) == ["closes_at", "reasons"]


def test_extend_of_a_draft_is_refused(draft: Call, officer: User) -> None:
    with pytest.raises(DomainError, match="Only a call that was published"):
        extended(draft, officer, draft.closes_at + timedelta(days=1))


def test_extend_by_somebody_else_is_not_allowed(draft: Call) -> None:
    with pytest.raises(NotAllowed):
        extended(draft, member(draft.authority, Role.AUDITOR), draft.closes_at + timedelta(days=1))


def test_publish_by_an_auditor_is_not_allowed(draft: Call) -> None:
    with pytest.raises(NotAllowed):
        calls.publish(draft, version=1, by=member(draft.authority, Role.AUDITOR))


def test_withdraw_needs_a_reason_and_keeps_it(draft: Call, officer: User) -> None:
    Call.objects.filter(pk=draft.pk).update(status=CallStatus.PUBLISHED)
    with pytest.raises(DomainError, match="Say why"):
        calls.withdraw(draft, version=1, by=officer, reason=" ")

    calls.withdraw(draft, version=1, by=officer, reason="No money")

    draft.refresh_from_db()
    assert (draft.status, draft.moves.get().note) == (CallStatus.WITHDRAWN, "No money")


@pytest.mark.django_db
def test_close_due_closes_only_what_has_passed() -> None:
    now = timezone.now()
    over = CallFactory(closes_at=now)
    CallFactory(closes_at=now + timedelta(seconds=1))
    CallFactory(closes_at=now, status=CallStatus.WITHDRAWN)

    assert (calls.close_due(now), calls.close_due(now)) == (1, 0)
    over.refresh_from_db()
    assert (over.status, over.moves.get().by) == (CallStatus.CLOSED, None)


def test_copy_takes_everything_but_dates_applications_and_removed_questions(
    draft: Call, officer: User
) -> None:
    draft.fields.add(FieldOfArtFactory(names={"en": "Dance"}))
    CallFunderFactory(call=draft, share=60)
    QuestionFactory(call=draft, code="title")
    QuestionFactory(call=draft, code="old", removed_at=timezone.now())
    ApplicationFactory(call=draft)
    strand = StrandFactory(call=draft, code="japan")
    WindowFactory(call=draft, strand=strand)
    CallRuleFactory(call=draft)

    made = calls.copy(draft, year=2031, by=officer)

    assert (made.slug, made.status, made.opens_at, made.closes_at, made.year) == (
        "exchange-grants-2031",
        CallStatus.DRAFT,
        None,
        None,
        2031,
    )
    assert [str(field) for field in made.fields.all()] == ["Dance"]
    assert [funder.share for funder in made.funders.all()] == [60]
    assert [question.code for question in made.questions.all()] == ["title"]
    assert (made.applications.count(), draft.questions.count()) == (0, 2)
    assert [(one.strand.code, one.closes) for one in made.windows.select_related("strand")] == [
        ("japan", None)
    ]
    assert [(rule.kind, rule.parameters) for rule in made.rules.all()] == [
        ("amount_between", {"most": "50000"})
    ]


def test_copy_after_the_end_of_the_series_is_refused(draft: Call, officer: User) -> None:
    draft.programme.last_year = 2030
    draft.programme.save()

    with pytest.raises(DomainError) as refused:
        calls.copy(draft, year=2031, by=officer)

    assert (list(refused.value.message_dict), calls.copy(draft, year=2030, by=officer).year) == (
        ["year"],
        2030,
    )
