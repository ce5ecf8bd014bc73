"""Finding people, their roles and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone

from portal.accounts.enums import Role

if TYPE_CHECKING:
    from portal.accounts.models import (  # noqa: F401
        CalendarLink,
        Invitation,
        Mandate,
        Membership,
        PersonalExport,
        Representation,
        User,
    )


def _administered(user: Any) -> list[int]:
    return user.authority_ids([Role.ADMINISTRATOR]) if user.is_authenticated else []


class UserQuerySet(models.QuerySet["User"]):
    """Accounts."""

    def with_address(self, email: str) -> UserQuerySet:
        """Keep the account that signs in with this address, in any letter case, found by its index."""
        return self.filter(Exact(Lower("email"), Lower(Value(email))))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts, found by their e-mail address in any letter case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account with this address."""
        return self.with_address(username or "").get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account that signs in with its e-mail address."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account that may open the technical administration."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Roles at authorities."""

    def visible_to(self, user: Any) -> MembershipQuerySet:
        """Keep the roles that the user manages: those at authorities of which they are an administrator."""
        return self.filter(authority__in=_administered(user))


class RepresentationQuerySet(models.QuerySet["Representation"]):
    """Organisations that people act for."""

    def visible_to(self, user: Any) -> RepresentationQuerySet:
        """Keep the user's own, and those of others for the organisations that the user acts for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=self.model._base_manager.filter(user=user).values("organisation"))

    def own(self, user: Any) -> RepresentationQuerySet:
        """Keep the user's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Offers to act for an organisation."""

    def visible_to(self, user: Any) -> MandateQuerySet:
        """Keep the offers to act for organisations that the user acts for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=user.representations.order_by().values("organisation"))

    def unanswered(self) -> MandateQuerySet:
        """Keep what was neither accepted nor withdrawn, expired ones included."""
        return self.filter(accepted_at=None, revoked_at=None)

    def to_addresses(self, addresses: Any) -> MandateQuerySet:
        """Keep the unanswered offers to these addresses, in small letters, that can be accepted now."""
        return self.unanswered().filter(email__in=addresses, expires_at__gt=timezone.now())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations of colleagues."""

    def visible_to(self, user: Any) -> InvitationQuerySet:
        """Keep the invitations to authorities of which the user is an administrator."""
        return self.filter(authority__in=_administered(user))

    def unanswered(self) -> InvitationQuerySet:
        """Keep what was neither accepted nor withdrawn, expired ones included: they can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> InvitationQuerySet:
        """Keep what can be accepted now."""
        return self.unanswered().filter(Q(expires_at__gt=timezone.now()))


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    """Secret addresses of people's calendars."""

    def visible_to(self, user: Any) -> CalendarLinkQuerySet:
        """Keep the user's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def open(self) -> CalendarLinkQuerySet:
        """Keep those under which a calendar is given."""
        return self.filter(revoked_at=None)


class PersonalExportQuerySet(models.QuerySet["PersonalExport"]):
    """Files with what is held about a person."""

    def visible_to(self, user: Any) -> PersonalExportQuerySet:
        """Keep the user's own, until they expire."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, expires_at__gt=timezone.now())
