"""Plain questions about what a person may do with grants."""

from typing import Any

from grants.enums import ApplicationStatus


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
