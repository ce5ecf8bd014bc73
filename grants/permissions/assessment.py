"""Who runs the assessment of a call, and who assesses which application."""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.permissions import can_edit_for


def can_run_assessment(user: Any, call: Any) -> bool:
    """Tell whether the user runs the assessment of this call: officers and administrators of its authority."""
    return can_edit_for(user, call.authority_id)


def can_keep_pool(user: Any, pool: Any) -> bool:
    """Tell whether the user keeps this pool of assessors: officers and administrators of its authority."""
    return can_edit_for(user, pool.authority_id)


def can_agree_ranking(user: Any, call: Any) -> bool:
    """Tell whether the user agrees the ranking of this call: officers, decision makers, administrators of its authority."""
    held = [Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR]
    return bool(user.is_authenticated and user.has_any_role(held, call.authority_id))


def assesses(user: Any, application: Any) -> bool:
    """Tell whether this application is assigned to the user, who has declared that no conflict of interest is met."""
    if not user.is_authenticated:
        return False
    mine = application.assignments.filter(assessor=user.pk, ended_at=None, has_conflict=False)
    return bool(mine.exists())
