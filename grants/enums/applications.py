"""Where an application stands, and what may follow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationStatus(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", _("Submitted")
    INVITED = "invited", _("Invited to the full application")
    DECLINED = "declined", _("Expression of interest declined")
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
            ApplicationStatus.INVITED,
            ApplicationStatus.DECLINED,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.INELIGIBLE,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    # An expression of interest that was accepted: handed in again as the full application.
    ApplicationStatus.INVITED: frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.DECLINED: frozenset(),
    ApplicationStatus.ELIGIBLE: frozenset(
        {
            ApplicationStatus.APPROVED,
            ApplicationStatus.REJECTED,
            ApplicationStatus.WITHDRAWN,
            ApplicationStatus.SUBMITTED,
        }
    ),
    # Back to "submitted": referred back by whoever should have decided.
    ApplicationStatus.INELIGIBLE: frozenset(
        {ApplicationStatus.ELIGIBLE, ApplicationStatus.REJECTED, ApplicationStatus.SUBMITTED}
    ),
    # Out of a decision: revoked, set back by a funder, or changed after an appeal.
    ApplicationStatus.APPROVED: frozenset({ApplicationStatus.ELIGIBLE, ApplicationStatus.REJECTED}),
    ApplicationStatus.REJECTED: frozenset(
        {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE, ApplicationStatus.APPROVED}
    ),
    ApplicationStatus.WITHDRAWN: frozenset(),
}


DECIDED_STATUSES = [ApplicationStatus.APPROVED, ApplicationStatus.REJECTED]


class DecisionOutcome(TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
