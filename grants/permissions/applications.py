"""What applicants may do with their applications."""

from typing import Any

from grants.enums import ApplicationStatus
from grants.permissions.cases import is_closed
from grants.permissions.participation import takes_part


def can_apply(user: Any) -> bool:
    """Tell whether the user may begin an application: anyone who has signed in."""
    return bool(user.is_authenticated)


def can_edit_draft(user: Any, application: Any) -> bool:
    """Tell whether the user may write in this application while it is a draft: its applicant, and who writes with them."""
    if not application.is_open_to_changes:
        return False
    return bool(application.applicant_id == user.pk or takes_part(user, application, may_edit=True))


def can_copy_from(user: Any, application: Any) -> bool:
    """Tell whether the user may copy this application's answers into another: its applicant alone."""
    return bool(application.applicant_id == user.pk)


def can_manage_people(user: Any, application: Any) -> bool:
    """Tell whether the user asks people to take part, and removes them: the applicant, until it is handed in."""
    return bool(application.applicant_id == user.pk and application.is_open_to_changes)


def can_submit(user: Any, application: Any) -> bool:
    """Tell whether the user may hand this application in: its applicant alone."""
    return bool(application.applicant_id == user.pk)


WITHDRAWABLE = frozenset([ApplicationStatus.SUBMITTED, ApplicationStatus.INVITED, ApplicationStatus.ELIGIBLE])


def can_withdraw(user: Any, application: Any) -> bool:
    """Tell whether the user may take this application back: its applicant, until it is decided."""
    own = application.applicant_id == user.pk
    return bool(own and application.status in WITHDRAWABLE)


def can_reopen(user: Any, application: Any) -> bool:
    """Tell whether the user may change what was handed in: its applicant, until somebody has screened it.

    In a joint call a case that one funder has screened waits for the others as it is.
    """
    own = application.applicant_id == user.pk
    if not own or application.status != ApplicationStatus.SUBMITTED:
        return False
    return not application.screenings.standing().exists()


def can_add_to_case(user: Any, application: Any) -> bool:
    """Tell whether the user may add to a case that was handed in: its applicant, and who writes with them."""
    if application.status in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}:
        return False
    own = application.applicant_id == user.pk or takes_part(user, application, may_edit=True)
    return bool(own and not is_closed(application))
