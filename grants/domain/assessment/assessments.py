"""Assessments: saved as a draft while they are written, handed in once, given back by an officer with a note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import assessment_mail
from grants.domain import register, submissions
from grants.domain.assessment.rounds import require_not_agreed, require_running
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.assessment import ASSESSMENT_TRANSITIONS, AssessmentStatus
from grants.models import Application, Assessment, AssessmentRound, Score
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.versions import require_version

TEXTS = ("committee_comment", "applicant_comment")
LONGEST = 20_000


@dataclass(frozen=True)
class Given:
    """What an assessor has written: a step and a comment for each criterion by its key, and the rest by its name."""

    scores: Mapping[int, int | None] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    recommended: Decimal | None = None
    recommendation: str = ""


@transaction.atomic
def save(assessment: Assessment, given: Given, *, version: int, by: Any) -> Assessment:
    """Keep a draft as it is written, complete or not.

    Raises NotAllowed for others than its assessor, DomainError once it is locked or the round is over, StaleEdit when
    another page of the same assessor saved it meanwhile.
    """
    assessment = _to_write(assessment, by)
    require_version(assessment, version)
    return _keep(assessment, given)


@transaction.atomic
def hand_in(assessment: Assessment, given: Given, *, version: int, by: Any) -> Assessment:
    """Hand an assessment in, once: with a step for every criterion, for the version that counts.

    Raises NotAllowed, StaleEdit, and DomainError with a sentence beside each field that is missing.
    """
    application = lock(assessment.assignment.application)
    assessment = _to_write(assessment, by)
    require_version(assessment, version)
    if stale := staleness(assessment):
        raise DomainError(stale + " " + _("Look at it again before you hand in."), code="stale_version")
    assessment = _keep(assessment, given)
    _require_complete(assessment)
    assessment.handed_in_at, assessment.handed_in_by = timezone.now(), by
    with acting(by):
        move(
            assessment,
            to=AssessmentStatus.HANDED_IN,
            by=by,
            transitions=ASSESSMENT_TRANSITIONS,
            also=["handed_in_at", "handed_in_by"],
            kept={"content": _as_handed_in(assessment)},
        )
    last = assessment.moves.latest("pk")
    register.enter(
        application,
        kind=RegisterKind.ASSESSMENT,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: (
            _("Assessment by %(assessor)s of version %(number)s")
            % {"assessor": by, "number": assessment.submission.number}
        ),
        counterpart=str(by),
        by=by,
        key=f"assessment-{last.pk}",
    )
    return assessment


@transaction.atomic
def give_back(assessment: Assessment, *, note: str, by: Any) -> Assessment:
    """Give an assessment back to its assessor for correction, with a note that says what for.

    Raises NotAllowed for others than those who run the assessment, DomainError without a note or once it is agreed.
    """
    application = lock(assessment.assignment.application)
    assessment = _locked(assessment)
    round = assessment.assignment.round
    require_running(round.call, by)
    require_not_agreed(round)
    if not note.strip():
        raise field_errors({"note": _("Say what the assessor should look at.")})
    if assessment.status == AssessmentStatus.RETURNED:
        return assessment
    with acting(by):
        move(
            assessment,
            to=AssessmentStatus.RETURNED,
            by=by,
            transitions=ASSESSMENT_TRANSITIONS,
            note=note.strip(),
        )
    register.enter(
        application,
        kind=RegisterKind.ASSESSMENT,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: (
            _("Assessment given back to %(assessor)s: %(note)s")
            % {"assessor": assessment.assignment.assessor, "note": note.strip()}
        ),
        by=by,
    )
    assessment_mail.assessment_given_back(assessment)
    return assessment


@transaction.atomic
def look_again(assessment: Assessment, *, by: Any) -> Assessment:
    """Say, as the assessor, that the version that counts now was looked at; what was handed in stands for it then.

    Raises NotAllowed for others than its assessor, DomainError once it is set aside or the ranking is agreed.
    """
    application = lock(assessment.assignment.application)
    assessment = _locked(assessment)
    _require_own(assessment, by)
    require_not_agreed(assessment.assignment.round)
    if assessment.status == AssessmentStatus.SET_ASIDE:
        raise DomainError(_("This assessment is set aside."), code="set_aside")
    if not staleness(assessment):
        return assessment
    latest = submissions.latest(application)
    assert latest is not None  # noqa: S101 - an assessment began with a submission
    assessment.submission, assessment.looked_at, assessment.looked_by = latest, timezone.now(), by
    with acting(by):
        assessment.save(update_fields=["submission", "looked_at", "looked_by"])
    if assessment.status == AssessmentStatus.HANDED_IN:
        register.enter(
            application,
            kind=RegisterKind.ASSESSMENT,
            direction=RegisterDirection.DRAWN_UP,
            subject=lambda: (
                _("%(assessor)s stands by the assessment for version %(number)s")
                % {"assessor": by, "number": latest.number}
            ),
            by=by,
        )
    return assessment


def staleness(assessment: Assessment) -> str:
    """Return why an assessment was given to an earlier version; empty when it is about what counts now."""
    application = assessment.assignment.application
    latest = submissions.latest(application)
    if latest is not None and latest.pk != assessment.submission_id:
        return _("Given to an earlier version: the applicant has handed in again since.")
    accepted = application.completion_requests.filter(accepted_at__gt=assessment.looked_at)
    if accepted.exists():
        return _("Given to an earlier version: a completion has been accepted since.")
    return ""


def closed_sentence(round: AssessmentRound) -> str:
    """Return why nothing can be written in a round now; empty while it is open."""
    now = timezone.now()
    if round.is_agreed:
        return _("The ranking of this round is agreed: nothing in it changes any more.")
    if now < round.opens_at:
        return _("The round has not opened yet.")
    if now >= round.closes_at:
        return _("The round has closed. Ask the office for more time.")
    return ""


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "assignment__round__call", "assignment__assessor", "assignment__application", "submission"
    )
    return rows.get(pk=assessment.pk)


def _require_own(assessment: Assessment, by: Any) -> None:
    assignment = assessment.assignment
    if assignment.assessor_id != by.pk or assignment.ended_at is not None:
        raise NotAllowed(_("This application is not assigned to you."), code="not_own")
    if assignment.has_conflict is not False:
        raise NotAllowed(_("You have a conflict of interest in this application."), code="conflict")


def _to_write(assessment: Assessment, by: Any) -> Assessment:
    """Return the assessment, locked, where ``by`` may write in it."""
    assessment = _locked(assessment)
    _require_own(assessment, by)
    if not assessment.is_open:
        raise DomainError(_("This assessment is handed in. Only the office gives it back."), code="locked")
    if sentence := closed_sentence(assessment.assignment.round):
        raise DomainError(sentence, code="closed")
    return assessment


def _keep(assessment: Assessment, given: Given) -> Assessment:
    round = assessment.assignment.round
    problems = {}
    known = {score.criterion_id: score for score in assessment.scores.all()}
    for criterion in round.criteria.all():
        value, comment = given.scores.get(criterion.pk), given.comments.get(criterion.pk, "").strip()
        if value is not None and not round.scale_from <= value <= round.scale_to:
            problems[f"score-{criterion.pk}"] = _("Choose a step of the scale.")
            continue
        score = known.get(criterion.pk) or Score(assessment=assessment, criterion=criterion)
        if score.pk is None or (score.value, score.comment) != (value, comment):
            score.value, score.comment = value, comment[:LONGEST]
            score.save()
    if problems:
        raise field_errors(problems)
    for name in TEXTS:
        setattr(assessment, name, given.texts.get(name, "").strip()[:LONGEST])
    assessment.recommended = given.recommended if round.asks_amount else None
    assessment.recommendation = given.recommendation
    assessment.saved_at = timezone.now()
    assessment.version += 1
    assessment.clean_fields(exclude=["assignment", "submission", "looked_by", "handed_in_by"])
    assessment.validate_constraints()
    assessment.save(update_fields=[*TEXTS, "recommended", "recommendation", "saved_at", "version"])
    return assessment


def _require_complete(assessment: Assessment) -> None:
    problems = {}
    given = {score.criterion_id for score in assessment.scores.all() if score.value is not None}
    for criterion in assessment.assignment.round.criteria.all():
        if criterion.pk not in given:
            problems[f"score-{criterion.pk}"] = _("Choose a step of the scale.")
    if not assessment.recommendation:
        problems["recommendation"] = _("Say what you recommend.")
    if not assessment.committee_comment:
        problems["committee_comment"] = _("Give the committee your reasons in a few words.")
    if problems:
        raise field_errors(problems)


def _as_handed_in(assessment: Assessment) -> dict[str, Any]:
    """Return all that is handed in as plain data, with the version that it is about."""
    return {
        "submission": assessment.submission.number,
        "sha256": assessment.submission.content_sha256,
        "scores": [
            {
                "criterion": score.criterion.names.as_dict(),
                "weight": score.criterion.weight,
                "value": score.value,
                "comment": score.comment,
            }
            for score in assessment.scores.select_related("criterion").order_by("criterion__position", "pk")
        ],
        **{name: getattr(assessment, name) for name in TEXTS},
        "recommended": str(assessment.recommended) if assessment.recommended is not None else None,
        "recommendation": assessment.recommendation,
    }


def content_to_assess(application: Application) -> Mapping[str, Any]:
    """Return what counts of an application now, also while its applicant changes it."""
    latest = submissions.latest(application)
    return (latest.content if latest is not None else application.content) or {}
