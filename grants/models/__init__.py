from grants.models.applications import Answer, Application, ApplicationMove, BudgetLine
from grants.models.call_parts import (
    CallBody,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Strand,
    Window,
)
from grants.models.call_rules import CallRule
from grants.models.calls import Call, CallFunder, CallMove, Question
from grants.models.decisions import Award, Decision
from grants.models.diary import DiaryCounter
from grants.models.disclosure import DisclosureItem, DisclosureMove, DisclosureRequest, Redaction
from grants.models.entries import CaseEntry, CompletionRequest
from grants.models.extensions import CallExtension
from grants.models.links import (
    CallElement,
    CallField,
    CallPartnership,
    ProgrammeElement,
    ProgrammePartnership,
    ProgrammeRegion,
)
from grants.models.nominations import Nomination
from grants.models.outages import Outage, ServiceProbe
from grants.models.participants import Participant, Signature
from grants.models.programmes import Programme, SupportOption
from grants.models.register import RegisterEntry
from grants.models.screenings import Screening, ScreeningFinding
from grants.models.submissions import Submission

__all__ = [
    "Answer",
    "Application",
    "ApplicationMove",
    "Award",
    "BudgetLine",
    "Call",
    "CallBody",
    "CallElement",
    "CallExtension",
    "CallField",
    "CallFunder",
    "CallMove",
    "CallPartnership",
    "CallRule",
    "CaseEntry",
    "CompletionRequest",
    "Criterion",
    "Decision",
    "DiaryCounter",
    "DisclosureItem",
    "DisclosureMove",
    "DisclosureRequest",
    "Duty",
    "Envelope",
    "FlatRate",
    "Instalment",
    "Nomination",
    "Outage",
    "Participant",
    "Programme",
    "ProgrammeElement",
    "ProgrammePartnership",
    "ProgrammeRegion",
    "Question",
    "Redaction",
    "RegisterEntry",
    "Screening",
    "ScreeningFinding",
    "ServiceProbe",
    "Signature",
    "Strand",
    "Submission",
    "SupportOption",
    "Window",
]
