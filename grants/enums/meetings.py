"""What may be delegated, where a meeting stands, and what its agenda and minutes hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DelegableKind(TextChoices):
    """A kind of decision that a delegation order gives to somebody, or keeps with the body."""

    APPROVE = "approve", _("Approve an application")
    REJECT = "reject", _("Reject an application")
    INELIGIBLE = "ineligible", _("Reject what does not meet the conditions")
    CHANGE = "change", _("Decide on a change of a project")
    PAYMENT = "payment", _("Release a payment")
    REPAYMENT = "repayment", _("Demand money back")


class MeetingStatus(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", pgettext_lazy("meeting", "Called")
    HELD = "held", pgettext_lazy("meeting", "Held, minutes to adjust")
    MINUTED = "minuted", pgettext_lazy("meeting", "Minutes adjusted")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.CALLED, MeetingStatus.CANCELLED}),
    MeetingStatus.CALLED: frozenset({MeetingStatus.HELD, MeetingStatus.PLANNED, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset({MeetingStatus.MINUTED}),
    MeetingStatus.MINUTED: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}
# While the agenda is written; what happened in the meeting is written when it was held.
AGENDA_OPEN = frozenset({MeetingStatus.PLANNED, MeetingStatus.CALLED})


class MeetingMode(TextChoices):
    """How those who meet are together."""

    ON_SITE = "on_site", pgettext_lazy("meeting", "On site")
    DIGITAL = "digital", pgettext_lazy("meeting", "Digital")
    HYBRID = "hybrid", pgettext_lazy("meeting", "On site and digital")


class MemberRole(TextChoices):
    """As what somebody belongs to a meeting."""

    CHAIR = "chair", pgettext_lazy("meeting", "Chair")
    MEMBER = "member", pgettext_lazy("meeting", "Member")
    SUBSTITUTE = "substitute", pgettext_lazy("meeting", "Substitute")
    SECRETARY = "secretary", pgettext_lazy("meeting", "Secretary")
    OTHER = "other", pgettext_lazy("meeting", "Takes part without a vote")


VOTING_ROLES = frozenset({MemberRole.CHAIR, MemberRole.MEMBER})


class ItemKind(TextChoices):
    """What an item of an agenda is for."""

    CASES = "cases", pgettext_lazy("agenda", "Decisions on cases")
    DELEGATED = "delegated", pgettext_lazy("agenda", "Report of delegated decisions")
    INFORMATION = "information", pgettext_lazy("agenda", "Information")
    OTHER = "other", pgettext_lazy("agenda", "Other decision")


class CaseResult(TextChoices):
    """What a meeting is asked to do, and does, with a case."""

    APPROVED = "approved", pgettext_lazy("agenda", "Approve")
    REJECTED = "rejected", pgettext_lazy("agenda", "Reject")
    POSTPONED = "postponed", pgettext_lazy("agenda", "Postpone")


class PaperKind(TextChoices):
    """A paper that the portal makes of a meeting."""

    PACK = "pack", _("Committee pack")
    MINUTES = "minutes", pgettext_lazy("meeting", "Minutes")
