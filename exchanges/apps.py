from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    name = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        """Show exchanges where other apps ask: navigation, documents."""
        from exchanges import entries, resources
        from portal.core.personal_data import acts_of, register_personal_data

        entries.register()
        register_personal_data(acts_of("exchanges"), position=70)
        resources.register()
