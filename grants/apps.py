from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        """Show grants in the portal's navigation and search, and say who reads an application's documents."""
        from grants import registration

        registration.register()
