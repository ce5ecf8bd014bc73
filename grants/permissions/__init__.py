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
from grants.permissions.assessment import (
    assesses,
    can_agree_ranking,
    can_keep_pool,
    can_run_assessment,
)
from grants.permissions.calls import can_edit_call, can_edit_programme
from grants.permissions.cases import (
    can_ask_for_completion,
    can_decide,
    can_screen,
    can_tie,
    can_write_to_applicant,
    has_interest,
    is_closed,
)
from grants.permissions.casework import can_work_on
from grants.permissions.closing import (
    can_close,
    can_confirm_destruction,
    can_hold,
    can_keep_classes,
    can_propose_destruction,
)
from grants.permissions.meetings import can_adjust, can_edit_meeting, can_edit_order, can_record_for
from grants.permissions.money import can_handle_money, can_release, can_settle, is_grantee
from grants.permissions.openness import can_disclose
from grants.permissions.participation import takes_part
from grants.permissions.readers import (
    ASSESSED,
    EVERY_AUDIENCE,
    PUBLISHED,
    may_read_answer,
    readable_audiences,
)
from grants.permissions.reporting import can_decide_change, can_report, can_review_report

__all__ = [
    "ASSESSED",
    "EVERY_AUDIENCE",
    "PUBLISHED",
    "WITHDRAWABLE",
    "assesses",
    "can_add_to_case",
    "can_adjust",
    "can_agree_ranking",
    "can_apply",
    "can_ask_for_completion",
    "can_close",
    "can_confirm_destruction",
    "can_copy_from",
    "can_decide",
    "can_decide_change",
    "can_disclose",
    "can_edit_call",
    "can_edit_draft",
    "can_edit_meeting",
    "can_edit_order",
    "can_edit_programme",
    "can_handle_money",
    "can_hold",
    "can_keep_classes",
    "can_keep_pool",
    "can_manage_people",
    "can_propose_destruction",
    "can_record_for",
    "can_release",
    "can_reopen",
    "can_report",
    "can_review_report",
    "can_run_assessment",
    "can_screen",
    "can_settle",
    "can_submit",
    "can_tie",
    "can_withdraw",
    "can_work_on",
    "can_write_to_applicant",
    "has_interest",
    "is_closed",
    "is_grantee",
    "may_read_answer",
    "readable_audiences",
    "takes_part",
]
