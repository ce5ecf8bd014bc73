"""Reading rounds, pools, assignments and assessments: the office its own, assessors what is assigned to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import (  # noqa: F401
        Assessment,
        AssessmentRound,
        AssessorPool,
        Assignment,
    )


def _calls(user: Any) -> Any:
    calls: Any = apps.get_model("grants", "Call")._default_manager
    return calls.worked_with(user).order_by().values("pk")


class AssessorPoolQuerySet(models.QuerySet["AssessorPool"]):
    """Pools of assessors."""

    def visible_to(self, user: Any) -> AssessorPoolQuerySet:
        """Keep the pools of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))


class AssessmentRoundQuerySet(models.QuerySet["AssessmentRound"]):
    """Rounds of assessment."""

    def visible_to(self, user: Any) -> AssessmentRoundQuerySet:
        """Keep the rounds of the calls that the user works with."""
        return self.filter(call__in=_calls(user))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Applications given to assessors."""

    def visible_to(self, user: Any) -> AssignmentQuerySet:
        """Keep those of the calls that the user works with."""
        return self.filter(round__call__in=_calls(user))

    def own(self, user: Any) -> AssignmentQuerySet:
        """Keep what is assigned to the user, and was not taken back."""
        return self.filter(assessor=user, ended_at=None) if user.is_authenticated else self.none()

    def present(self) -> AssignmentQuerySet:
        """Keep what was not taken back."""
        return self.filter(ended_at=None)

    def counting(self) -> AssignmentQuerySet:
        """Keep what was not taken back, and meets no conflict of interest."""
        return self.present().exclude(has_conflict=True)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments."""

    def visible_to(self, user: Any) -> AssessmentQuerySet:
        """Keep those of the calls that the user works with."""
        return self.filter(assignment__round__call__in=_calls(user))

    def own(self, user: Any) -> AssessmentQuerySet:
        """Keep the user's, of what is assigned to them and was not taken back."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(assignment__assessor=user, assignment__ended_at=None)
