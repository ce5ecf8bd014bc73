"""Whose case it is: a responsible officer and a deputy, handed over with a note."""

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.casework import acts, working
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting


@transaction.atomic
def hand_over(
    application: Application,
    *,
    officer: Any,
    deputy: Any = None,
    note: str = "",
    seen: tuple[int | None, int | None] | None = None,
    by: Any,
) -> Application:
    """Make somebody responsible for a case, or nobody; the same people again change nothing.

    Parameters: ``seen`` are the keys of the officer and the deputy that the person saw; ``note`` is for colleagues.
    Raises NotAllowed for others than officers of the authority and for anyone with an interest, DomainError beside
    the field for somebody who is no officer there, and when somebody handed it over meanwhile.
    """
    application = lock(application)
    working.require_worker(application, by)
    standing = (application.officer_id, application.deputy_id)
    wanted = (officer.pk if officer else None, deputy.pk if deputy else None)
    if standing == wanted:
        return application
    if seen is not None and seen != standing:
        raise DomainError(
            _("Somebody has handed this case over since you opened the page. Look at it again."), code="stale"
        )
    _require_officers(application, officer=officer, deputy=deputy)
    application.officer, application.deputy = officer, deputy
    application.validate_constraints()
    with acting(by):
        application.save(update_fields=["officer", "deputy"])
    acts.enter(
        application,
        RegisterKind.NOTE,
        RegisterDirection.DRAWN_UP,
        _subject(application, note.strip()),
        by=by,
    )
    return application


def _require_officers(application: Application, **people: Any) -> None:
    chosen = {name: person for name, person in people.items() if person is not None}
    known = set(
        working.officers_of(application.authority_id)
        .filter(pk__in=[person.pk for person in chosen.values()])
        .values_list("pk", flat=True)
    )
    wrong = {name: person for name, person in chosen.items() if person.pk not in known}
    if wrong:
        sentence = _("%(person)s is no officer of this authority.")
        raise field_errors({name: sentence % {"person": person} for name, person in wrong.items()})
    working.require_free_of_interest(application, *chosen.values())


def _subject(application: Application, note: str) -> str:
    with translation.override(register.language_of(application.authority)):
        if application.officer is None:
            said = _("Nobody is responsible for the case")
        elif application.deputy is None:
            said = _("Responsible: %(officer)s") % {"officer": application.officer}
        else:
            said = _("Responsible: %(officer)s, deputy: %(deputy)s") % {
                "officer": application.officer,
                "deputy": application.deputy,
            }
    return f"{said}: {note}" if note else said
