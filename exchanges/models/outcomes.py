"""Outcomes: what came of it later, elsewhere."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchanges.querysets.outcomes import OutcomeQuerySet
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Outcome(models.Model):
    """Something that grew out of a partnership or an exchange, also after its agreement has ended (A14)."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.CASCADE, null=True, blank=True, related_name="outcomes"
    )
    exchange = models.ForeignKey(
        "exchanges.Exchange", on_delete=models.CASCADE, null=True, blank=True, related_name="outcomes"
    )
    organisations = models.ManyToManyField("partnerships.Organisation", blank=True, related_name="outcomes")
    names = MultilingualField(_("title"))
    description = MultilingualField(_("description"), blank=True, long=True)
    when = UncertainDateField(_("when"), null=True, blank=True)
    when_note = MultilingualField(
        _("when, in words"), blank=True, help_text=_("Where the source only says “since some years”.")
    )
    evidence = models.URLField(_("evidence"), max_length=500, blank=True)
    policy_gain = MultilingualField(_("gain in another policy field"), blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(exchange__isnull=False),
                name="outcome_of_something",
                violation_error_message=_("An outcome grew out of a partnership or an exchange: name it."),
            )
        ]

    def __str__(self) -> str:
        return str(self.names)
