"""The secret address of a person's calendar: made, replaced and revoked by that person alone."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import CalendarLink, User
from portal.core.history import acting


def digest_of(token: str) -> str:
    """Return what is stored of a token, so that whoever reads the database cannot read a calendar with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def with_token(token: str) -> CalendarLink | None:
    """Return the link that carries this token, revoked ones included, with its person."""
    return CalendarLink.objects.filter(token_digest=digest_of(token)).select_related("user").first()


@transaction.atomic
def create(*, by: Any) -> tuple[CalendarLink, str]:
    """Make a new address for the person's calendar; an older one ends. Returns the link and its secret.

    The secret is stored nowhere: it is shown to the person once.
    """
    person = _locked(by)
    _revoke_all(person)
    token = secrets.token_urlsafe(32)
    with acting(person):
        return CalendarLink.objects.create(user=person, token_digest=digest_of(token)), token


@transaction.atomic
def revoke(*, by: Any) -> None:
    """End the person's address; whoever still asks under it is told so. Revoking twice changes nothing."""
    _revoke_all(_locked(by))


def _locked(by: Any) -> User:
    """Return the person, locked: two clicks at once leave one open address."""
    person: User = User.objects.select_for_update().get(pk=by.pk)
    return person


def _revoke_all(person: User) -> None:
    with acting(person):
        person.calendar_links.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_by=person)
