"""The closed lists of accounts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a member may do for an authority (interface.md, Roles)."""

    OFFICER = "officer", _("Culture officer")
    ASSESSOR = "assessor", _("Assessor")
    DECISION_MAKER = "decision_maker", _("Decision maker")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    REFUGE_OFFICER = "refuge_officer", _("Refuge officer")


STAFF_ROLES = frozenset(Role.values)
# Roles that read all of an authority's records, drafts included.
READING_ROLES = frozenset({Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR, Role.AUDITOR})
EDITING_ROLES = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


class InvitationState(TextChoices):
    """Where an invitation stands, read from its dates."""

    OPEN = "open", pgettext_lazy("invitation", "Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")
