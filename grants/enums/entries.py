"""What comes into a case and goes out of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
