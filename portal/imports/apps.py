from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "portal.imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        """Register the files that were handed in, and the entry in the office's navigation."""
        from portal.accounts.permissions import edits
        from portal.core import navigation
        from portal.core.personal_data import acts_of, register_personal_data
        from portal.core.querysets import register_document_subject
        from portal.imports.models import ImportRun

        register_personal_data(acts_of("imports"), position=95)

        register_document_subject(
            ImportRun, visible=ImportRun.objects.visible_to, internal=ImportRun.objects.visible_to
        )
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=_("Bring in, take out"),
                url_name="imports:officer:import_run_list",
                order=97,
                visible=lambda request: bool(edits(request.user)),
            ),
        )
