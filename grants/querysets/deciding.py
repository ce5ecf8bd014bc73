"""Reading what belongs to the decision of a case: as readable as the case itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from grants.models import (  # noqa: F401  (types of the querysets)
        Appeal,
        DecisionAct,
        DecisionCondition,
        DecisionLetter,
        FunderDecision,
    )


def _cases(model: Any, user: Any) -> Any:
    applications: Any = model._meta.get_field("application").related_model
    return applications.objects.visible_to(user).order_by().values("pk")


class DecisionActQuerySet(models.QuerySet["DecisionAct"]):
    """The acts of a decision, read by those who read the case; by the applicant once they are published."""

    def visible_to(self, user: Any) -> DecisionActQuerySet:
        """Keep those of the cases that the user reads, of own cases what has been published and was meant to be told."""
        applications: Any = self.model._meta.get_field("application").related_model
        office = applications.objects.submitted_to(user).order_by().values("pk")
        own = applications.objects.own(user).order_by().values("pk")
        told = Q(letter__isnull=False) & (Q(published_from=None) | Q(published_from__lte=Now()))
        return self.filter(Q(application__in=office) | (Q(application__in=own) & told))


class DecisionLetterQuerySet(models.QuerySet["DecisionLetter"]):
    """The letters of decisions."""

    def due(self) -> DecisionLetterQuerySet:
        """Keep those that should have gone out by now."""
        return self.filter(sent_at=None, due__lte=Now())


class DecisionConditionQuerySet(models.QuerySet["DecisionCondition"]):
    """The conditions of grants."""

    def visible_to(self, user: Any) -> DecisionConditionQuerySet:
        """Keep those of the acts that the user reads."""
        acts: Any = self.model._meta.get_field("act").related_model
        return self.filter(act__in=acts.objects.visible_to(user).order_by().values("pk"))

    def of_last(self, application: Any) -> DecisionConditionQuerySet:
        """Keep those of the last act of a case after which something stands, in their order."""
        acts: Any = self.model._meta.get_field("act").related_model
        deciding = acts.objects.filter(application=application).exclude(outcome="").order_by("-number")
        return self.filter(act__in=deciding.values("pk")[:1]).order_by("number")


class FunderDecisionQuerySet(models.QuerySet["FunderDecision"]):
    """What each funder of a joint call has decided."""

    def visible_to(self, user: Any) -> FunderDecisionQuerySet:
        """Keep those of the cases that the user reads for an authority."""
        applications: Any = self.model._meta.get_field("application").related_model
        return self.filter(application__in=applications.objects.submitted_to(user).order_by().values("pk"))

    def standing(self) -> FunderDecisionQuerySet:
        """Keep those that were neither withdrawn nor set back."""
        return self.filter(ended_at=None)

    def at(self, moment: Any) -> FunderDecisionQuerySet:
        """Keep those that stood at a moment, in the order of the call's funders."""
        return (
            self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), at__lte=moment)
            .select_related("funder__organisation", "by")
            .order_by("funder__position", "funder")
        )


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals against decisions."""

    def visible_to(self, user: Any) -> AppealQuerySet:
        """Keep those of the cases that the user reads."""
        return self.filter(application__in=_cases(self.model, user))
