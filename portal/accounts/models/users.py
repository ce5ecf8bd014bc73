"""People who sign in."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import connection, models
from django.db.models.functions import Lower, Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.querysets import UserManager

# Written out: every page of somebody who signed in asks this, and the answer is quicker than composing it.
ROLES_HELD = (
    "ARRAY(SELECT authority_id || ' ' || role FROM accounts_membership WHERE user_id = accounts_user.id)"
)


def by_authority(held: Iterable[str]) -> dict[int, frozenset[str]]:
    """Return roles by the primary keys of authorities, read from texts like "3 officer"."""
    found: dict[int, set[str]] = {}
    for one in held:
        authority, _blank, role = one.partition(" ")
        found.setdefault(int(authority), set()).add(role)
    return {authority: frozenset(roles) for authority, roles in found.items()}


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: an applicant, and with memberships also someone who works for an authority."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)

    is_staff = models.BooleanField(_("may open the technical administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), db_default=Now())

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return what the portal calls the person."""
        return str(self)

    @cached_property
    def roles_by_authority(self) -> dict[int, frozenset[str]]:
        """Return the roles held on each authority's primary key; one query for the life of the object.

        Who is signed in comes with them (AccountBackend).
        """
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {ROLES_HELD} FROM accounts_user WHERE id = %s", [self.pk])  # noqa: S608 - our own words
            found = cursor.fetchone()
        return by_authority(found[0] if found else [])

    def has_any_role(self, roles: Iterable[str], authority_id: int | None = None) -> bool:
        """Tell whether the user holds one of the roles, on one authority or (None) on any."""
        wanted = set(roles)
        if authority_id is not None:
            return bool(wanted & self.roles_by_authority.get(authority_id, frozenset()))
        return any(wanted & held for held in self.roles_by_authority.values())

    def authority_ids(self, roles: Iterable[str]) -> list[int]:
        """Return the primary keys of the authorities on which the user holds one of the roles."""
        wanted = set(roles)
        return [pk for pk, held in self.roles_by_authority.items() if wanted & held]
