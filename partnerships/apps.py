from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Register what partnerships show on pages of lower layers, and who may read their documents."""
        from partnerships import (
            agreement_deadlines,
            commitment_deadlines,
            commitment_panels,
            deadlines,
            desk,
            dossier,
            drafting_desk,
            happenings,
            pickers,
            pulse,
            registers,
            resources,
            search,
        )
        from partnerships.domain import organisations
        from partnerships.models import (
            Agreement,
            AgreementVersion,
            Dialogue,
            Network,
            Partnership,
            WorkProgramme,
        )
        from partnerships.views.agreement_contents import contents_panel
        from portal.accounts.organisations import register_creator
        from portal.accounts.permissions import reads
        from portal.core import navigation, registry
        from portal.core.personal_data import acts_of, register_personal_data
        from portal.core.querysets import register_document_subject

        register_document_subject(
            Agreement,
            visible=Agreement.objects.public_to,
            internal=Agreement.objects.internal_to,
            restricted=Agreement.objects.edited_by,
        )
        # A comparison on paper belongs to the version it begins with: whoever shares the text may read it.
        register_document_subject(
            AgreementVersion,
            visible=AgreementVersion.objects.visible_to,
            internal=AgreementVersion.objects.visible_to,
        )
        register_personal_data(acts_of("partnerships"), position=60)
        register_creator(organisations.create_for_applicant)
        registry.register_desk(desk.agreement_groups, position=30)
        registry.register_desk(drafting_desk.draft_groups, position=28)
        registry.register_desk(desk.late_commitments, position=31)
        registry.register_deadlines(commitment_deadlines.commitments_due, position=40)
        registry.register_panel(Agreement, commitment_panels.agreement_commitments, position=5)
        registry.register_panel(Agreement, commitment_panels.agreement_programmes, position=6)
        registry.register_panel(Partnership, commitment_panels.partnership_commitments, position=5)
        registry.register_panel(Partnership, commitment_panels.partnership_programmes, position=6)
        registry.register_panel(WorkProgramme, commitment_panels.programme_commitments, position=20)
        registry.register_deadlines(agreement_deadlines.agreement_deadlines, position=30)
        registry.register_panel(Agreement, contents_panel, position=2)
        registry.register_panel(Network, contents_panel, position=2)
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
        registry.register_desk(deadlines.follow_up_groups, position=20)
        registry.register_deadlines(deadlines.follow_up_deadlines, position=20)
        for subject in (Partnership, Dialogue):
            register_document_subject(
                subject,
                visible=subject.objects.visible_to,
                internal=subject.objects.read_by,
                restricted=subject.objects.edited_by,
            )
        registry.register_dossier(Partnership, dossier.relation, position=10)
        registry.register_dossier(Partnership, dossier.agreements, position=20)
        registry.register_dossier(Partnership, dossier.dialogues, position=40)
        registry.register_dossier(Partnership, dossier.documents, position=60)
        happenings.register()
        pulse.register()
        registers.register()
        pickers.register()
        resources.register()
