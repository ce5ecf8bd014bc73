"""Declared, scored, handed in, given back: an assessment from the assignment to the ranking."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError
from django.utils import timezone

from grants.domain import submissions
from grants.domain.assessment import assessments, conflicts
from grants.domain.assessment.assessments import Given
from grants.enums.assessment import AssessmentStatus, ConflictGround
from grants.models import Application, Assessment, AssessmentRound, RegisterEntry, Score
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.models import Message
from tests.factories.accounts import RepresentationFactory, UserFactory, member
from tests.factories.assessment import (
    AssessmentRoundFactory,
    AssignmentFactory,
    RoundCriterionFactory,
    assessing,
)
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> AssessmentRound:
    made = AssessmentRoundFactory(number=1)
    RoundCriterionFactory(round=made, weight=3)
    RoundCriterionFactory(round=made, weight=1, position=1)
    return made  # type: ignore[no-any-return]


def given(round: AssessmentRound, *values: int | None, **more: Any) -> Given:
    scores = dict(zip(round.criteria.values_list("pk", flat=True), values, strict=False))
    texts = {"committee_comment": "Good.", "applicant_comment": "Well done."}
    return Given(scores=scores, texts=texts, **{"recommendation": "fund", **more})


def handed_in(round: AssessmentRound, *values: int, **fields: Any) -> Assessment:
    assignment = assessing(round, **fields)
    return assessments.hand_in(
        assignment.assessment, given(round, *values), version=1, by=assignment.assessor
    )


def entries(application: Application) -> list[tuple[str, str]]:
    found = RegisterEntry.objects.filter(application=application).order_by("number")
    return list(found.values_list("kind", "subject"))


def test_declare_none_opens_the_version_that_counts(round: AssessmentRound) -> None:
    assignment = assessing(round)

    assert assignment.assessment.submission == submissions.latest(assignment.application)
    assert entries(assignment.application) == [
        ("conflict", f"{assignment.assessor} försäkrar sig inte vara jävig")
    ]


def test_declare_a_conflict_keeps_the_application_closed(round: AssessmentRound) -> None:
    assignment = AssignmentFactory(round=round)

    conflicts.declare(assignment, has_conflict=True, ground=ConflictGround.FAMILY, by=assignment.assessor)

    assert not Assessment.objects.exists()
    declaration = assignment.declarations.get()
    assert (declaration.ground, declaration.is_late) == ("family", False)
    with pytest.raises(DomainError, match="on record"):
        conflicts.declare(assignment, has_conflict=False, by=assignment.assessor)


def test_declare_is_the_assessor_s_own(round: AssessmentRound) -> None:
    with pytest.raises(NotAllowed):
        conflicts.declare(AssignmentFactory(round=round), has_conflict=False, by=UserFactory())


def test_declare_a_conflict_says_its_ground(round: AssessmentRound) -> None:
    assignment = AssignmentFactory(round=round)

    with pytest.raises(ValidationError, match="ground"):
        conflicts.declare(assignment, has_conflict=True, by=assignment.assessor)


def test_declare_none_is_refused_where_the_portal_knows_better(round: AssessmentRound) -> None:
    organisation = OrganisationFactory()
    case = ApplicationFactory(call=round.call, submitted=True, organisation=organisation)
    assignment = AssignmentFactory(round=round, application=case)
    RepresentationFactory(user=assignment.assessor, organisation=organisation)

    with pytest.raises(DomainError, match="knows of a tie"):
        conflicts.declare(assignment, has_conflict=False, by=assignment.assessor)


def test_declare_late_sets_the_scores_aside_and_keeps_them(round: AssessmentRound) -> None:
    assessment = handed_in(round, 5, 4)
    assignment = assessment.assignment

    conflicts.declare(assignment, has_conflict=True, ground="board", by=assignment.assessor)

    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.SET_ASIDE
    assert list(assessment.scores.values_list("value", flat=True)) == [5, 4]
    assert list(assignment.declarations.values_list("has_conflict", "is_late")) == [
        (False, False),
        (True, True),
    ]
    assert entries(assignment.application)[-1] == (
        "conflict",
        f"Jäv för {assignment.assessor}, anmält sent: Sitter i styrelsen hos den sökande eller en partner",
    )


def test_record_by_the_office_sets_the_scores_aside(round: AssessmentRound) -> None:
    assessment = handed_in(round, 5, 4)
    officer = member(round.call.authority)

    conflicts.record(assessment.assignment, ground="employment", note="Found in a paper.", by=officer)

    assert assessment.assignment.declarations.get(source="office").is_late
    with pytest.raises(NotAllowed):
        conflicts.record(handed_in(round, 1, 1).assignment, ground="family", note="", by=UserFactory())


def test_declarations_are_append_only(round: AssessmentRound) -> None:
    declaration = assessing(round).declarations.get()
    declaration.note = "Other"

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        declaration.save()


def test_save_keeps_a_draft_as_it_is(round: AssessmentRound) -> None:
    assignment = assessing(round)

    saved = assessments.save(assignment.assessment, given(round, 2, None), version=1, by=assignment.assessor)

    assert (saved.version, saved.committee_comment) == (2, "Good.")
    assert list(saved.scores.values_list("value", flat=True)) == [2, None]
    with pytest.raises(StaleEdit):
        assessments.save(assignment.assessment, given(round, 3), version=1, by=assignment.assessor)


def test_save_refuses_a_step_that_is_not_on_the_scale(round: AssessmentRound) -> None:
    assignment = assessing(round)

    with pytest.raises(DomainError, match="step of the scale"):
        assessments.save(assignment.assessment, given(round, 6), version=1, by=assignment.assessor)


@pytest.mark.parametrize(
    "late",
    [{"closes_at": timezone.now() - timedelta(hours=1), "opens_at": timezone.now() - timedelta(days=9)}],
)
def test_save_after_the_round_is_refused(round: AssessmentRound, late: dict[str, Any]) -> None:
    assignment = assessing(round)
    AssessmentRound.objects.update(**late)

    with pytest.raises(DomainError, match="has closed"):
        assessments.save(assignment.assessment, given(round, 3), version=1, by=assignment.assessor)


def test_hand_in_is_once_and_locked(round: AssessmentRound) -> None:
    assessment = handed_in(round, 3, 4)

    assert assessment.status == AssessmentStatus.HANDED_IN
    assert assessment.moves.get().content["scores"][0]["value"] == 3
    with pytest.raises(DomainError, match="is handed in"):
        assessments.save(assessment, given(round, 1, 1), version=2, by=assessment.assignment.assessor)
    with pytest.raises((InternalError, ProgrammingError), match="locked"), transaction.atomic():
        Score.objects.update(value=0)


def test_hand_in_names_all_that_is_missing(round: AssessmentRound) -> None:
    assignment = assessing(round)

    with pytest.raises(DomainError) as refused:
        assessments.hand_in(assignment.assessment, Given(), version=1, by=assignment.assessor)

    first, second = round.criteria.all()
    assert set(refused.value.error_dict) == {
        f"score-{first.pk}",
        f"score-{second.pk}",
        "recommendation",
        "committee_comment",
    }


def test_hand_in_for_an_earlier_version_asks_to_look_again(round: AssessmentRound) -> None:
    assignment = assessing(round)
    submissions.record(assignment.application)

    with pytest.raises(DomainError, match="earlier version"):
        assessments.hand_in(assignment.assessment, given(round, 3, 3), version=1, by=assignment.assessor)

    assessments.look_again(assignment.assessment, by=assignment.assessor)
    done = assessments.hand_in(assignment.assessment, given(round, 3, 3), version=1, by=assignment.assessor)
    assert done.submission.number == 2


def test_look_again_lets_what_was_handed_in_stand_for_the_new_version(round: AssessmentRound) -> None:
    assessment = handed_in(round, 3, 3)
    submissions.record(assessment.assignment.application)
    assert assessments.staleness(assessment).startswith("Given to an earlier version")

    again = assessments.look_again(assessment, by=assessment.assignment.assessor)

    assert assessments.staleness(again) == ""
    assert entries(assessment.assignment.application)[-1][0] == "assessment"


def test_give_back_lets_the_assessor_correct_and_tells_them(round: AssessmentRound) -> None:
    assessment = handed_in(round, 3, 3)
    officer = member(round.call.authority)
    with pytest.raises(DomainError, match="look at"):
        assessments.give_back(assessment, note=" ", by=officer)

    assessments.give_back(assessment, note="The amount is too high.", by=officer)
    done = assessments.hand_in(assessment, given(round, 1, 1), version=2, by=assessment.assignment.assessor)

    assert [move.to_status for move in done.moves.all()] == ["handed_in", "returned", "handed_in"]
    assert [move.content["scores"][0]["value"] for move in done.moves.all() if move.content] == [3, 1]
    assert Message.objects.filter(key__startswith="assessment-back").count() == 1
    assert "too high" not in Message.objects.get(key__startswith="assessment-back").body


def test_give_back_is_the_office_s(round: AssessmentRound) -> None:
    assessment = handed_in(round, 3, 3)

    with pytest.raises(NotAllowed):
        assessments.give_back(assessment, note="No", by=member(round.call.authority, Role.ASSESSOR))


def test_recommended_amount_is_kept_only_where_it_is_asked_for(round: AssessmentRound) -> None:
    AssessmentRound.objects.update(asks_amount=False)
    assignment = assessing(AssessmentRound.objects.get())

    saved = assessments.save(
        assignment.assessment, given(round, 1, recommended=Decimal(5)), version=1, by=assignment.assessor
    )

    assert saved.recommended is None
