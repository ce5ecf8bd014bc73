"""Who paid how much for an exchange."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.enums import Payer
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainNumberField


@pghistory.track()
class ExchangeMoney(models.Model):
    """One side's share of what an exchange cost, as exact as it is known; an empty amount is not known."""

    exchange = models.ForeignKey("exchanges.Exchange", on_delete=models.CASCADE, related_name="money")
    payer = models.CharField(_("who paid"), max_length=10, choices=Payer)
    amount = UncertainNumberField(_("how much"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    note = MultilingualField(_("what for"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(currency=""),
                name="exchange_money_with_currency",
                violation_error_message=_("Say in which currency it was paid."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_payer_display()}: {self.amount or '–'} {self.currency}"
