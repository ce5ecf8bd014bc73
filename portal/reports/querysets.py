"""Reading reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids, edits, reads

if TYPE_CHECKING:
    from portal.reports.models import AnnualReport, Dossier  # noqa: F401  (types of the querysets below)


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


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers of partnerships."""

    def visible_to(self, user: Any) -> DossierQuerySet:
        """Keep what the user may see: the own authorities' dossiers; those with confidential parts if the user edits."""
        open_to_readers = Q(confidential=False, partnership__authority__in=reads(user))
        return self.filter(open_to_readers | Q(partnership__authority__in=edits(user)))

    def for_list(self) -> DossierQuerySet:
        """Return the rows of the list of dossiers, newest first."""
        return (
            self.select_related("partnership__authority__organisation", "job", "created_by")
            .order_by("-version", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
