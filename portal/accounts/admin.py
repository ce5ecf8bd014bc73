"""People and roles for superusers: to look at, to close an account; what needs rules is done in the office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.accounts.models import Invitation, Membership, Representation, User


class ReadOnly(admin.ModelAdmin):
    """Shows records without a way to change them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Add nothing here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change nothing here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Remove nothing here."""
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    """People: a superuser may close and open accounts, and let people into this administration."""

    list_display = ["email", "name", "language", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "language"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "is_active", "is_staff", "is_superuser", "joined_at", "last_login"]
    readonly_fields = ["email", "name", "language", "joined_at", "last_login"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let superusers change the switches of an account; everything else is read only."""
        return bool(request.user.is_superuser)


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Roles at authorities."""

    list_display = ["user", "authority", "role", "created_at"]
    list_filter = ["role", "authority"]
    list_select_related = ["user", "authority__organisation"]
    search_fields = ["user__email", "user__name"]


@admin.register(Representation)
class RepresentationAdmin(ReadOnly):
    """Who acts for which organisation."""

    list_display = ["user", "organisation", "title", "created_at"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "user__name"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Invitations of colleagues."""

    list_display = ["email", "authority", "role", "expires_at", "accepted_at", "revoked_at"]
    list_select_related = ["authority__organisation"]
    search_fields = ["email"]
