"""Reading authorities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from partnerships.querysets.belonging import bodies_above
from portal.accounts.enums import EDITING_ROLES, READING_ROLES, STAFF_ROLES, Role
from portal.accounts.permissions import authority_ids

if TYPE_CHECKING:
    from partnerships.models import Authority  # noqa: F401  (type of the queryset below)


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Organisations that run their partnerships on this portal."""

    def visible_to(self, user: Any) -> AuthorityQuerySet:
        """Keep what the user may see: authorities are public."""
        return self.all()

    def read_by(self, user: Any) -> AuthorityQuerySet:
        """Keep the authorities whose records the user reads."""
        return self.filter(pk__in=authority_ids(user, READING_ROLES))

    def worked_for_by(self, user: Any) -> AuthorityQuerySet:
        """Keep the authorities the user works for, in whatever role."""
        return self.filter(pk__in=authority_ids(user, STAFF_ROLES))

    def of_bodies(self, organisation_ids: Iterable[int]) -> AuthorityQuerySet:
        """Keep the authorities that one of the organisations is, or belongs to at any depth."""
        return self.filter(organisation__in=bodies_above(organisation_ids))

    def with_editors(self) -> AuthorityQuerySet:
        """Keep the authorities for which somebody edits here."""
        return self.filter(memberships__role__in=EDITING_ROLES).distinct()

    def administered_by(self, user: Any) -> AuthorityQuerySet:
        """Keep the authorities whose settings and members the user looks after."""
        return self.filter(pk__in=authority_ids(user, [Role.ADMINISTRATOR]))
