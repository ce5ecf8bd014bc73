from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Register what partnerships show on pages of lower layers, and who may read their documents."""
        from partnerships import desk, registers, search
        from partnerships.domain import organisations
        from partnerships.models import Agreement
        from portal.accounts.organisations import register_creator
        from portal.accounts.permissions import reads
        from portal.core import navigation, registry
        from portal.core.querysets import register_document_subject

        register_document_subject(
            Agreement,
            visible=Agreement.objects.public_to,
            internal=Agreement.objects.internal_to,
        )
        register_creator(organisations.create_for_applicant)
        registry.register_desk(desk.agreement_groups, position=30)
        registry.register_search(search.agreement_hits, position=30)
        navigation.register(
            "public",
            navigation.NavigationEntry(
                label=_("Agreements"), url_name="partnerships:public:agreement_list", order=20
            ),
        )
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=_("Agreements"),
                url_name="partnerships:officer:agreement_list",
                order=20,
                visible=lambda request: bool(reads(request.user)),
            ),
        )
        registers.register()
