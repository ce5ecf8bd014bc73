"""What people do with a case, from the diary to the archive: the steps that the journeys through a whole case share."""

from tests.journeys.acts.assessment import (
    agree_ranking,
    assess,
    assign_everything,
    begin_round,
    declare_conflict,
    make_pool,
)
from tests.journeys.acts.closing import (
    close,
    diary_number_of,
    disclose,
    keep_for,
    let_the_time_to_appeal_pass,
    reads_only,
    see_what_falls_due,
    still_in_the_way,
)
from tests.journeys.acts.deciding import Ruling, decide, open_letter, write_ruling
from tests.journeys.acts.meetings import prepare_meeting
from tests.journeys.acts.money import (
    accept_grant,
    add_paying_account,
    enter_account,
    pay,
    read_bank_answer,
    step_payment,
    verify_account,
)
from tests.journeys.acts.person import At, case, look
from tests.journeys.acts.reporting import approve_report, fulfil_condition, report
from tests.journeys.acts.screening import accept_completion, answer_completion, ask_for_completion, screen

__all__ = [
    "At",
    "Ruling",
    "accept_completion",
    "accept_grant",
    "add_paying_account",
    "agree_ranking",
    "answer_completion",
    "approve_report",
    "ask_for_completion",
    "assess",
    "assign_everything",
    "begin_round",
    "case",
    "close",
    "decide",
    "declare_conflict",
    "diary_number_of",
    "disclose",
    "enter_account",
    "fulfil_condition",
    "keep_for",
    "let_the_time_to_appeal_pass",
    "look",
    "make_pool",
    "open_letter",
    "pay",
    "prepare_meeting",
    "read_bank_answer",
    "reads_only",
    "report",
    "screen",
    "see_what_falls_due",
    "step_payment",
    "still_in_the_way",
    "verify_account",
    "write_ruling",
]
