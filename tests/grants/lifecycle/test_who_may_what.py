"""Every role, every stage of a case, every act: done or refused, as it is written here and nowhere else."""

import pytest
from django.db import connection, transaction

from grants.models import Application
from portal.core.errors import DomainError, NotAllowed
from tests.grants.lifecycle.scene import (
    ACTS,
    DECIDERS,
    EDITORS,
    KINDS,
    OFFICERS,
    Scene,
    attempt,
    must,
)

pytestmark = pytest.mark.django_db

Steps = tuple[tuple[str, str], ...]

HANDED_IN: Steps = (("applicant", "hand in"),)
ELIGIBLE: Steps = (*HANDED_IN, ("officer", "screen as eligible"))
GRANTED: Steps = (*ELIGIBLE, ("decision maker", "approve"))
ACCEPTED: Steps = (*GRANTED, ("applicant", "accept"))
WITH_ACCOUNT: Steps = (*ACCEPTED, ("applicant", "enter an account"))
VERIFIED: Steps = (*WITH_ACCOUNT, ("officer", "verify the account"))
PREPARED: Steps = (*VERIFIED, ("officer", "prepare a payment"))
RELEASED: Steps = (*PREPARED, ("second officer", "release a payment"))
SENT: Steps = (*RELEASED, ("officer", "write a payment file"))
PAID: Steps = (*SENT, ("officer", "read the bank's answer"))
REPORTED: Steps = (*PAID, ("applicant", "report"))
APPROVED: Steps = (*REPORTED, ("officer", "approve the report"))
REJECTED: Steps = (*ELIGIBLE, ("decision maker", "reject"))

# How a case comes to each stage, step by step, by those who may take them.
STAGES: dict[str, Steps] = {
    "draft": (),
    "submitted": HANDED_IN,
    "withdrawn": (*HANDED_IN, ("applicant", "withdraw")),
    "eligible": ELIGIBLE,
    "not eligible": (*HANDED_IN, ("officer", "screen as not eligible")),
    "rejected": REJECTED,
    "appealed": (*REJECTED, ("applicant", "appeal")),
    "revoked": (*GRANTED, ("decision maker", "revoke")),
    "granted": GRANTED,
    "declined": (*GRANTED, ("applicant", "decline")),
    "accepted": ACCEPTED,
    "with an account": WITH_ACCOUNT,
    "verified": VERIFIED,
    "prepared": PREPARED,
    "released": RELEASED,
    "sent": SENT,
    "paid": PAID,
    "suspended": (*PAID, ("officer", "suspend")),
    "claimed back": (*PAID, ("officer", "claim back")),
    "change asked": (*PAID, ("applicant", "ask for a change")),
    "reported": REPORTED,
    "report approved": APPROVED,
    "closed": (*APPROVED, ("officer", "close")),
}
GRANTS = tuple(STAGES)[tuple(STAGES).index("granted") :]
RUNNING = tuple(name for name in GRANTS if name not in {"granted", "declined", "suspended", "closed"})
UNDECIDED = ("eligible", "not eligible", "revoked")
PAID_STAGES = ("paid", "suspended", "claimed back", "change asked", "reported", "report approved")
IN_HAND = tuple(name for name in STAGES if name not in {"draft", "withdrawn"})

