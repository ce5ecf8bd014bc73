"""Who of the office may work on a case, and who may be asked to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.domain import closed
from grants.models import Application
from grants.permissions import has_interest
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.models import User
from portal.accounts.permissions import can_edit_for
from portal.core.errors import NotAllowed


def require_worker(application: Application, by: Any) -> None:
    """Raise NotAllowed unless ``by`` works on this case for its authority, without an interest in it.

    Raises DomainError where the case is closed.
    """
    if not can_edit_for(by, application.authority_id):
        raise NotAllowed(_("Only officers of the authority work on its cases."), code="not_officer")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )
    closed.require_not_closed(application)


def officers_of(*authorities: int) -> QuerySet[User]:
    """Return the active people who can be responsible for a case of one of these authorities, by name."""
    return _members(EDITING_ROLES, authorities)


def colleagues_of(*authorities: int) -> QuerySet[User]:
    """Return the active people who read the cases of one of these authorities: who may have a task there."""
    return _members(READING_ROLES, authorities)


def _members(roles: Any, authorities: Any) -> QuerySet[User]:
    found: QuerySet[User] = User.objects.filter(
        is_active=True, memberships__authority__in=authorities, memberships__role__in=roles
    )
    return found.distinct().order_by("name", "email", "pk")


def require_free_of_interest(application: Application, *people: Any) -> None:
    """Raise NotAllowed where one of the people who shall handle the case is a party to it."""
    for person in people:
        if person is not None and has_interest(person, application):
            raise NotAllowed(
                _("%(person)s has an interest in this case: choose somebody else.") % {"person": person},
                code="interest",
            )
