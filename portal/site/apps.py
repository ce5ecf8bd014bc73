from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Put the map and the desk into the navigation."""
        from portal.accounts.permissions import works_for_an_authority
        from portal.core import navigation, registry
        from portal.site import desk

        registry.register_desk(desk.deadline_groups, position=25)

        navigation.register(
            "public", navigation.NavigationEntry(label=_("Map"), url_name="site:public:map", order=90)
        )
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=_("Desk"),
                url_name="site:officer:desk",
                order=1,
                visible=lambda request: works_for_an_authority(request.user),
            ),
        )
