"""Reference rates: what a euro was worth in another currency, day by day."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ReferenceRate(models.Model):
    """What one euro was worth in another currency on a day, as the European Central Bank published it."""

    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)
    source = models.CharField(_("source"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded"), db_default=Now())

    class Meta:
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="reference_rate_once",
                violation_error_message=_("This currency already has a rate on this day."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="reference_rate_more_than_nothing",
                violation_error_message=_("A rate is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$") & ~Q(currency="EUR"),
                name="reference_rate_of_another_currency",
                violation_error_message=_("A rate is of a currency beside the euro: three capital letters."),
            ),
        ]

    def __str__(self) -> str:
        return f"EUR 1 = {self.currency} {self.rate.normalize():f} ({self.day})"
