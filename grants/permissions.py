"""Plain questions about what a person may do with grants."""

from typing import Any

from grants.enums import ApplicationStatus
from portal.accounts.enums import Role
from portal.accounts.permissions import can_edit_for


def can_apply(user: Any) -> bool:
    """Tell whether the user may begin an application: anyone who has signed in."""
    return bool(user.is_authenticated)


def can_edit_draft(user: Any, application: Any) -> bool:
    """Tell whether the user may write in this application: its applicant, while it is a draft."""
    return bool(application.applicant_id == user.pk and application.status == ApplicationStatus.DRAFT)


def can_submit(user: Any, application: Any) -> bool:
    """Tell whether the user may hand this application in: its applicant alone."""
    return bool(application.applicant_id == user.pk)


def can_withdraw(user: Any, application: Any) -> bool:
    """Tell whether the user may take this application back: its applicant, until it is decided."""
    own = application.applicant_id == user.pk
    return bool(own and application.status in {ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE})


def can_edit_call(user: Any, call: Any) -> bool:
    """Tell whether the user edits this call: officers and administrators of its authority."""
    return can_edit_for(user, call.authority_id)


def can_edit_programme(user: Any, programme: Any) -> bool:
    """Tell whether the user edits this programme: officers and administrators of its authority."""
    return can_edit_for(user, programme.authority_id)


def can_screen(user: Any, application: Any) -> bool:
    """Tell whether the user screens this case: officers of its authority (interface.md, Roles)."""
    return bool(user.is_authenticated and user.has_any_role([Role.OFFICER], application.authority_id))


def can_decide(user: Any, application: Any) -> bool:
    """Tell whether the user decides this case: decision makers of its authority (interface.md, Roles)."""
    return bool(user.is_authenticated and user.has_any_role([Role.DECISION_MAKER], application.authority_id))


def can_tie(user: Any, application: Any) -> bool:
    """Tell whether the user ties its award to an exchange: officers and administrators of its authority."""
    return can_edit_for(user, application.authority_id)


def has_interest(user: Any, application: Any) -> bool:
    """Tell whether the user is a party to the case: its applicant, or one who represents its organisation.

    Who has an interest neither screens nor decides (domain.md: "people without conflict of interest").
    """
    if application.applicant_id == user.pk:
        return True
    if application.organisation_id is None:
        return False
    return bool(user.representations.filter(organisation=application.organisation_id).exists())
