from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Let only people with a role into the office's navigation, and add the entries of accounts."""
        from portal.accounts import personal
        from portal.accounts.models import PersonalExport
        from portal.accounts.permissions import administers, works_for_an_authority
        from portal.core import navigation
        from portal.core.querysets import register_document_subject

        personal.register()
        # What is held about a person is read by that person alone.
        register_document_subject(
            PersonalExport,
            visible=lambda user: PersonalExport.objects.none(),
            internal=PersonalExport.objects.visible_to,
        )
        navigation.guard("office", lambda request: works_for_an_authority(request.user))
        navigation.register(
            "office",
            navigation.NavigationEntry(
                label=pgettext_lazy("people who work for an authority", "Members"),
                url_name="accounts:officer:member_list",
                order=900,
                visible=lambda request: bool(administers(request.user)),
            ),
        )
        navigation.register(
            "my",
            navigation.NavigationEntry(
                label=_("Organisations"), url_name="accounts:applicant:organisation_list", order=700
            ),
        )
        navigation.register(
            "my",
            navigation.NavigationEntry(label=_("Profile"), url_name="accounts:applicant:profile", order=800),
        )
        navigation.register(
            "my",
            navigation.NavigationEntry(
                label=_("Your data"), url_name="accounts:applicant:personal_export_list", order=805
            ),
        )
        navigation.register(
            "my",
            navigation.NavigationEntry(label=_("E-mail and password"), url_name="account_email", order=810),
        )
