"""Plain questions about what a person may do with grants."""

from typing import Any

from grants.enums import ApplicationStatus, Audience
from portal.accounts.enums import READING_ROLES, Role
from portal.accounts.permissions import can_edit_for


def can_apply(user: Any) -> bool:
    """Tell whether the user may begin an application: anyone who has signed in."""
    return bool(user.is_authenticated)


def can_edit_draft(user: Any, application: Any) -> bool:
    """Tell whether the user may write in this application while it is a draft: its applicant, and who writes with them."""
    if not application.is_open_to_changes:
        return False
    return bool(application.applicant_id == user.pk or _takes_part(user, application, may_edit=True))


def can_copy_from(user: Any, application: Any) -> bool:
    """Tell whether the user may copy this application's answers into another: its applicant alone."""
    return bool(application.applicant_id == user.pk)


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


EVERY_AUDIENCE: frozenset[str] = frozenset(Audience.values)
# What assessors read: a case without what is personal or hidden from them.
ASSESSED: frozenset[str] = frozenset({Audience.PUBLIC, Audience.ORDINARY})
PUBLISHED: frozenset[str] = frozenset({Audience.PUBLIC})


def readable_audiences(user: Any, application: Any) -> frozenset[str]:
    """Return whose answers of a case the user reads: the one place that says who may read an answer.

    Its applicant and who takes part read all of them, and so do those who read for an authority that it is handed in
    to (interface.md, Roles: auditors read all of the authority). Who only assesses for one reads neither what is
    personal nor what is hidden from assessors. Everybody reads what is public, once there is a grant.
    """
    if application.applicant_id == getattr(user, "pk", None) or _takes_part(user, application):
        return EVERY_AUDIENCE
    handed_in = application.status != ApplicationStatus.DRAFT
    if user.is_authenticated and handed_in:
        held = _roles_at(user, application)
        if held & READING_ROLES:
            return EVERY_AUDIENCE
        if Role.ASSESSOR in held:
            return ASSESSED
    return PUBLISHED if application.status == ApplicationStatus.APPROVED else frozenset()


def may_read_answer(audiences: frozenset[str], audience: str) -> bool:
    """Tell whether an answer for this audience is among those that ``readable_audiences`` names."""
    return audience in audiences


def _roles_at(user: Any, application: Any) -> frozenset[str]:
    """Return the roles that the user holds at the authorities that the application is handed in to."""
    by_authority = user.roles_by_authority
    if not by_authority:
        return frozenset()
    held = set(by_authority.get(application.authority_id, ()))
    for funder in application.call.funders.values_list("organisation__authority", flat=True):
        held |= by_authority.get(funder, frozenset())
    return frozenset(held)


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
