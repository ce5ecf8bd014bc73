from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Put the map and the desk into the navigation."""
        from portal.accounts.enums import STAFF_ROLES
        from portal.core import navigation

        navigation.register(
            "public", navigation.NavigationEntry(label=_("Map"), url_name="site:public:map", order=90)
        )
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=_("Desk"),
                url_name="site:officer:desk",
                order=1,
                visible=lambda request: request.user.has_any_role(STAFF_ROLES),
            ),
        )
