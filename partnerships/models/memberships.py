"""What an authority has and pays in a network: seats and who holds them, fees by year."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField

FIRST_YEAR, LAST_YEAR = 1900, 2200


@pghistory.track()
class NetworkSeat(models.Model):
    """An authority's seat in a network or in one of its groups: who holds it, in what office, from when until when."""

    membership = models.ForeignKey(
        "partnerships.NetworkMembership", on_delete=models.CASCADE, related_name="seats"
    )
    group = models.ForeignKey(
        "partnerships.NetworkGroup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("seat in"),
        help_text=_("Empty: in the network itself, such as its general assembly."),
    )
    person = models.CharField(
        _("held by"), max_length=200, blank=True, help_text=_("Empty where nobody has said who.")
    )
    person_is_public = models.BooleanField(_("the name may be shown to everybody"), default=False)
    office = MultilingualField(_("in what office"), blank=True)
    period = UncertainDateField(_("period"), null=True, blank=True)

    class Meta:
        ordering = ["-period_latest", "id"]

    def __str__(self) -> str:
        where = self.group or self.membership.network
        return ", ".join(part for part in (str(where), self.person, str(self.office)) if part)


@pghistory.track()
class NetworkFee(models.Model):
    """What a membership costs in a year; a fee whose year nobody has said is one for every year."""

    membership = models.ForeignKey(
        "partnerships.NetworkMembership", on_delete=models.CASCADE, related_name="fees"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Empty where only a yearly fee is known, not its year.")
    )
    amount = models.DecimalField(_("fee"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    due_on = models.DateField(_("to be paid by"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "id"]
        indexes = [models.Index(fields=["due_on"], name="network_fee_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "year", "currency"],
                nulls_distinct=False,
                name="network_fee_once_a_year",
                violation_error_message=_("The fee of this year is already entered in this currency."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & ~Q(currency=""),
                name="network_fee_with_currency",
                violation_error_message=_("A fee is zero or more, and says in which currency."),
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="network_fee_year_in_reach",
                violation_error_message=_("Write the year with four figures, such as 2026."),
            ),
        ]

    def __str__(self) -> str:
        year = self.year or _("every year")
        return f"{year}: {self.amount} {self.currency}"
