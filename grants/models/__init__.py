from grants.models.appeals import Appeal, AppealMove, AppealTerms
from grants.models.applications import Answer, Application, ApplicationMove, BudgetLine
from grants.models.assessments import (
    Assessment,
    AssessmentMove,
    Assignment,
    ConflictDeclaration,
    Score,
)
from grants.models.award_life import AwardMove, AwardTerms
from grants.models.call_parts import (
    CallBody,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Strand,
)
from grants.models.call_rules import CallRule
from grants.models.calls import Call, CallFunder, CallMove, Question
from grants.models.case_notes import CaseNote
from grants.models.case_parties import CaseParty
from grants.models.case_tasks import CaseTask
from grants.models.changes import AgreedTerms, ChangeMove, ChangeRequest
from grants.models.closing import ArchivePackage, CaseClosing
from grants.models.decision_acts import (
    DecisionAct,
    DecisionCondition,
    DecisionLetter,
    DecisionTemplate,
)
from grants.models.decisions import Award, Decision
from grants.models.delegations import Delegation, DelegationFunction, DelegationOrder, FunctionHolder
from grants.models.destructions import Destruction, DestructionItem, DestructionMove
from grants.models.diary import DiaryCounter
from grants.models.disclosure import DisclosureItem, DisclosureMove, DisclosureRequest, Redaction
from grants.models.entries import CaseEntry, CompletionRequest
from grants.models.extensions import CallExtension
from grants.models.funder_decisions import FunderDecision
from grants.models.links import (
    CallElement,
    CallField,
    CallPartnership,
    ProgrammeElement,
    ProgrammePartnership,
    ProgrammeRegion,
)
from grants.models.meetings import (
    AgendaCase,
    AgendaItem,
    Disqualification,
    Meeting,
    MeetingMember,
    MeetingMove,
    MinutesAdjuster,
)
from grants.models.message_templates import MessageTemplate
from grants.models.minutes import DecisionBasis, MeetingPaper, ParagraphCounter, ReportedDecision
from grants.models.nominations import Nomination
from grants.models.outages import Outage, ServiceProbe
from grants.models.participants import Participant, Signature
from grants.models.payments import (
    BankAccount,
    PayingAccount,
    Payment,
    PaymentMove,
    PaymentReturn,
    PaymentRun,
    PaymentRunMove,
)
from grants.models.pools import AssessorPool, PoolMember
from grants.models.programmes import Programme, SupportOption
from grants.models.register import RegisterEntry
from grants.models.repayments import Repayment, RepaymentMove, RepaymentPart, RepaymentReceipt
from grants.models.report_facts import OutcomeFigure, PublicationMaterial
from grants.models.reports import (
    Report,
    ReportLine,
    ReportMove,
    ReportPart,
    ReportSubmission,
    ReportVoucher,
)
from grants.models.retention import LegalHold, RetentionClass, RetentionRule
from grants.models.rounds import AssessmentRound, RankingLine, RoundCriterion
from grants.models.saved_lists import CaseListSetting, SavedList
from grants.models.screenings import Screening, ScreeningFinding
from grants.models.spending import CallSpending, EnvelopeDraw, EnvelopeSpending
from grants.models.state_aid import AidGround, AwardAid, DeclaredAid, UndertakingLink
from grants.models.submissions import Submission
from grants.models.windows import Window

__all__ = [
    "AgendaCase",
    "AgendaItem",
    "AgreedTerms",
    "AidGround",
    "Answer",
    "Appeal",
    "AppealMove",
    "AppealTerms",
    "Application",
    "ApplicationMove",
    "ArchivePackage",
    "Assessment",
    "AssessmentMove",
    "AssessmentRound",
    "AssessorPool",
    "Assignment",
    "Award",
    "AwardAid",
    "AwardMove",
    "AwardTerms",
    "BankAccount",
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
    "CallSpending",
    "CaseClosing",
    "CaseEntry",
    "CaseListSetting",
    "CaseNote",
    "CaseParty",
    "CaseTask",
    "ChangeMove",
    "ChangeRequest",
    "CompletionRequest",
    "ConflictDeclaration",
    "Criterion",
    "Decision",
    "DecisionAct",
    "DecisionBasis",
    "DecisionCondition",
    "DecisionLetter",
    "DecisionTemplate",
    "DeclaredAid",
    "Delegation",
    "DelegationFunction",
    "DelegationOrder",
    "Destruction",
    "DestructionItem",
    "DestructionMove",
    "DiaryCounter",
    "DisclosureItem",
    "DisclosureMove",
    "DisclosureRequest",
    "Disqualification",
    "Duty",
    "Envelope",
    "EnvelopeDraw",
    "EnvelopeSpending",
    "FlatRate",
    "FunctionHolder",
    "FunderDecision",
    "Instalment",
    "LegalHold",
    "Meeting",
    "MeetingMember",
    "MeetingMove",
    "MeetingPaper",
    "MessageTemplate",
    "MinutesAdjuster",
    "Nomination",
    "Outage",
    "OutcomeFigure",
    "ParagraphCounter",
    "Participant",
    "PayingAccount",
    "Payment",
    "PaymentMove",
    "PaymentReturn",
    "PaymentRun",
    "PaymentRunMove",
    "PoolMember",
    "Programme",
    "ProgrammeElement",
    "ProgrammePartnership",
    "ProgrammeRegion",
    "PublicationMaterial",
    "Question",
    "RankingLine",
    "Redaction",
    "RegisterEntry",
    "Repayment",
    "RepaymentMove",
    "RepaymentPart",
    "RepaymentReceipt",
    "Report",
    "ReportLine",
    "ReportMove",
    "ReportPart",
    "ReportSubmission",
    "ReportVoucher",
    "ReportedDecision",
    "RetentionClass",
    "RetentionRule",
    "RoundCriterion",
    "SavedList",
    "Score",
    "Screening",
    "ScreeningFinding",
    "ServiceProbe",
    "Signature",
    "Strand",
    "Submission",
    "SupportOption",
    "UndertakingLink",
    "Window",
]
