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
from grants.models.links import (
    CallElement,
    CallField,
    CallPartnership,
    ProgrammeElement,
    ProgrammePartnership,
    ProgrammeRegion,
)
from grants.models.outages import Outage, ServiceProbe
from grants.models.programmes import Programme, SupportOption
from grants.models.screenings import Screening, ScreeningFinding

__all__ = [
    "Answer",
    "Application",
    "ApplicationMove",
    "Award",
    "BudgetLine",
    "Call",
    "CallBody",
    "CallElement",
    "CallField",
    "CallFunder",
    "CallMove",
    "CallPartnership",
    "CallRule",
    "Criterion",
    "Decision",
    "DiaryCounter",
    "Duty",
    "Envelope",
    "FlatRate",
    "Instalment",
    "Outage",
    "Programme",
    "ProgrammeElement",
    "ProgrammePartnership",
    "ProgrammeRegion",
    "Question",
    "Screening",
    "ScreeningFinding",
    "ServiceProbe",
    "Strand",
    "SupportOption",
    "Window",
]
