"""The registers for superusers: to look at. Only an authority begins here; its administrators do the rest in the office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from partnerships.models import Agreement, Authority, Framework, Network, Organisation, Partnership, Region
from portal.accounts.admin import ReadOnly


@admin.register(Authority)
class AuthorityAdmin(ReadOnly):
    """Authorities: a superuser lets an organisation run its partnerships here."""

    list_display = ["organisation", "slug", "currency", "time_zone", "languages"]
    fields = ["organisation", "slug", "languages", "currency", "time_zone", "diary_series"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let superusers add an authority."""
        return bool(request.user.is_superuser)


@admin.register(Organisation, Region, Network, Framework, Partnership)
class RegisterAdmin(ReadOnly):
    """Records that the office edits."""

    list_display = ["__str__", "slug"]
    search_fields = ["slug", "names"]


@admin.register(Agreement)
class AgreementAdmin(ReadOnly):
    """Agreements, with where they stand."""

    list_display = ["__str__", "kind", "status", "partnership"]
    list_filter = ["status", "kind"]
    list_select_related = ["partnership"]
    search_fields = ["slug", "names"]
