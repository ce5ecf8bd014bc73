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
    COMMITTEE_PACK = "committee_pack", pgettext_lazy("document", "Committee pack")
    CONTRACT = "contract", pgettext_lazy("document", "Contract")
    PAYMENT_FILE = "payment_file", pgettext_lazy("document", "Payment file")
    PAYMENT_RETURN = "payment_return", pgettext_lazy("document", "Answer of the bank")
    BANK_PROOF = "bank_proof", pgettext_lazy("document", "Proof of the account")
    VOUCHER = "voucher", pgettext_lazy("document", "Voucher")
    APPEAL = "appeal", pgettext_lazy("document", "Appeal")
    REGISTER = "register", pgettext_lazy("document", "Register of the case")
    ARCHIVE_PACKAGE = "archive_package", pgettext_lazy("document", "Archive package")
    DESTRUCTION_CERTIFICATE = (
        "destruction_certificate",
        pgettext_lazy("document", "Certificate of destruction"),
    )
    REDACTED_COPY = "redacted_copy", pgettext_lazy("document", "Redacted copy")
    DISCLOSURE = "disclosure", pgettext_lazy("document", "Disclosed document")
    PERSONAL_DATA = "personal_data", pgettext_lazy("document", "Personal data")
    OTHER = "other", _("Other document")
