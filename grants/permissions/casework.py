"""Who of the office works on a case."""

from typing import Any

from grants.permissions.cases import has_interest, is_closed
from portal.accounts.permissions import can_edit_for


def can_work_on(user: Any, application: Any) -> bool:
    """Tell whether the user works on this case: officers and administrators of its authority without an interest.

    Nobody does once it is closed.
    """
    works = can_edit_for(user, application.authority_id) and not has_interest(user, application)
    return works and not is_closed(application)
