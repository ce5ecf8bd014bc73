"""How far a round has come: per assessor, per application, and what each assessor's scores look like beside others'."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When

from grants.domain.assessment.ranking import strictness
from grants.enums.assessment import AssessmentStatus
from grants.models import AssessmentRound, Assignment, CompletionRequest, Submission
from portal.accounts.models import User

DONE = Q(has_conflict=False, assessment__status=AssessmentStatus.HANDED_IN)


@dataclass(frozen=True)
class AssessorProgress:
    """An assessor of a round: what they have, what they did, and how they score beside the others."""

    assessor: User
    assigned: int
    declared: int
    handed_in: int
    conflicts: int
    mean: Decimal | None
    difference: Decimal | None


def of_assessors(round: AssessmentRound) -> list[AssessorProgress]:
    """Return the progress of each assessor of a round; three queries."""
    rows = (
        Assignment.objects.filter(round=round)
        .present()
        .order_by()
        .values("assessor")
        .annotate(
            assigned=Count("pk"),
            declared=Count("pk", filter=Q(has_conflict__isnull=False)),
            handed_in=Count("pk", filter=DONE),
            conflicts=Count("pk", filter=Q(has_conflict=True)),
        )
    )
    found = list(rows)
    people = User.objects.in_bulk([row["assessor"] for row in found])
    scored = {one.assessor_id: one for one in strictness(round)}
    progress = []
    for row in found:
        scores = scored.get(row["assessor"])
        progress.append(
            AssessorProgress(
                people[row["assessor"]],
                row["assigned"],
                row["declared"],
                row["handed_in"],
                row["conflicts"],
                scores.mean if scores else None,
                scores.difference if scores else None,
            )
        )
    return sorted(progress, key=lambda one: str(one.assessor).casefold())


def assignments_of(round: AssessmentRound) -> Any:
    """Return the assignments of a round with their assessment, and whether it was given to an earlier version."""
    return with_staleness(Assignment.objects.filter(round=round).present())


def with_staleness(assignments: Any) -> Any:
    """Return assignments that say as ``is_stale`` whether their assessment is about an earlier version."""
    latest = (
        Submission.objects.filter(application=OuterRef("application")).order_by("-number").values("pk")[:1]
    )
    accepted = CompletionRequest.objects.filter(
        application=OuterRef("application"), accepted_at__gt=OuterRef("assessment__looked_at")
    )
    stale = (~Q(assessment__submission=F("latest")) | Exists(accepted)) & Q(assessment__isnull=False)
    return (
        assignments.select_related("assessor", "application", "pool", "assessment")
        .annotate(latest=Subquery(latest))
        .annotate(is_stale=Case(When(stale, then=True), default=False))
        .order_by("application_id", "pk")
    )
