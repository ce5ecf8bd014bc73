"""What the parties of a partnership agreed on for weighing what comes against what goes."""

from copy import copy
from typing import TYPE_CHECKING

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual import MultilingualField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _weight(words: "str | _StrPromise") -> models.DecimalField:
    return models.DecimalField(
        words, max_digits=8, decimal_places=3, default=0, validators=[MinValueValidator(0)]
    )


@pghistory.track()
class LedgerTerms(models.Model):
    """Weights for the measures of a ledger, and the ratio the parties aim at, from a day on."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.CASCADE, related_name="ledger_terms"
    )
    agreement = models.ForeignKey(
        "partnerships.Agreement",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="ledger_terms",
        verbose_name=_("under the agreement"),
        help_text=_("Empty where it holds for the whole partnership."),
    )
    agreed_from = models.DateField(_("holds from"))
    weight_exchanges = _weight(_("points for an exchange"))
    weight_persons = _weight(_("points for a person"))
    weight_person_days = _weight(_("points for a person-day"))
    weight_nights = _weight(_("points for a night as a guest"))
    weight_audience = _weight(_("points for one of the audience"))
    weight_money = _weight(_("points for each 1,000 paid by the other side"))
    currency = models.CharField(_("currency of the money"), max_length=3, blank=True)
    target_incoming = models.PositiveSmallIntegerField(_("target: incoming"), null=True, blank=True)
    target_outgoing = models.PositiveSmallIntegerField(_("target: outgoing"), null=True, blank=True)
    note = MultilingualField(_("note"), blank=True)

    class Meta:
        ordering = ["agreed_from", "id"]
        verbose_name = _("terms of a ledger")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "agreement", "agreed_from"],
                name="ledger_terms_once_a_day",
                nulls_distinct=False,
                violation_error_message=_("There are already terms that hold from this day. Edit those."),
            ),
            models.CheckConstraint(
                condition=Q(weight_money=0) | ~Q(currency=""),
                name="ledger_terms_money_with_currency",
                violation_error_message=_("Say for which currency the points are given."),
            ),
            models.CheckConstraint(
                condition=Q(target_incoming=None, target_outgoing=None)
                | Q(
                    target_incoming__isnull=False,
                    target_outgoing__isnull=False,
                    target_incoming__gte=1,
                    target_outgoing__gte=1,
                ),
                name="ledger_terms_target_has_two_sides",
                violation_error_message=_("A target names both sides, such as 1 to 1 or 2 to 3."),
            ),
            models.CheckConstraint(
                condition=Q(
                    weight_exchanges__gte=0,
                    weight_persons__gte=0,
                    weight_person_days__gte=0,
                    weight_nights__gte=0,
                    weight_audience__gte=0,
                    weight_money__gte=0,
                ),
                name="ledger_terms_weights_not_negative",
                violation_error_message=_("A weight is zero or more."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    weight_exchanges=0,
                    weight_persons=0,
                    weight_person_days=0,
                    weight_nights=0,
                    weight_audience=0,
                    weight_money=0,
                ),
                name="ledger_terms_weigh_something",
                violation_error_message=_("Give points for one measure at least."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreed_from)

    def seen_from_partner(self) -> "LedgerTerms":
        """Return the same terms as the other side reads them: incoming and outgoing of the target change places."""
        turned = copy(self)
        turned.target_incoming, turned.target_outgoing = self.target_outgoing, self.target_incoming
        return turned
