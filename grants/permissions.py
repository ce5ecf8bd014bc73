"""Plain questions about what a person may do with grants."""

from typing import Any

from grants.enums import ApplicationStatus
from portal.accounts.enums import Role
from portal.accounts.permissions import can_edit_for


def can_apply(user: Any) -> bool:
    """Tell whether the user may begin an application: anyone who has signed in."""
    return bool(user.is_authenticated)


def can_edit_draft(user: Any, application: Any) -> bool:
    """Tell whether the user may write in this application while it is a draft: its applicant, and who writes with them."""
    if not application.is_open_to_changes:
        return False
    return bool(application.applicant_id == user.pk or _takes_part(user, application, may_edit=True))


def can_manage_people(user: Any, application: Any) -> bool:
    """Tell whether the user asks people to take part, and removes them: the applicant, until it is handed in."""
    return bool(application.applicant_id == user.pk and application.is_open_to_changes)


def _takes_part(user: Any, application: Any, **more: Any) -> bool:
    """Tell whether the user has accepted to take part in this application, and was not removed."""
    if not user.is_authenticated:
        return False
    mine = application.participants.filter(accepted_by=user.pk, removed_at=None, **more)
    return bool(mine.exists())


def can_submit(user: Any, application: Any) -> bool:
    """Tell whether the user may hand this application in: its applicant alone."""
    return bool(application.applicant_id == user.pk)


WITHDRAWABLE = frozenset([ApplicationStatus.SUBMITTED, ApplicationStatus.INVITED, ApplicationStatus.ELIGIBLE])


def can_withdraw(user: Any, application: Any) -> bool:
    """Tell whether the user may take this application back: its applicant, until it is decided."""
    own = application.applicant_id == user.pk
    return bool(own and application.status in WITHDRAWABLE)


def can_reopen(user: Any, application: Any) -> bool:
    """Tell whether the user may change what was handed in: its applicant, until somebody has screened it."""
    own = application.applicant_id == user.pk
    return bool(own and application.status == ApplicationStatus.SUBMITTED)


def can_add_to_case(user: Any, application: Any) -> bool:
    """Tell whether the user may add to a case that was handed in: its applicant, and who writes with them."""
    if application.status in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}:
        return False
    return bool(application.applicant_id == user.pk or _takes_part(user, application, may_edit=True))


def can_write_to_applicant(user: Any, application: Any) -> bool:
    """Tell whether the user writes to the applicant of a case and asks for completions: who edits for the authority."""
    sent = application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
    return bool(sent and can_edit_for(user, application.authority_id))


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
    """Tell whether the user is a party to the case: its applicant, who takes part, or who represents its organisation.

    Who has an interest neither screens nor decides (domain.md: "people without conflict of interest").
    """
    if application.applicant_id == user.pk or _takes_part(user, application):
        return True
    if application.organisation_id is None:
        return False
    return bool(user.representations.filter(organisation=application.organisation_id).exists())
