from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    name = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        """Show exchanges where other apps ask: navigation, documents."""
        from exchanges import entries, resources

        entries.register()
        resources.register()
