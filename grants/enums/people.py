"""Who takes part in an application, and what stands under it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ParticipantRole(TextChoices):
    """What somebody beside the applicant is to an application."""

    CO_LEAD = "co_lead", _("Lead of another side")
    PARTNER = "partner", _("Partner")
    EDITOR = "editor", _("Writes with you")
    SIGNATORY = "signatory", _("Signs")


class NominationState(TextChoices):
    """Where a nomination stands, read from its dates."""

    OPEN = "open", pgettext_lazy("nomination", "Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("nomination", "Accepted")
    DECLINED = "declined", pgettext_lazy("nomination", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("nomination", "Expired")


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
