"""Conflicts of interest: declared from a summary before the full text opens, or recorded later; each kept for good."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.assessment.rounds import require_running
from grants.domain.assessment.traces import Trace, traces
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.assessment import (
    ASSESSMENT_TRANSITIONS,
    AssessmentStatus,
    ConflictGround,
    ConflictSource,
)
from grants.models import Assessment, Assignment, ConflictDeclaration, Submission
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting


@transaction.atomic
def declare(
    assignment: Assignment, *, has_conflict: bool, ground: str = "", note: str = "", by: Any
) -> Assignment:
    """Declare, as the assessor, that there is no conflict of interest or that there is one and on what ground.

    With none the application opens, for its latest version. One that is declared after that is marked as late, and
    sets the scores aside. Raises NotAllowed for anyone else, DomainError for a conflict that is certain, or that was
    declared before.
    """
    application = lock(assignment.application)
    assignment = _locked(assignment)
    if assignment.assessor_id != by.pk:
        raise NotAllowed(_("Only the assessor declares this."), code="not_own")
    found = traces(application, by)
    if not has_conflict:
        if assignment.has_conflict is not None:
            raise DomainError(_("You have declared this already."), code="declared")
        if any(trace.is_certain for trace in found):
            raise DomainError(
                _("The portal knows of a tie that is a conflict of interest. Declare it with its ground."),
                code="certain",
            )
    assignment.application = application
    return _record(assignment, has_conflict, ground, note, source=ConflictSource.ASSESSOR, found=found, by=by)


@transaction.atomic
def record(assignment: Assignment, *, ground: str, note: str, by: Any) -> Assignment:
    """Record, at the office, a conflict that was discovered: the scores are set aside, not deleted.

    Also after the ranking was agreed, which stands as it is: whoever decides finds the conflict in the register.
    Raises NotAllowed for others than those who run the assessment, DomainError where one is on record already.
    """
    application = lock(assignment.application)
    assignment = _locked(assignment)
    require_running(assignment.round.call, by)
    assignment.application = application
    found = traces(application, assignment.assessor)
    return _record(assignment, True, ground, note, source=ConflictSource.OFFICE, found=found, by=by)


def _locked(assignment: Assignment) -> Assignment:
    assignment = lock(assignment)
    if assignment.ended_at is not None:
        raise DomainError(_("This application has been taken back from its assessor."), code="ended")
    if assignment.has_conflict:
        raise DomainError(_("A conflict of interest is on record already."), code="conflict")
    return assignment


def _record(
    assignment: Assignment,
    has_conflict: bool,
    ground: str,
    note: str,
    *,
    source: ConflictSource,
    found: list[Trace],
    by: Any,
) -> Assignment:
    late = has_conflict and assignment.has_conflict is not None
    declaration = ConflictDeclaration(
        assignment=assignment,
        has_conflict=has_conflict,
        ground=ground if has_conflict else "",
        note=note.strip(),
        source=source,
        is_late=late,
        traces=[{"kind": str(trace.kind), "words": trace.words} for trace in found],
        by=by,
    )
    declaration.clean_fields(exclude=["assignment", "by"])
    declaration.validate_constraints()
    declaration.save(force_insert=True)
    assignment.has_conflict = has_conflict
    with acting(by):
        assignment.save(update_fields=["has_conflict"])
        if has_conflict:
            _set_aside(assignment, declaration, by)
        else:
            _open(assignment, by)
    register.enter(
        assignment.application,
        kind=RegisterKind.CONFLICT,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: _subject(assignment, declaration),
        counterpart=str(assignment.assessor),
        by=by,
        key=f"declaration-{declaration.pk}",
    )
    return assignment


def _subject(assignment: Assignment, declaration: ConflictDeclaration) -> str:
    if not declaration.has_conflict:
        return _("%(assessor)s declares to have no conflict of interest") % {"assessor": assignment.assessor}
    said = {"assessor": assignment.assessor, "ground": ConflictGround(declaration.ground).label}
    if declaration.is_late:
        return _("Conflict of interest of %(assessor)s, declared late: %(ground)s") % said
    return _("Conflict of interest of %(assessor)s: %(ground)s") % said


def _open(assignment: Assignment, by: Any) -> None:
    """Begin the assessment of the version that counts now."""
    submission = Submission.objects.filter(application=assignment.application).order_by("number").last()
    if submission is None:
        raise DomainError(_("Nothing has been handed in that could be assessed."), code="nothing")
    Assessment.objects.create(assignment=assignment, submission=submission, looked_by=by)


def _set_aside(assignment: Assignment, declaration: ConflictDeclaration, by: Any) -> None:
    """Let the assessor's scores count no longer; they stay where they are."""
    assessment = Assessment.objects.select_for_update().filter(assignment=assignment).first()
    if assessment is None or assessment.status == AssessmentStatus.SET_ASIDE:
        return
    move(
        assessment,
        to=AssessmentStatus.SET_ASIDE,
        by=by,
        transitions=ASSESSMENT_TRANSITIONS,
        note=str(declaration.get_ground_display()),
    )
