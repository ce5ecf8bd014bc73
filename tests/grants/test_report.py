"""The chapter on calls and grants: sums by call, field and partnership, each in its own currency."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grants import report
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.models import Application, Award, Call, Decision
from partnerships.models import Authority
from portal.core.registry import Chapter
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory, FieldOfArtFactory


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory()


def handed_in(call: Call, requested: int, at: datetime = datetime(2025, 5, 1, tzinfo=UTC)) -> Application:
    return ApplicationFactory(submitted=True, call=call, requested=Decimal(requested), submitted_at=at)


def decided(application: Application, amount: int | None) -> None:
    outcome = DecisionOutcome.REJECTED if amount is None else DecisionOutcome.APPROVED
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus(outcome))
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        reasons="So",
        appeal_notice="Court",
        decided_by=application.applicant,
    )
    if amount is not None:
        Award.objects.create(decision=decision, amount=Decimal(amount), currency=application.call.currency)


def rows(chapter: Chapter, section: int) -> list[list[object]]:
    return [list(row) for row in chapter.sections[section].tables[0].rows]


def test_chapter_sums_by_call_and_never_adds_currencies(authority: Authority) -> None:
    kronor = CallFactory(programme__authority=authority, names={"en": "Kronor"}, year=2024)
    euro = CallFactory(programme__authority=authority, names={"en": "Euro"}, year=2025, currency="EUR")
    decided(handed_in(kronor, 50_000), 30_000)
    decided(handed_in(kronor, 20_000), None)
    handed_in(kronor, 10_000)
    decided(handed_in(euro, 5_000), 5_000)

    chapter = report.chapter(authority, 2025)

    assert rows(chapter, 0) == [
        ["Kronor", "SEK", 3, Decimal(80_000), 2, 1, Decimal(30_000), "50 %"],
        ["Euro", "EUR", 1, Decimal(5_000), 1, 1, Decimal(5_000), "100 %"],
    ]
    assert chapter.lead == (
        "4 applications were handed in during 2025 to 2 calls. "
        "SEK\u00a030,000 and EUR\u00a05,000 has been granted so far."
    )
    assert len(chapter.sections[0].pictures) == 2


def test_chapter_counts_the_year_on_the_clocks_of_the_authority(authority: Authority) -> None:
    call = CallFactory(programme__authority=authority)
    handed_in(call, 1, datetime(2024, 12, 31, 22, 59, tzinfo=UTC))
    handed_in(call, 2, datetime(2024, 12, 31, 23, 0, tzinfo=UTC))

    assert [row[3] for row in rows(report.chapter(authority, 2025), 0)] == [Decimal(2)]


def test_chapter_counts_a_call_under_each_of_its_fields(authority: Authority) -> None:
    call = CallFactory(programme__authority=authority)
    for name in ("Dance", "Film"):
        call.fields.add(FieldOfArtFactory(names={"en": name}))
    handed_in(call, 10)
    handed_in(CallFactory(programme__authority=authority), 20)

    assert [row[:4] for row in rows(report.chapter(authority, 2025), 1)] == [
        ["Dance", "SEK", 1, Decimal(10)],
        ["Film", "SEK", 1, Decimal(10)],
        ["not said", "SEK", 1, Decimal(20)],
    ]


def test_chapter_of_a_year_without_applications_says_so(authority: Authority) -> None:
    chapter = report.chapter(authority, 2025)

    assert (chapter.lead, list(chapter.sections)) == ("No application was handed in during 2025.", [])
