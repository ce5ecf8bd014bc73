"""Reading reports and requests for changes: as readable as the case they belong to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.enums import OWED_REPORTS, ChangeStatus, ReportStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import ChangeRequest, Report, ReportSubmission  # noqa: F401  (types of the querysets)


def _seen_cases(model: Any, user: Any) -> Any:
    applications: Any = model._meta.get_field("application").related_model
    return applications.objects.visible_to(user).order_by().values("pk")


class ReportQuerySet(models.QuerySet["Report"]):
    """What grantees owe and have handed in."""

    def visible_to(self, user: Any) -> ReportQuerySet:
        """Keep those of the applications that the user sees.

        Until the decision is published only the authority's people do: what is owed would tell that it was granted.
        """
        told = Q(award__decision__published_from=None) | Q(award__decision__published_from__lte=Now())
        seen = self.filter(application__in=_seen_cases(self.model, user))
        return seen.filter(told | Q(authority__in=reads(user)))

    def submitted_to(self, user: Any) -> ReportQuerySet:
        """Keep those of the authorities that the user reads for: the officer's list."""
        return self.filter(authority__in=reads(user))

    def search(self, q: str) -> ReportQuerySet:
        """Keep those whose case has every word of ``q`` in its title, applicant or number."""
        found = self
        for word in q.split():
            found = found.filter(application__search_text__contains=word.lower())
        return found

    def owed(self) -> ReportQuerySet:
        """Keep what the grantee still has to hand in; of a grant that was revoked, that is nothing."""
        return self.filter(status__in=OWED_REPORTS, award__revoked_at=None)

    def overdue(self, today: date) -> ReportQuerySet:
        """Keep what should have been handed in before today."""
        return self.owed().filter(due_on__lt=today)

    def to_remind(self, today: date, before: timedelta) -> ReportQuerySet:
        """Keep what is owed and due within some time, or was due, by grants that were told of."""
        told = Q(award__decision__published_from=None) | Q(award__decision__published_from__lte=Now())
        return self.owed().filter(told, due_on__lte=today + before)

    def to_review(self) -> ReportQuerySet:
        """Keep what was handed in and nobody has answered."""
        return self.filter(status=ReportStatus.HANDED_IN)

    def of_same_applicant(self, application: Any) -> ReportQuerySet:
        """Keep those of other cases of the same person or organisation."""
        same = Q(application__applicant=application.applicant_id, application__organisation=None)
        if application.organisation_id is not None:
            same = Q(application__organisation=application.organisation_id)
        return self.filter(same).exclude(application=application.pk)

    def for_list(self) -> ReportQuerySet:
        """Return the rows of the officer's list, first what is due first."""
        return (
            self.select_related("application__call")
            .only(
                "number",
                "kind",
                "due",
                "due_on",
                "status",
                "handed_in_at",
                "application__reference",
                "application__title",
                "application__applicant_name",
                "application__diary_number",
                "application__call__names",
            )
            .order_by("due_on", "pk")
            .fetch_mode(models.FETCH_RAISE)
        )


class ReportSubmissionQuerySet(models.QuerySet["ReportSubmission"]):
    """Reports as they were handed in."""

    def visible_to(self, user: Any) -> ReportSubmissionQuerySet:
        """Keep those of the reports that the user sees."""
        reports: Any = self.model._meta.get_field("report").related_model
        return self.filter(report__in=reports.objects.visible_to(user).order_by().values("pk"))


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """What grantees ask to change, or tell of."""

    def visible_to(self, user: Any) -> ChangeRequestQuerySet:
        """Keep those of the applications that the user sees."""
        return self.filter(application__in=_seen_cases(self.model, user))

    def submitted_to(self, user: Any) -> ChangeRequestQuerySet:
        """Keep those of the authorities that the user reads for: the officer's list."""
        return self.filter(authority__in=reads(user))

    def search(self, q: str) -> ChangeRequestQuerySet:
        """Keep those whose case has every word of ``q`` in its title, applicant or number."""
        found = self
        for word in q.split():
            found = found.filter(application__search_text__contains=word.lower())
        return found

    def to_decide(self) -> ChangeRequestQuerySet:
        """Keep what waits for a decision."""
        return self.filter(status=ChangeStatus.SUBMITTED)

    def for_list(self) -> ChangeRequestQuerySet:
        """Return the rows of the officer's list, the latest first."""
        return (
            self.select_related("application__call")
            .only(
                "number",
                "kind",
                "status",
                "submitted_at",
                "application__reference",
                "application__title",
                "application__applicant_name",
                "application__diary_number",
                "application__call__names",
            )
            .order_by("-submitted_at", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
