"""More time for a call: each extension stays on record, with its reason for everybody to read."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.core.moments import say_moment
from portal.core.multilingual import MultilingualField


class CallExtension(models.Model):
    """A later closing of a call that was published: from when to when, why, by whom."""

    call = models.ForeignKey("grants.Call", on_delete=models.PROTECT, related_name="extensions")
    before = models.DateTimeField(_("closed until then"))
    after = models.DateTimeField(_("closes now"))
    reasons = MultilingualField(_("reason"), long=True)
    extended_at = models.DateTimeField(auto_now_add=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-extended_at", "-id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__gt=F("before")),
                name="call_extension_later",
                violation_error_message=_("An extension gives more time: choose a later closing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.after}"

    def sentence(self) -> str:
        """Say from when to when, by the call's own clocks."""
        zone = self.call.time_zone
        return _t("Extended from %(before)s to %(after)s.") % {
            "before": say_moment(self.before, zone),
            "after": say_moment(self.after, zone),
        }
