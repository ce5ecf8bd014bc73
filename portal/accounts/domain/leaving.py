"""Accounts of people of whom nothing is kept any more, and the one that stands in their place."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User

# Stands wherever a person was whose name is not kept. Nobody signs in with it.
NOBODY = "nobody@removed.invalid"
# An account that its person still uses stays theirs, whatever has become of their cases.
UNUSED = timedelta(days=2 * 365)
# What an account has for itself: it goes with it.
OWN = frozenset(
    {
        "account.EmailAddress",
        "account.EmailConfirmation",
        "accounts.CalendarLink",
        "accounts.PersonalExport",
        "accounts.Representation",
        "core.Job",
        "grants.CaseListSetting",
        "grants.SavedList",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
    }
)


def nobody() -> User:
    """Return the account that stands in the place of those whose names are not kept."""
    known: User | None = User.objects.with_address(NOBODY).first()
    if known is not None:
        return known
    person = User(email=NOBODY, name="–", is_active=False)
    person.set_unusable_password()
    with transaction.atomic():
        made: User = User.objects.get_or_create(
            email=NOBODY, defaults={"name": person.name, "is_active": False, "password": person.password}
        )[0]
    return made


@transaction.atomic
def forget_if_nothing_is_left(person_id: int) -> bool:
    """Remove the account of a person of whom nothing else is kept, and who has not signed in for two years.

    Tells whether it was removed.
    """
    person = User.objects.select_for_update().filter(pk=person_id).first()
    if person is None or person.email == NOBODY or person.is_staff or person.is_superuser:
        return False
    last = person.last_login or person.joined_at
    if last > timezone.now() - UNUSED or any(_refers(relation, person) for relation in _relations()):
        return False
    person.delete()
    return True


def _relations() -> list[Any]:
    """Return what may refer to an account and is not its own; histories keep only its number."""
    fields: list[Any] = User._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in fields
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        # What pghistory reads of all histories together is no table.
        and relation.related_model._meta.app_label != "pghistory"
        and relation.related_model._meta.label not in OWN
        and not hasattr(relation.related_model, "pgh_obj")
    ]


def _refers(relation: Any, person: User) -> bool:
    rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
    return bool(rows.exists())
