"""The closed lists of grants, and which status may follow which."""

from grants.enums.applications import (
    APPLICATION_TRANSITIONS,
    DECIDED_STATUSES,
    ApplicationStatus,
    DecisionOutcome,
)
from grants.enums.budgets import BudgetSide, ContributionKind, FundingStatus, RateDay, VatStatus
from grants.enums.call_parts import (
    BodyRole,
    DutyAnchor,
    DutyKind,
    EnvelopePeriod,
    InstalmentTrigger,
    RateKind,
    WindowAnchor,
    WindowKind,
)
from grants.enums.calls import CALL_TRANSITIONS, CallRoute, CallStatus, FunderRole, Resubmission
from grants.enums.entries import INCOMING_ENTRIES, CompletionState, EntryDirection, EntryKind
from grants.enums.openness import DISCLOSURE_TRANSITIONS, DisclosureStatus, DisclosureVerdict
from grants.enums.people import SIGNING_ROLES, NominationState, ParticipantRole, SignatureKind, SignatureState
from grants.enums.questions import Audience, ColumnKind, CountIn, FormStage, Meaning, QuestionKind
from grants.enums.register import RegisterDirection, RegisterKind
from grants.enums.rules import Effect, PartWanted, PartyKind, RuleSubject, RuleVerdict, Stage

__all__ = [
    "APPLICATION_TRANSITIONS",
    "CALL_TRANSITIONS",
    "DECIDED_STATUSES",
    "DISCLOSURE_TRANSITIONS",
    "INCOMING_ENTRIES",
    "SIGNING_ROLES",
    "ApplicationStatus",
    "Audience",
    "BodyRole",
    "BudgetSide",
    "CallRoute",
    "CallStatus",
    "ColumnKind",
    "CompletionState",
    "ContributionKind",
    "CountIn",
    "DecisionOutcome",
    "DisclosureStatus",
    "DisclosureVerdict",
    "DutyAnchor",
    "DutyKind",
    "Effect",
    "EntryDirection",
    "EntryKind",
    "EnvelopePeriod",
    "FormStage",
    "FunderRole",
    "FundingStatus",
    "InstalmentTrigger",
    "Meaning",
    "NominationState",
    "PartWanted",
    "ParticipantRole",
    "PartyKind",
    "QuestionKind",
    "RateDay",
    "RateKind",
    "RegisterDirection",
    "RegisterKind",
    "Resubmission",
    "RuleSubject",
    "RuleVerdict",
    "SignatureKind",
    "SignatureState",
    "Stage",
    "VatStatus",
    "WindowAnchor",
    "WindowKind",
]
