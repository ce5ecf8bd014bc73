"""How an authority is in a network, and the groups there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NetworkEngagement(TextChoices):
    """How an authority takes part in a network (B07)."""

    ACTIVE = "active", pgettext_lazy("network", "Active member")
    MONITORING = "monitoring", _("Monitoring")
    ACTIVE_OR_MONITORING = "active_or_monitoring", _("Active or monitoring")


class NetworkGroupKind(TextChoices):
    """What a part of a network is called."""

    COMMITTEE = "committee", pgettext_lazy("network", "Committee")
    COMMISSION = "commission", _("Commission")
    GROUP = "group", _("Working group")
