"""Where a call stands, who pays for it, and how one takes part."""

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


class FunderRole(TextChoices):
    """How an authority or another body takes part in paying for a call."""

    FUNDER = "funder", _("Funder")
    PARTNER_FUNDER = "partner_funder", _("Pays for its own side")


class CallRoute(TextChoices):
    """How somebody comes into a call: by applying, or by being nominated."""

    APPLICATION = "application", _("By application")
    NOMINATION = "nomination", _("By nomination")
    BOTH = "both", _("By application or nomination")


class Resubmission(TextChoices):
    """What a call says about handing in again."""

    NONE = "none", _("Once handed in, it cannot be changed")
    REPLACE_UNTIL_DEADLINE = "replace_until_deadline", _("Until the deadline, what is handed in last counts")
    KEEP_FIRST = "keep_first", _("What is handed in first counts")
