"""What a call says about its grants once they are decided, and how each grant moves on."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums.money import AcceptanceKind
from portal.core.models import Move
from portal.core.multilingual import MultilingualField

DAYS_TO_ACCEPT = 30


@pghistory.track()
class AwardTerms(models.Model):
    """The terms of a call's grants: how they are accepted, until when, on which conditions, as which state aid."""

    call = models.OneToOneField("grants.Call", on_delete=models.CASCADE, related_name="award_terms")
    acceptance = models.CharField(
        _("the grantee"), max_length=12, choices=AcceptanceKind, default=AcceptanceKind.CONDITIONS
    )
    days = models.PositiveSmallIntegerField(_("days to accept"), default=DAYS_TO_ACCEPT)
    conditions = MultilingualField(_("conditions"), blank=True, long=True)
    aid_ground = models.ForeignKey(
        "grants.AidGround",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ground of state aid"),
        help_text=_("Empty where the grants of this call are no state aid."),
    )
    euro_rate = models.DecimalField(
        _("euro for one unit of the call's currency"),
        max_digits=14,
        decimal_places=8,
        null=True,
        blank=True,
        help_text=_("Only for state aid in another currency than euro."),
    )
    euro_rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    euro_rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "award terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(days__range=(1, 365)),
                name="award_terms_days",
                violation_error_message=_("Give between 1 and 365 days to accept."),
            ),
            models.CheckConstraint(
                condition=Q(euro_rate=None, euro_rate_on=None, euro_rate_source="")
                | (Q(euro_rate__gt=0, euro_rate_on__isnull=False) & ~Q(euro_rate_source="")),
                name="award_terms_rate_with_source",
                violation_error_message=_("A rate is more than zero, and has its day and its source."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_acceptance_display()


class AwardMove(Move):
    """One step in the life of a grant."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
