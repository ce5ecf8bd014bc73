"""What the authority's people may do with a case."""

from collections.abc import Iterable
from typing import Any

from grants.enums import ApplicationStatus
from grants.permissions.participation import takes_part
from portal.accounts.enums import Role
from portal.accounts.permissions import can_edit_for


def is_closed(application: Any) -> bool:
    """Tell whether the case is closed: nobody changes anything of it any more. Asked once for each record."""
    return hasattr(application, "closing")


def can_write_to_applicant(user: Any, application: Any) -> bool:
    """Tell whether the user writes to the applicant of a case and asks for completions: who edits for the authority."""
    sent = application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
    return bool(sent and can_edit_for(user, application.authority_id) and not is_closed(application))


def can_ask_for_completion(user: Any, application: Any, screeners: Iterable[int]) -> bool:
    """Tell whether the user asks the applicant to complete a case: who edits for its authority or one that screens it.

    Parameters: ``screeners`` are the keys of the authorities that screen it.
    """
    sent = application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
    edits = any(can_edit_for(user, pk) for pk in {application.authority_id, *screeners})
    return sent and edits and not is_closed(application)


def can_screen(user: Any, authority_id: int) -> bool:
    """Tell whether the user screens cases for this authority: its officers (interface.md, Roles)."""
    return bool(user.is_authenticated and user.has_any_role([Role.OFFICER], authority_id))


def can_decide(user: Any, application: Any) -> bool:
    """Tell whether the user decides this case: decision makers of its authority (interface.md, Roles)."""
    return bool(user.is_authenticated and user.has_any_role([Role.DECISION_MAKER], application.authority_id))


def can_tie(user: Any, application: Any) -> bool:
    """Tell whether the user ties its award to an exchange: officers and administrators of its authority."""
    return can_edit_for(user, application.authority_id)


def has_interest(user: Any, application: Any) -> bool:
    """Tell whether the user is a party to the case: its applicant, who takes part, or who represents its organisation.

    Who has an interest neither screens nor decides (domain.md: "people without conflict of interest").
    """
    if application.applicant_id == user.pk or takes_part(user, application):
        return True
    if application.organisation_id is None:
        return False
    return bool(user.representations.filter(organisation=application.organisation_id).exists())
