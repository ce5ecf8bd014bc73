"""The closed lists of ``portal.core``."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(TextChoices):
    """Where a piece of long work stands."""

    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("In progress")
    DONE = "done", pgettext_lazy("job", "Finished")
    FAILED = "failed", pgettext_lazy("job", "Failed")


class MessageState(TextChoices):
    """Where a message of the outbox stands."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", pgettext_lazy("message", "Could not be sent")


class Confidentiality(TextChoices):
    """Who may read a document."""

    PUBLIC = "public", pgettext_lazy("confidentiality", "Public")
    INTERNAL = "internal", pgettext_lazy("confidentiality", "Internal")
    RESTRICTED = "restricted", pgettext_lazy("confidentiality", "Confidential")


class DocumentKind(TextChoices):
    """What a stored document is."""

    AGREEMENT_TEXT = "agreement_text", _("Agreement text")
    ANNEX = "annex", _("Annex")
    ATTACHMENT = "attachment", _("Attachment")
    RECEIPT = "receipt", _("Receipt")
    DECISION_LETTER = "decision_letter", _("Decision letter")
    ANNUAL_REPORT = "annual_report", _("Annual report")
    ANNUAL_FIGURES = "annual_figures", _("Figures of the annual report")
    LETTER = "letter", pgettext_lazy("document", "Letter")
    MINUTES = "minutes", pgettext_lazy("document", "Minutes")
    REPORT = "report", pgettext_lazy("document", "Report")
    PROGRAMME = "programme", pgettext_lazy("document", "Programme")
    DOSSIER = "dossier", pgettext_lazy("document", "Dossier")
    COMPARISON = "comparison", _("Comparison of two versions")
    OTHER = "other", _("Other document")
