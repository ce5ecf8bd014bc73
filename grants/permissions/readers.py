"""Who reads which answers of a case."""

from typing import Any

from grants.enums import ApplicationStatus, Audience
from grants.permissions.assessment import assesses
from grants.permissions.participation import takes_part
from portal.accounts.enums import READING_ROLES, Role

EVERY_AUDIENCE: frozenset[str] = frozenset(Audience.values)
# What assessors read: a case without what is personal or hidden from them.
ASSESSED: frozenset[str] = frozenset({Audience.PUBLIC, Audience.ORDINARY})
PUBLISHED: frozenset[str] = frozenset({Audience.PUBLIC})


def readable_audiences(user: Any, application: Any) -> frozenset[str]:
    """Return whose answers of a case the user reads: the one place that says who may read an answer.

    Its applicant and who takes part read all of them, and so do those who read for an authority that it is handed in
    to (interface.md, Roles: auditors read all of the authority). Who only assesses for one reads what is assigned, once
    they declared to have no conflict of interest; neither what is personal nor what is hidden from assessors.
    Everybody reads what is public, once there is a grant.
    """
    if application.applicant_id == getattr(user, "pk", None) or takes_part(user, application):
        return EVERY_AUDIENCE
    handed_in = application.status != ApplicationStatus.DRAFT
    if user.is_authenticated and handed_in:
        held = _roles_at(user, application)
        if held & READING_ROLES:
            return EVERY_AUDIENCE
        if Role.ASSESSOR in held and assesses(user, application):
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
