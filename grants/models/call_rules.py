"""Rules of calls: each of a kind of the catalogue, with its parameters; some have rules inside."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.enums import Effect, Stage
from grants.models.call_parts import CallPart
from portal.core.multilingual import MultilingualField


@pghistory.track()
class CallRule(CallPart):
    """A rule of a call; the kinds and their parameters are in ``grants.rules``."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="rules")
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="inside",
        verbose_name=_("inside the rule"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    effect = models.CharField(_("when it is not met"), max_length=10, choices=Effect, default=Effect.BLOCKING)
    stages = ArrayField(
        models.CharField(max_length=12, choices=Stage),
        default=list,
        blank=True,
        verbose_name=_("asked"),
    )
    words = MultilingualField(
        _("in the call's own words"),
        blank=True,
        help_text=_("Empty: the portal states the rule itself."),
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(CallPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="call_rule_not_inside_itself",
                violation_error_message=_("A rule cannot stand inside itself."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | ~Q(stages=[]),
                name="call_rule_with_stage",
                violation_error_message=_("Say when the rule is asked."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
