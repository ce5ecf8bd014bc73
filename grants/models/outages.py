"""Outages: times in which the portal was away, as far as it can tell itself."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ServiceProbe(models.Model):
    """A sign of life: the portal has written this row, so its worker, its clock and its database were there."""

    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return self.at.isoformat()


class Outage(models.Model):
    """A time without a sign of life, in the last day before a call closed: people may have been kept from applying."""

    began = models.DateTimeField(_("last sign of life before"))
    ended = models.DateTimeField(_("first sign of life after"))

    class Meta:
        ordering = ["-began"]
        constraints = [
            models.UniqueConstraint(
                fields=["began"],
                name="outage_once",
                violation_error_message=_("This outage is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(ended__gt=F("began")),
                name="outage_ends_after_it_began",
                violation_error_message=_("The outage ends before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began.isoformat()} – {self.ended.isoformat()}"