# In which stages each act can be done at all.
BEFORE_RELEASE = ("granted", "declined", "accepted", "with an account", "verified", "prepared")
POSSIBLE: dict[str, tuple[str, ...]] = {
    "hand in": ("draft",),
    "withdraw": ("submitted", "eligible", "revoked"),
    "supplement": IN_HAND,
    "write to the applicant": IN_HAND,
    "screen as eligible": ("submitted", *UNDECIDED),
    # What was found to meet the conditions is referred back before it is screened otherwise.
    "screen as not eligible": ("submitted", "not eligible"),
    "approve": ("eligible", "revoked"),
    "reject": UNDECIDED,
    "reject without reasons": (),
    "refer back": UNDECIDED,
    "correct": ("rejected", "appealed", *(name for name in GRANTS if name != "declined")),
    "revoke": ("rejected", "appealed", *BEFORE_RELEASE),
    "appeal": ("rejected", "appealed", "revoked", *GRANTS),
    "uphold on appeal": ("appealed",),
    "accept": ("granted",),
    "decline": ("granted",),
    "enter an account": tuple(name for name in GRANTS if name not in {"declined", "closed"}),
    "verify the account": ("with an account",),
    "prepare a payment": ("verified",),
    "release a payment": ("prepared",),
    "write a payment file": ("released",),
    "read the bank's answer": ("sent",),
    "suspend": RUNNING,
    "resume": ("suspended",),
    # What an audit finds later is claimed back, also of a grant that is closed.
    "claim back": (*PAID_STAGES, "closed"),
    "record a repayment": ("claimed back",),
    "report": tuple(
        name for name in (*RUNNING, "granted", "suspended") if name not in {"reported", "report approved"}
    ),
    "approve the report": ("reported",),
    "ask for a change": (*RUNNING, "granted", "suspended"),
    "decide a change": ("change asked",),
    "close": ("report approved",),
}
# What is done already, and done again by the same person: it stands, and nothing new is written.
VERIFIED_STAGES = tuple(STAGES)[tuple(STAGES).index("verified") :]
ACCEPTED_STAGES = tuple(name for name in GRANTS if name not in {"granted", "declined", "suspended", "closed"})
AGAIN: dict[tuple[str, str], tuple[str, ...]] = {
    ("applicant", "hand in"): IN_HAND,
    ("applicant", "withdraw"): ("withdrawn",),
    ("decision maker", "reject"): ("rejected", "appealed"),
    ("decision maker", "approve"): GRANTS,
    ("decision maker", "revoke"): ("revoked",),
    ("applicant", "accept"): ACCEPTED_STAGES,
    **{(kind, "verify the account"): VERIFIED_STAGES for kind in EDITORS},
    ("officer", "prepare a payment"): ("prepared",),
    ("second officer", "release a payment"): ("released",),
    ("officer", "approve the report"): ("report approved", "closed"),
    **{(kind, "close"): ("closed",) for kind in EDITORS},
}


WRITTEN = """
    SELECT status,
        (SELECT count(*) FROM grants_registerentry WHERE application_id = grants_application.id),
        (SELECT count(*) FROM grants_applicationmove WHERE application_id = grants_application.id),
        (SELECT count(*) FROM grants_decisionact WHERE application_id = grants_application.id)
    FROM grants_application WHERE id = %s
"""


def may(kind: str, act: str, stage: str) -> bool:
    """Tell whether this person does this in this stage."""
    if act == "release a payment" and kind == "officer":
        return False  # who prepared it does not release it
    return stage in POSSIBLE[act] and kind in ACTS[act].who


def written(case: Application) -> tuple[object, ...]:
    """Return what an act on a case leaves behind; in one statement, it is asked thousands of times."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [case.pk])
        return tuple(cursor.fetchone())


@pytest.mark.parametrize("stage", STAGES)
def test_each_person_does_in_each_stage_what_is_theirs_and_nothing_else(stage: str) -> None:
    scene = Scene()
    case = must(scene, scene.draft(), *STAGES[stage])
    before = written(case)
    wrong = []
    for name, act in ACTS.items():
        for kind in KINDS:
            again = stage in AGAIN.get((kind, name), ())
            with transaction.atomic():
                refused = attempt(scene, case, kind, name)
                unchanged = written(case) == before
                transaction.set_rollback(True)
            tried = f"{kind}: {name}: "
            if (refused is None) != (again or may(kind, name, stage)):
                wrong.append(tried + ("done" if refused is None else repr(refused)))
            elif refused is None and again and not unchanged:
                wrong.append(tried + "done twice")
            elif stage in POSSIBLE[name] and kind not in act.who and not isinstance(refused, NotAllowed):
                wrong.append(tried + f"refused for another reason than who they are: {refused!r}")
            elif isinstance(refused, DomainError) and not refused.messages[0].endswith((".", "”")):
                wrong.append(tried + f"no sentence: {refused.messages}")
    assert not wrong, "\n".join(wrong)


def test_everything_is_asked_of_everybody_and_each_act_is_possible_somewhere() -> None:
    assert set(POSSIBLE) == set(ACTS)
    assert {stage for stages in POSSIBLE.values() for stage in stages} <= set(STAGES)
    assert [name for name, stages in POSSIBLE.items() if not stages] == ["reject without reasons"]
    assert set(OFFICERS) | set(DECIDERS) | set(EDITORS) <= set(KINDS)
