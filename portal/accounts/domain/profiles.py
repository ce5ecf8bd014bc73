"""What people say about themselves: name, language, and the organisations they act for."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from portal.accounts import organisations
from portal.accounts.models import Representation, User
from portal.core.domain.records import one_at_a_time
from portal.core.errors import NotAllowed
from portal.core.history import acting


@transaction.atomic
def edit(user: Any, *, name: str, language: str) -> User:
    """Change how the portal calls the person and which language it speaks (a code of LANGUAGES, "" for the browser's)."""
    person: User = User.objects.select_for_update().get(pk=user.pk)  # a request's user is a lazy wrapper
    person.name, person.language = name.strip(), language
    person.clean_fields(exclude=["email", "password"])
    with acting(person):
        person.save(update_fields=["name", "language"])
    return person


@transaction.atomic
def speak(user: User, language: str) -> None:
    """Remember the language a person switched to; one the portal does not speak is ignored."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        with acting(user):
            User.objects.filter(pk=user.pk).update(language=language)


@transaction.atomic
def act_for(organisation: models.Model, *, by: Any, title: str = "") -> Representation:
    """Say that the person applies for an organisation; saying it twice changes nothing.

    Raises NotAllowed where somebody acts for it already: then these give the mandate (domain.mandates).
    """
    one_at_a_time(f"accounts.representations.{organisation.pk}")
    others = Representation.objects.filter(organisation_id=organisation.pk)
    if others.exclude(user=by).exists() and not others.filter(user=by).exists():
        raise NotAllowed(
            _(
                "Somebody acts for %(organisation)s in the portal already. Ask there for a mandate:"
                " it is given on the organisation's page."
            )
            % {"organisation": organisation},
            code="taken",
        )
    with acting(by):
        representation, _created = Representation.objects.get_or_create(
            user=by, organisation_id=organisation.pk, defaults={"title": title.strip()}
        )
    return representation


@transaction.atomic
def act_for_new(name: str, kind: str, *, by: Any, title: str = "") -> Representation:
    """Add an organisation that the portal does not know yet, and act for it.

    Parameters: ``name`` in the person's language; ``kind`` is a value of partnerships' OrganisationKind.
    """
    return act_for(organisations.create(name, kind, by), by=by, title=title)
