"""The closed lists of grants, and which status may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallStatus(TextChoices):
    """Where a call stands. Whether it is open today follows from its dates."""

    DRAFT = "draft", pgettext_lazy("call", "Draft")
    PUBLISHED = "published", pgettext_lazy("call", "Published")
    CLOSED = "closed", pgettext_lazy("call", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("call", "Withdrawn")


CALL_TRANSITIONS: dict[str, frozenset[str]] = {
    CallStatus.DRAFT: frozenset({CallStatus.PUBLISHED}),
    CallStatus.PUBLISHED: frozenset({CallStatus.CLOSED, CallStatus.WITHDRAWN}),
    CallStatus.CLOSED: frozenset({CallStatus.PUBLISHED}),
    CallStatus.WITHDRAWN: frozenset(),
}


class QuestionKind(TextChoices):
    """What kind of answer a question asks for."""

    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")
    NUMBER = "number", pgettext_lazy("question", "Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    UNCERTAIN_DATE = "uncertain_date", _("Date as exact as it is known")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Web address")
    FILE = "file", _("File")
    BUDGET = "budget", _("Budget table")
    DECLARATION = "declaration", _("Declaration")


class BudgetSide(TextChoices):
    """The two sides of a budget."""

    COST = "cost", _("Costs")
    INCOME = "income", _("Financing")


class ApplicationStatus(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", _("Submitted")
    ELIGIBLE = "eligible", _("Meets the conditions")
    INELIGIBLE = "ineligible", _("Does not meet the conditions")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationStatus.DRAFT: frozenset({ApplicationStatus.SUBMITTED}),
    # To itself: handed in again until the deadline, where the call lets it.
    ApplicationStatus.SUBMITTED: frozenset(
        {
            ApplicationStatus.SUBMITTED,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.INELIGIBLE,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    ApplicationStatus.ELIGIBLE: frozenset(
        {ApplicationStatus.APPROVED, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.INELIGIBLE: frozenset({ApplicationStatus.ELIGIBLE, ApplicationStatus.REJECTED}),
    ApplicationStatus.APPROVED: frozenset(),
    ApplicationStatus.REJECTED: frozenset(),
    ApplicationStatus.WITHDRAWN: frozenset(),
}
DECIDED_STATUSES = [ApplicationStatus.APPROVED, ApplicationStatus.REJECTED]


class DecisionOutcome(TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


class FunderRole(TextChoices):
    """How an authority or another body takes part in paying for a call."""

    FUNDER = "funder", _("Funder")
    PARTNER_FUNDER = "partner_funder", _("Pays for its own side")


class ParticipantRole(TextChoices):
    """What somebody beside the applicant is to an application."""

    CO_LEAD = "co_lead", _("Lead of another side")
    PARTNER = "partner", _("Partner")
    EDITOR = "editor", _("Writes with you")
    SIGNATORY = "signatory", _("Signs")


# Who signs the content; a partner confirms its own part and money.
SIGNING_ROLES = frozenset({ParticipantRole.CO_LEAD, ParticipantRole.SIGNATORY})


class SignatureKind(TextChoices):
    """What a signature covers."""

    CONTENT = "content", _("The whole application")
    CONFIRMATION = "confirmation", _("A partner's part and money")


class SignatureState(TextChoices):
    """Whether what was signed is what stands there now."""

    MISSING = "missing", _("Not signed yet")
    STALE = "stale", _("Signed an earlier text")
    VALID = "valid", pgettext_lazy("signature", "Signed")


class Resubmission(TextChoices):
    """What a call says about handing in again."""

    NONE = "none", _("Once handed in, it cannot be changed")
    REPLACE_UNTIL_DEADLINE = "replace_until_deadline", _("Until the deadline, what is handed in last counts")
    KEEP_FIRST = "keep_first", _("What is handed in first counts")


class EntryDirection(TextChoices):
    """Which way an entry of a case went, seen from the authority."""

    IN = "in", pgettext_lazy("entry", "Received")
    OUT = "out", pgettext_lazy("entry", "Sent to the applicant")


class EntryKind(TextChoices):
    """What an entry of a case is."""

    SUPPLEMENT = "supplement", _("Supplement")
    MESSAGE = "message", _("Message")
    REQUEST = "request", _("Request for completion")
    COMPLETION = "completion", _("Answer to a request for completion")
    ACCEPTANCE = "acceptance", _("Completion accepted")
    RECALL = "recall", _("Request for completion withdrawn")


# What applicants send; everything else comes from the authority.
INCOMING_ENTRIES = frozenset({EntryKind.SUPPLEMENT.value, EntryKind.COMPLETION.value})


class CompletionState(TextChoices):
    """Where a request for completion stands, read from its dates."""

    OPEN = "open", pgettext_lazy("completion", "Waiting for an answer")
    MISSED = "missed", pgettext_lazy("completion", "Not answered in time")
    ANSWERED = "answered", pgettext_lazy("completion", "Answered")
    ACCEPTED = "accepted", pgettext_lazy("completion", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("completion", "Withdrawn")
