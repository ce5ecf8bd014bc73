"""What the register of a case records."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class RegisterDirection(TextChoices):
    """Whether something came in, went out or was drawn up at the authority."""

    IN = "in", pgettext_lazy("register", "Came in")
    OUT = "out", pgettext_lazy("register", "Went out")
    DRAWN_UP = "drawn_up", pgettext_lazy("register", "Drawn up")


class RegisterKind(TextChoices):
    """What an entry of a case's register is about."""

    APPLICATION = "application", pgettext_lazy("register", "Application")
    SUPPLEMENT = "supplement", pgettext_lazy("register", "Supplement")
    MESSAGE = "message", pgettext_lazy("register", "Message")
    COMPLETION_REQUEST = "completion_request", pgettext_lazy("register", "Request for completion")
    COMPLETION = "completion", pgettext_lazy("register", "Completion")
    SCREENING = "screening", pgettext_lazy("register", "Screening")
    ASSIGNMENT = "assignment", pgettext_lazy("register", "Assignment")
    CONFLICT = "conflict", pgettext_lazy("register", "Conflict of interest")
    ASSESSMENT = "assessment", pgettext_lazy("register", "Assessment")
    RANKING = "ranking", pgettext_lazy("register", "Ranking")
    DECISION = "decision", pgettext_lazy("register", "Decision")
    LETTER = "letter", pgettext_lazy("register", "Letter")
    OPENING = "opening", pgettext_lazy("register", "Letter opened")
    APPEAL = "appeal", pgettext_lazy("register", "Appeal")
    CONTRACT = "contract", pgettext_lazy("register", "Contract")
    PAYMENT = "payment", pgettext_lazy("register", "Payment")
    SUSPENSION = "suspension", pgettext_lazy("register", "Suspension")
    REPAYMENT = "repayment", pgettext_lazy("register", "Repayment")
    CHANGE = "change", pgettext_lazy("register", "Change")
    REPORT = "report", pgettext_lazy("register", "Report")
    REVIEW = "review", pgettext_lazy("register", "Review of a report")
    REMINDER = "reminder", pgettext_lazy("register", "Reminder")
    WITHDRAWAL = "withdrawal", pgettext_lazy("register", "Withdrawal")
    CLOSING = "closing", pgettext_lazy("register", "Closing")
    ARCHIVE = "archive", pgettext_lazy("register", "Archive")
    HOLD = "hold", pgettext_lazy("register", "Legal hold")
    DESTRUCTION = "destruction", pgettext_lazy("register", "Destruction")
    DISCLOSURE = "disclosure", pgettext_lazy("register", "Disclosure")
    PARTY = "party", pgettext_lazy("register", "Party")
    NOTE = "note", pgettext_lazy("register", "Note")
