"""Who screens a case, and what they have found: for the pages of a case."""

from typing import Any

from django.utils.translation import gettext as _

from grants.domain import screening
from grants.domain.screeners import screens_for
from grants.domain.screening import Found
from grants.enums import ApplicationStatus
from grants.models import Application
from portal.core.moments import say_moment


def funders_screening(application: Application) -> list[dict[str, Any]]:
    """Return for each funder of a joint call what its officers have found so far; nothing where one authority screens."""
    found = screening.found_so_far(application)
    if len(found) < 2:
        return []
    zone = application.authority.time_zone
    return [
        {
            "funder": one.authority,
            "screening": one.screening,
            "at": say_moment(one.screening.screened_at, zone) if one.screening else "",
        }
        for one in found
    ]


def screening_step(application: Application, user: Any) -> tuple[str, bool, bool]:
    """Return what has to be done before a case is screened, whether the user screens it, and whether it would be again.

    The sentence is empty where nothing more has to be done.
    """
    found = screening.found_so_far(application)
    mine = {one.pk for one in screens_for(user, application)}
    own = [one for one in found if one.authority.pk in mine]
    again = all(one.screening is not None for one in own)
    if application.status != ApplicationStatus.SUBMITTED:
        return "", bool(mine), again or len(found) < 2
    return _waiting(found), bool(mine), again


def _waiting(found: list[Found]) -> str:
    if all(one.screening is None for one in found):
        return (
            _("An officer has to check whether it meets the conditions.")
            if len(found) < 2
            else _("Officers of each funder have to check whether it meets the conditions.")
        )
    names = {
        "done": ", ".join(str(one.authority) for one in found if one.screening is not None),
        "waiting": ", ".join(str(one.authority) for one in found if one.screening is None),
    }
    return _("%(done)s: it meets the conditions. %(waiting)s has to check it too.") % names
