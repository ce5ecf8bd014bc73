"""Plain questions about what a person may do with grants."""

from grants.permissions.applications import (
    WITHDRAWABLE,
    can_add_to_case,
    can_apply,
    can_copy_from,
    can_edit_draft,
    can_manage_people,
    can_reopen,
    can_submit,
    can_withdraw,
)
from grants.permissions.calls import can_edit_call, can_edit_programme
from grants.permissions.cases import can_decide, can_screen, can_tie, can_write_to_applicant, has_interest
from grants.permissions.openness import can_disclose
from grants.permissions.participation import takes_part
from grants.permissions.readers import (
    ASSESSED,
    EVERY_AUDIENCE,
    PUBLISHED,
    may_read_answer,
    readable_audiences,
)

__all__ = [
    "ASSESSED",
    "EVERY_AUDIENCE",
    "PUBLISHED",
    "WITHDRAWABLE",
    "can_add_to_case",
    "can_apply",
    "can_copy_from",
    "can_decide",
    "can_disclose",
    "can_edit_call",
    "can_edit_draft",
    "can_edit_programme",
    "can_manage_people",
    "can_reopen",
    "can_screen",
    "can_submit",
    "can_tie",
    "can_withdraw",
    "can_write_to_applicant",
    "has_interest",
    "may_read_answer",
    "readable_audiences",
    "takes_part",
]
