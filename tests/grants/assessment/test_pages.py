"""The pages of the assessment: what an assessor sees and may do, and what the office does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.domain import submissions
from grants.domain.assessment import conflicts
from grants.enums import Audience
from grants.models import AssessmentRound, Assignment, RankingLine
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.assessment import (
    AssessmentRoundFactory,
    AssessorPoolFactory,
    AssignmentFactory,
    PoolMemberFactory,
    RoundCriterionFactory,
    assessing,
)
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


def answer(code: str, shown: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": "short_text", "question": {"en": code}, "shown": shown, **more}


CONTENT = {
    "call": {"currency": "SEK"},
    "sections": [
        {
            "title": {"en": "Project"},
            "answers": [
                answer("aim", "A play about rivers"),
                answer("diagnosis", "A personal matter", audience=Audience.PERSONAL),
                answer("secret", "Not for assessors", audience=Audience.NOT_ASSESSORS),
                answer("contact", "Anna Applicant", meaning="contact_name"),
            ],
        }
    ],
}


@pytest.fixture
def round() -> AssessmentRound:
    made = AssessmentRoundFactory(number=1)
    RoundCriterionFactory(round=made)
    return made  # type: ignore[no-any-return]


@pytest.fixture
def assessor(round: AssessmentRound, client: Client) -> Any:
    person = member(round.call.authority, Role.ASSESSOR, email="expert@place.example")
    client.force_login(person)
    return person


def case(round: AssessmentRound) -> Any:
    return ApplicationFactory(
        call=round.call, submitted=True, content=CONTENT, applicant_name="Anna Applicant"
    )


def address(name: str, *arguments: Any) -> str:
    return reverse(f"grants:officer:{name}", args=arguments)


def test_summary_comes_before_the_full_text(client: Client, round: AssessmentRound, assessor: Any) -> None:
    assignment = AssignmentFactory(round=round, application=case(round), assessor=assessor)
    page = address("assignment_detail", assignment.pk)

    before = client.get(page).content.decode()
    client.post(address("assignment_declare", assignment.pk), {"answer": "none"})
    after = client.get(page).content.decode()

    assert ("Anna Applicant" in before, "A play about rivers" in before) == (True, False)
    assert "A play about rivers" in after
    assert "A personal matter" not in after
    assert "Not for assessors" not in after


def test_blind_round_hides_who_applies(client: Client, round: AssessmentRound, assessor: Any) -> None:
    AssessmentRound.objects.update(is_blind=True)
    assignment = AssignmentFactory(round=round, application=case(round), assessor=assessor)
    page = address("assignment_detail", assignment.pk)

    before = client.get(page).content.decode()
    conflicts.declare(assignment, has_conflict=False, by=assessor)
    after = client.get(page).content.decode()

    assert "A play about rivers" in after
    assert "Anna Applicant" not in before + after


def test_a_conflict_closes_every_page_with_a_sentence(
    client: Client, round: AssessmentRound, assessor: Any
) -> None:
    assignment = AssignmentFactory(round=round, application=case(round), assessor=assessor)
    client.post(address("assignment_declare", assignment.pk), {"answer": "conflict", "ground": "family"})

    answers = [
        client.get(address("assignment_detail", assignment.pk)),
        client.post(address("assignment_save", assignment.pk)),
        client.post(address("assignment_hand_in", assignment.pk)),
        client.get(address("assignment_file", assignment.pk, 1)),
    ]

    assert [one.status_code for one in answers] == [403] * 4
    assert "A conflict of interest is on record" in answers[0].content.decode()


def test_what_is_not_assigned_is_not_there(client: Client, round: AssessmentRound, assessor: Any) -> None:
    others = assessing(round)

    names = ["assignment_detail", "assignment_declare"]

    assert [client.get(address(name, others.pk)).status_code for name in names] == [404, 404]
    assert client.get(address("application_detail", others.application.reference)).status_code == 403


def test_a_declaration_without_its_ground_stays_on_the_page(
    client: Client, round: AssessmentRound, assessor: Any
) -> None:
    assignment = AssignmentFactory(round=round, assessor=assessor)

    answer = client.post(
        address("assignment_declare", assignment.pk), {"answer": "conflict", "note": "My sister"}
    )

    assert (answer.status_code, "My sister" in answer.content.decode()) == (422, True)
    assert not assignment.declarations.exists()


def written(round: AssessmentRound, **changed: Any) -> dict[str, Any]:
    criterion = round.criteria.get().pk
    return {
        f"score-{criterion}": "4",
        f"comment-{criterion}": "Strong",
        "committee_comment": "Good.",
        "recommendation": "fund",
        "recommended": "40 000",
        "version": "1",
        **changed,
    }


def test_a_draft_saves_itself_and_is_handed_in_once(
    client: Client, round: AssessmentRound, assessor: Any
) -> None:
    assignment = assessing(round, application=case(round), assessor=assessor)
    save, hand_in = (address(name, assignment.pk) for name in ("assignment_save", "assignment_hand_in"))

    saved = client.post(save, written(round), headers={"HX-Request": "true"}).content.decode()
    stale = client.post(save, written(round), headers={"HX-Request": "true"}).content.decode()
    done = client.post(hand_in, written(round, version="2"))

    assert ('value="2"' in saved, "Not saved:" in stale, done.status_code) == (True, True, 302)
    assignment.assessment.refresh_from_db()
    assert (assignment.assessment.status, assignment.assessment.recommended) == ("handed_in", 40_000)
    assert client.post(hand_in, written(round, version="3")).status_code == 422
    assert client.get(address("assignment_detail", assignment.pk)).status_code == 200


def test_nothing_typed_is_lost_when_something_is_missing(
    client: Client, round: AssessmentRound, assessor: Any
) -> None:
    assignment = assessing(round, application=case(round), assessor=assessor)

    answer = client.post(
        address("assignment_hand_in", assignment.pk), written(round, recommendation="", recommended="many")
    )

    said = answer.content.decode()
    assert (answer.status_code, "Strong" in said, 'value="many"' in said) == (422, True, True)


def test_a_later_version_asks_to_look_again(client: Client, round: AssessmentRound, assessor: Any) -> None:
    assignment = assessing(round, application=case(round), assessor=assessor)
    submissions.record(assignment.application)
    page = address("assignment_detail", assignment.pk)

    before = client.get(page).content.decode()
    client.post(address("assignment_look", assignment.pk))
    after = client.get(page).content.decode()

    assert ["Given to an earlier version" in said for said in (before, after)] == [True, False]


def test_assignment_list_keeps_its_queries(
    client: Client, round: AssessmentRound, assessor: Any, django_assert_num_queries: Any
) -> None:
    page = address("assignment_list")
    assessing(round, assessor=assessor)
    client.get(page)
    with django_assert_num_queries(3) as one:
        client.get(page)
    assessing(round, assessor=assessor)
    assessing(round, assessor=assessor)

    with django_assert_num_queries(len(one)):
        client.get(page)


@pytest.mark.parametrize("name", ["assessment_round_detail", "assessment_round_ranking"])
def test_pages_of_a_round_keep_their_queries(
    client: Client,
    round: AssessmentRound,
    name: str,
    django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:
    client.force_login(member(round.call.authority))
    assessing(round)
    client.get(address(name, round.pk))
    with django_assert_max_num_queries(30) as one:
        client.get(address(name, round.pk))
    assessing(round)
    assessing(round)

    with django_assert_num_queries(len(one)):
        client.get(address(name, round.pk))


def test_assign_is_looked_at_before_it_is_written(client: Client, round: AssessmentRound) -> None:
    pool = AssessorPoolFactory(authority=round.call.authority)
    round.pools.add(pool)
    person = PoolMemberFactory(pool=pool, user__email="expert@place.example")
    application = case(round)
    client.force_login(member(round.call.authority))
    page = address("assessment_round_assign", round.pk)

    proposed = client.post(page, {"step": "propose"}).content.decode()
    assert (f'value="{application.pk}:{person.pk}"' in proposed, Assignment.objects.count()) == (True, 0)
    written = client.post(page, {"step": "write", "pair": f"{application.pk}:{person.pk}"})
    again = client.post(page, {"step": "write", "pair": f"{application.pk}:{person.pk}"})

    assert (written.status_code, again.status_code, Assignment.objects.count()) == (302, 422, 1)


def test_ranking_reckons_without_keeping_and_keeps_by_a_button(
    client: Client, round: AssessmentRound
) -> None:
    assignment = assessing(round, application=case(round))
    client.force_login(member(round.call.authority))
    page = address("assessment_round_ranking", round.pk)
    typed = {f"amount-{assignment.application_id}": "30 000", "version": "1"}

    reckoned = client.post(f"{page}?reckon=1", typed, headers={"HX-Request": "true"}).content.decode()
    assert ("30,000" in reckoned, RankingLine.objects.exists()) == (True, False)
    wrong = client.post(page, {**typed, f"amount-{assignment.application_id}": "much"})
    kept = client.post(page, typed)

    assert (wrong.status_code, kept.status_code, RankingLine.objects.get().proposed) == (422, 302, 30_000)


def test_case_page_shows_what_was_declared_and_handed_in(client: Client, round: AssessmentRound) -> None:
    assignment = assessing(round, application=case(round))
    client.force_login(member(round.call.authority))

    said = client.get(address("application_detail", assignment.application.reference)).content.decode()

    assert "No conflict of interest" in said
