"""What people may do with reports and changes."""

from typing import Any

from grants.enums import ApplicationStatus
from grants.permissions.cases import is_closed
from grants.permissions.participation import takes_part
from portal.accounts.enums import Role


def can_report(user: Any, application: Any) -> bool:
    """Tell whether the user writes the reports of a grant and asks for changes: its applicant, and who writes with them."""
    if not user.is_authenticated or application.status != ApplicationStatus.APPROVED:
        return False
    own = application.applicant_id == user.pk or takes_part(user, application, may_edit=True)
    return bool(own and not is_closed(application))


def can_review_report(user: Any, application: Any) -> bool:
    """Tell whether the user answers the reports of a case: officers of its authority."""
    return bool(user.is_authenticated and user.has_any_role([Role.OFFICER], application.authority_id))


def can_decide_change(user: Any, application: Any) -> bool:
    """Tell whether the user decides what a grantee asks to change: officers and decision makers of the authority."""
    roles = [Role.OFFICER, Role.DECISION_MAKER]
    return bool(user.is_authenticated and user.has_any_role(roles, application.authority_id))
