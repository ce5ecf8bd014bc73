from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "portal.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Register the reports' documents and the entry in the office's navigation."""
        from portal.accounts.enums import Role
        from portal.accounts.permissions import authority_ids
        from portal.core import navigation
        from portal.core.querysets import register_document_subject
        from portal.reports.models import AnnualReport

        register_document_subject(
            AnnualReport,
            visible=AnnualReport.objects.visible_to,
            internal=AnnualReport.objects.visible_to,
        )
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
