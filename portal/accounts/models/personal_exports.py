"""What people ask to be given of what the portal holds about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.accounts.querysets import PersonalExportQuerySet


class PersonalExport(models.Model):
    """One file with everything that is held about a person, for that person alone, until it expires."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_exports"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    job = models.OneToOneField("core.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("ordered"), db_default=Now())
    expires_at = models.DateTimeField(_("kept until"))

    objects = PersonalExportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["expires_at"], name="personal_export_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="personal_export_ends_after_it_begins",
                violation_error_message=_("The file is kept for some time."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
