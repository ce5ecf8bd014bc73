from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "portal.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Register the reports' documents and the entry in the office's navigation."""
        from partnerships.models import Partnership
        from portal.accounts.enums import Role
        from portal.accounts.permissions import authority_ids
        from portal.core import navigation
        from portal.core.personal_data import acts_of, register_personal_data
        from portal.core.querysets import register_document_subject
        from portal.core.registry import register_page
        from portal.reports.models import AnnualReport, Dossier

        register_personal_data(acts_of("reports"), position=96)
        register_document_subject(
            AnnualReport,
            visible=AnnualReport.objects.visible_to,
            internal=AnnualReport.objects.visible_to,
        )
        register_document_subject(
            Dossier, visible=Dossier.objects.visible_to, internal=Dossier.objects.visible_to
        )
        register_page(Partnership, dossier_page, position=10)
        readers = [Role.ADMINISTRATOR, Role.OFFICER, Role.DECISION_MAKER, Role.AUDITOR]
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=_("Reports"),
                url_name="reports:officer:annual_report_list",
                order=80,
                visible=lambda request: bool(authority_ids(request.user, readers)),
            ),
        )


def dossier_page(partnership: Any, user: Any) -> tuple[str, str] | None:
    """Return the link to a partnership's dossiers, for those who read its authority's records."""
    from portal.accounts.permissions import reads

    if partnership.authority_id not in reads(user):
        return None
    return gettext("Dossier"), reverse("reports:officer:dossier_list", args=[partnership.slug])
