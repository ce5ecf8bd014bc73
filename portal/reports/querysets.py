"""Reading reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids

if TYPE_CHECKING:
    from portal.reports.models import AnnualReport  # noqa: F401  (type of the queryset below)


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    """Annual reports of authorities."""

    def visible_to(self, user: Any) -> AnnualReportQuerySet:
        """Keep what the user may see: administrators, officers, decision makers and auditors of the authority."""
        roles = [Role.ADMINISTRATOR, Role.OFFICER, Role.DECISION_MAKER, Role.AUDITOR]
        return self.filter(authority__in=authority_ids(user, roles))

    def for_list(self) -> AnnualReportQuerySet:
        """Return the rows of the list of reports, newest first."""
        return (
            self.select_related("authority__organisation", "job", "created_by")
            .order_by("-year", "authority__slug", "language", "-version")
            .fetch_mode(models.FETCH_RAISE)
        )
