"""What grantees report, what became of it, and what they ask to change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(TextChoices):
    """What is reported: the duties of a call that are handed in."""

    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")
    ACCOUNTS = "accounts", pgettext_lazy("report", "Accounts")


class ReportStatus(TextChoices):
    """Where a report stands."""

    DUE = "due", pgettext_lazy("report", "Not begun")
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    HANDED_IN = "handed_in", pgettext_lazy("report", "Handed in")
    SENT_BACK = "sent_back", pgettext_lazy("report", "Sent back to be completed")
    APPROVED = "approved", pgettext_lazy("report", "Approved")
    REDUCED = "reduced", pgettext_lazy("report", "Approved, grant reduced")
    RECLAIMED = "reclaimed", pgettext_lazy("report", "Money reclaimed")
    WAIVED = "waived", pgettext_lazy("report", "No longer asked for")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportStatus.DUE: frozenset({ReportStatus.DRAFT, ReportStatus.WAIVED}),
    ReportStatus.DRAFT: frozenset({ReportStatus.HANDED_IN, ReportStatus.WAIVED}),
    ReportStatus.HANDED_IN: frozenset(
        {ReportStatus.SENT_BACK, ReportStatus.APPROVED, ReportStatus.REDUCED, ReportStatus.RECLAIMED}
    ),
    ReportStatus.SENT_BACK: frozenset({ReportStatus.HANDED_IN, ReportStatus.WAIVED}),
    ReportStatus.APPROVED: frozenset(),
    ReportStatus.REDUCED: frozenset(),
    ReportStatus.RECLAIMED: frozenset(),
    ReportStatus.WAIVED: frozenset(),
}
# What the grantee still has to hand in, and what may be written in.
OWED_REPORTS = [ReportStatus.DUE, ReportStatus.DRAFT, ReportStatus.SENT_BACK]
# What was looked at and found to end the duty.
REVIEWED_REPORTS = [ReportStatus.APPROVED, ReportStatus.REDUCED, ReportStatus.RECLAIMED]


class OutcomeKind(TextChoices):
    """What a figure of a report counts."""

    PEOPLE = "people", _("People who took part")
    DAYS = "days", _("Days of activity")
    PERSON_DAYS = "person_days", _("Person-days")
    AUDIENCE = "audience", _("Audience")


class ChangeKind(TextChoices):
    """What a grantee asks to change, or tells of."""

    PERIOD = "period", pgettext_lazy("change", "Period")
    BUDGET = "budget", pgettext_lazy("change", "Budget")
    PARTNERS = "partners", pgettext_lazy("change", "Partners")
    CONTENT = "content", pgettext_lazy("change", "Content")
    NOTICE = "notice", pgettext_lazy("change", "Notice only: nothing to decide")


class ChangeStatus(TextChoices):
    """Where a request for a change stands."""

    SUBMITTED = "submitted", pgettext_lazy("change", "Waiting for a decision")
    APPROVED = "approved", pgettext_lazy("change", "Approved")
    IN_PART = "in_part", pgettext_lazy("change", "Approved in part")
    REFUSED = "refused", pgettext_lazy("change", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("change", "Withdrawn")
    NOTED = "noted", pgettext_lazy("change", "Noted")


CHANGE_TRANSITIONS: dict[str, frozenset[str]] = {
    ChangeStatus.SUBMITTED: frozenset(
        {
            ChangeStatus.APPROVED,
            ChangeStatus.IN_PART,
            ChangeStatus.REFUSED,
            ChangeStatus.WITHDRAWN,
        }
    ),
    ChangeStatus.APPROVED: frozenset(),
    ChangeStatus.IN_PART: frozenset(),
    ChangeStatus.REFUSED: frozenset(),
    ChangeStatus.WITHDRAWN: frozenset(),
    ChangeStatus.NOTED: frozenset(),
}
DECIDED_CHANGES = [ChangeStatus.APPROVED, ChangeStatus.IN_PART, ChangeStatus.REFUSED]
