"""The ranking of a call, and the meeting that works on it."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from grants.domain import decisions
from grants.domain.assessment import assessments, conflicts, meeting
from grants.domain.assessment.assessments import Given
from grants.domain.assessment.ranking import ranking, ranking_of, strictness
from grants.models import Application, AssessmentRound, Envelope, RankingLine, RegisterEntry
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.factories.accounts import member
from tests.factories.assessment import (
    AssessmentRoundFactory,
    AssessorPoolFactory,
    RoundCriterionFactory,
    assessing,
)
from tests.factories.deciding import WORDS
from tests.factories.grants import ApplicationFactory, CallFactory, CallFunderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> AssessmentRound:
    """A round of a call with 100,000 and two criteria, the first of which counts three times."""
    made = AssessmentRoundFactory(number=1, call=CallFactory(budget=100_000))
    RoundCriterionFactory(round=made, weight=3)
    RoundCriterionFactory(round=made, weight=1, position=1)
    return made  # type: ignore[no-any-return]


def scored(round: AssessmentRound, application: Any, person: Any, *values: int, **fields: Any) -> Any:
    assignment = assessing(round, application=application, assessor=person, **fields)
    given = Given(
        scores=dict(zip(round.criteria.values_list("pk", flat=True), values, strict=True)),
        texts={"committee_comment": "Good."},
        recommendation="fund",
        recommended=Decimal(40_000),
    )
    return assessments.hand_in(assignment.assessment, given, version=1, by=person)


def people(round: AssessmentRound, count: int = 2) -> list[Any]:
    return [
        member(round.call.authority, Role.ASSESSOR, email=f"expert@place{number}.example")
        for number in range(count)
    ]


def cases(round: AssessmentRound, count: int = 2) -> list[Any]:
    return [ApplicationFactory(call=round.call, submitted=True) for _each in range(count)]


def test_ranking_weighs_the_criteria(round: AssessmentRound, django_assert_num_queries: Any) -> None:
    first, second = cases(round)
    one, other = people(round)
    scored(round, first, one, 1, 5)
    scored(round, first, other, 3, 5)
    scored(round, second, one, 4, 0)

    with django_assert_num_queries(2):
        found = ranking(round.call)

    # (1·3 + 5) / 4 = 2 and (3·3 + 5) / 4 = 3.5; 4·3 / 4 = 3
    assert [(row.application.pk, row.score, row.spread, row.place) for row in found] == [
        (second.pk, Decimal(3), Decimal(0), 1),
        (first.pk, Decimal("2.75"), Decimal("0.75"), 2),
    ]
    assert [(row.handed_in, row.assigned, row.recommended) for row in found][1] == (2, 2, 40_000)


def test_ranking_leaves_out_scores_that_were_set_aside(round: AssessmentRound) -> None:
    (case,) = cases(round, 1)
    one, other = people(round)
    scored(round, case, one, 5, 5)
    assignment = scored(round, case, other, 1, 1).assignment

    conflicts.declare(assignment, has_conflict=True, ground="family", by=other)

    assert [row.score for row in ranking(round.call)] == [5]


def test_ranking_of_several_pools_merges_scores_or_places(round: AssessmentRound) -> None:
    first, second = cases(round)
    one, other = people(round)
    flemish, french = (AssessorPoolFactory(authority=round.call.authority) for _each in range(2))
    # One pool sees a wide gap, the other a narrow one the other way round.
    scored(round, first, one, 5, 5, pool=flemish)
    scored(round, second, one, 1, 1, pool=flemish)
    scored(round, first, other, 3, 3, pool=french)
    scored(round, second, other, 4, 4, pool=french)

    assert [(row.application.pk, row.place) for row in ranking_of(round)] == [(first.pk, 1), (second.pk, 2)]
    round.merge = "ranks"
    assert {(row.application.pk, row.place) for row in ranking_of(round)} == {(first.pk, 1), (second.pk, 1)}


def test_strictness_compares_with_the_others_of_the_same_cases(round: AssessmentRound) -> None:
    one, other = people(round)
    for case, low, high in zip(cases(round), (1, 2), (3, 5), strict=True):
        scored(round, case, one, low, low)
        scored(round, case, other, high, high)

    found = {row.assessor_id: row.difference for row in strictness(round)}

    assert found == {one.pk: Decimal("-2.5"), other.pk: Decimal("2.5")}


def ranked(round: AssessmentRound) -> list[Any]:
    """Return two cases with the places one and two."""
    first, second = cases(round)
    (one,) = people(round, 1)
    scored(round, first, one, 5, 5)
    scored(round, second, one, 3, 3)
    return [first, second]


def test_board_draws_the_line_where_the_money_ends(round: AssessmentRound) -> None:
    first, second = ranked(round)
    CallFunderFactory(call=round.call, share=60)

    board = meeting.board(round, {first.pk: Decimal(50_000), second.pk: Decimal(60_000)})

    assert [(row.running, row.is_covered, row.is_last_covered) for row in board.rows] == [
        (50_000, True, True),
        (110_000, False, False),
    ]
    assert board.remaining == -10_000
    assert [(share.proposed, share.limit, share.is_over) for share in board.funders] == [
        (66_000, 60_000, True)
    ]


def test_what_was_granted_meanwhile_is_taken_from_the_money_once(round: AssessmentRound) -> None:
    first, second = ranked(round)
    Application.objects.filter(pk=first.pk).update(status="eligible")
    before = meeting.board(round, {first.pk: Decimal(40_000), second.pk: Decimal(30_000)})
    decisions.decide(
        Application.objects.get(pk=first.pk),
        outcome="approved",
        amount=Decimal(40_000),
        lower_reasons="The budget.",
        by=member(round.call.authority, Role.DECISION_MAKER),
        **WORDS,
    )

    after = meeting.board(round, {first.pk: Decimal(40_000), second.pk: Decimal(30_000)})

    assert (before.left, before.remaining) == (100_000, 30_000)
    assert (after.left, after.remaining) == (60_000, 30_000)
    assert [row.is_covered for row in after.rows] == [True, True]


def test_board_ends_where_what_every_grant_is_taken_from_ends(round: AssessmentRound) -> None:
    call = round.call
    Envelope.objects.create(
        call=call, code="year", names={"en": "A year"}, amount=80_000, period="year", for_all=True
    )
    first, second = ranked(round)

    board = meeting.board(round, {first.pk: Decimal(50_000), second.pk: Decimal(40_000)})

    assert [row.is_covered for row in board.rows] == [True, False]
    assert [(share.words, share.proposed, share.limit) for share in board.envelopes] == [
        ("A year", 90_000, 80_000)
    ]


def test_board_divides_among_funders_by_what_they_pay_in(round: AssessmentRound) -> None:
    for code, amount in (("estonia", 100_000), ("latvia", 50_000)):
        funder = CallFunderFactory(call=round.call, share=None)
        Envelope.objects.create(call=round.call, code=code, names={"en": code}, amount=amount, funder=funder)
    first, _second = ranked(round)

    board = meeting.board(round, {first.pk: Decimal(60_000)})

    assert board.envelopes == []
    assert [(share.proposed, share.limit) for share in board.funders] == [(40_000, 100_000), (20_000, 50_000)]


def test_propose_keeps_amounts_from_the_version_that_was_seen(round: AssessmentRound) -> None:
    first, _second = ranked(round)
    officer = member(round.call.authority)

    meeting.propose(round, {first.pk: Decimal(30_000)}, version=1, by=officer)

    assert [row.proposed for row in ranking_of(round)] == [30_000, None]
    with pytest.raises(StaleEdit):
        meeting.propose(round, {first.pk: None}, version=1, by=officer)
    with pytest.raises(NotAllowed):
        meeting.propose(round, {}, version=2, by=member(round.call.authority, Role.ASSESSOR))
    with pytest.raises(DomainError, match="applied for"):
        meeting.propose(round, {first.pk: Decimal(50_001)}, version=2, by=officer)


def test_agree_locks_the_ranking_and_enters_every_register(round: AssessmentRound) -> None:
    first, second = ranked(round)
    officer = member(round.call.authority)

    agreed = meeting.agree(round, {first.pk: Decimal(50_000)}, version=1, by=officer)

    kept = list(RankingLine.objects.order_by("place").values_list("application", "place", "proposed"))
    assert kept == [(first.pk, 1, 50_000), (second.pk, 2, None)]
    assert [
        RegisterEntry.objects.filter(application=case).order_by("number").last().subject  # type: ignore[union-attr]
        for case in (first, second)
    ] == [
        "Rangordning fastställd: plats 1 av 2, First round",
        "Rangordning fastställd: plats 2 av 2, First round",
    ]
    with pytest.raises(DomainError, match="agreed"):
        meeting.propose(agreed, {first.pk: None}, version=agreed.version, by=officer)
    with pytest.raises((InternalError, ProgrammingError), match="locked"), transaction.atomic():
        RankingLine.objects.update(proposed=1)


def test_agreed_ranking_stands_when_a_conflict_is_found_later(round: AssessmentRound) -> None:
    first, _second = ranked(round)
    officer = member(round.call.authority)
    agreed = meeting.agree(round, {}, version=1, by=officer)

    conflicts.record(first.assignments.get(), ground="family", note="", by=officer)

    found = ranking_of(agreed)[0]
    assert (found.application.pk, found.score, found.place) == (first.pk, 5, 1)
    assert str(found.application) == str(first)


def test_agree_waits_for_missing_assessments_and_the_budget(round: AssessmentRound) -> None:
    first, second = ranked(round)
    officer = member(round.call.authority)
    amounts = {first.pk: Decimal(50_000), second.pk: Decimal(50_000)}
    type(round.call).objects.update(budget=99_999)

    with pytest.raises(DomainError, match="More is proposed"):
        meeting.agree(round, amounts, version=1, by=officer)
    assessing(round, application=first, assessor=member(round.call.authority, Role.ASSESSOR))
    with pytest.raises(DomainError, match="missing"):
        meeting.agree(round, {}, version=1, by=officer)
