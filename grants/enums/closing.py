"""What becomes of a case after it is closed: how long it is kept, and what happens then."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.enums.applications import ApplicationStatus
from grants.enums.register import RegisterKind

# How a case may have ended; the others still wait for somebody.
CLOSABLE = [
    ApplicationStatus.APPROVED,
    ApplicationStatus.REJECTED,
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.DECLINED,
]
# What is still entered in the register of a closed case: what becomes of it, and who was handed documents of it.
ENTERED_AFTER_CLOSING = [
    RegisterKind.ARCHIVE,
    RegisterKind.HOLD,
    RegisterKind.DESTRUCTION,
    RegisterKind.DISCLOSURE,
]


class RetainedKind(TextChoices):
    """The kinds of cases and papers that are kept for different times."""

    GRANTED = "granted", _("Cases in which money was granted")
    REJECTED = "rejected", _("Cases that were rejected")
    UNDECIDED = "undecided", _("Cases that were withdrawn, or declined as an expression of interest")
    PACKS = "packs", _("Agendas and committee packs of meetings")
    MINUTES = "minutes", _("Minutes of meetings")
    DISCLOSURE = "disclosure", _("Requests to read documents")


# What is kept of a meeting; its agenda may go before its minutes do.
MEETING_KINDS = (RetainedKind.PACKS, RetainedKind.MINUTES)


class RetentionTrigger(TextChoices):
    """The day from which the time is counted; what has no such day is counted from its closing.

    A meeting is closed when its minutes are adjusted, or it is cancelled; a request when it is answered.
    """

    DECISION = "decision", pgettext_lazy("retention", "The day of the decision")
    REJECTION = "rejection", pgettext_lazy("retention", "The day of the rejection")
    CLOSING = (
        "closing",
        pgettext_lazy(
            "retention",
            "The day of closing; of a meeting, when its minutes are adjusted; of a request, its answer",
        ),
    )
    LAST_PAYMENT = "last_payment", pgettext_lazy("retention", "The day of the last payment")
    AGREEMENT_END = "agreement_end", pgettext_lazy("retention", "The end of what was agreed with the grantee")


class RetentionAction(TextChoices):
    """What happens when the time has passed."""

    DESTROY = "destroy", pgettext_lazy("retention", "Destroyed: only its place in the statistics is left")
    ANONYMISE = (
        "anonymise",
        pgettext_lazy("retention", "Anonymised: numbers, days and outcomes stay, names and texts go"),
    )
    KEEP = "keep", pgettext_lazy("retention", "Kept for ever")


class DestructionStatus(TextChoices):
    """Where a destruction stands."""

    PROPOSED = "proposed", pgettext_lazy("destruction", "Proposed: somebody else has to confirm it")
    CONFIRMED = "confirmed", pgettext_lazy("destruction", "Confirmed: being carried out")
    DONE = "done", pgettext_lazy("destruction", "Carried out")
    WITHDRAWN = "withdrawn", pgettext_lazy("destruction", "Withdrawn")


DESTRUCTION_TRANSITIONS: dict[str, frozenset[str]] = {
    DestructionStatus.PROPOSED: frozenset({DestructionStatus.CONFIRMED, DestructionStatus.WITHDRAWN}),
    DestructionStatus.CONFIRMED: frozenset({DestructionStatus.DONE}),
    DestructionStatus.DONE: frozenset(),
    DestructionStatus.WITHDRAWN: frozenset(),
}
