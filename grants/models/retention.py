"""How long cases, papers of meetings and requests are kept, on what ground, and what may stop their destruction."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.closing import RetainedKind, RetentionAction, RetentionTrigger
from grants.models.kept_records import of_one_record
from grants.querysets.closing import LegalHoldQuerySet, RetentionClassQuerySet, RetentionRuleQuerySet

MOST_YEARS = 200


@pghistory.track()
class RetentionClass(models.Model):
    """How long an authority keeps cases of one sort, on what ground, counted from when, and what happens then."""

    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="retention_classes",
        verbose_name=_("authority"),
    )
    code = models.CharField(
        _("code"), max_length=40, help_text=_("As the authority's plan of documents calls it, such as 3.2.1.")
    )
    name = models.CharField(_("name"), max_length=200)
    ground = models.TextField(
        _("ground"),
        max_length=2000,
        help_text=_(
            "The law, or the decision of the archive's authority, that says so, with its section and day."
        ),
    )
    trigger = models.CharField(_("counted from"), max_length=15, choices=RetentionTrigger)
    years = models.PositiveSmallIntegerField(
        _("years"), null=True, blank=True, help_text=_("Empty for what is kept for ever.")
    )
    action = models.CharField(_("what happens then"), max_length=10, choices=RetentionAction)
    version = models.PositiveIntegerField(default=1)

    objects = RetentionClassQuerySet.as_manager()

    class Meta:
        ordering = ["authority", "code", "id"]
        verbose_name_plural = "retention classes"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"],
                name="retention_class_code_once",
                violation_error_message=_("Another class has this code."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="retention_class_with_ground",
                violation_error_message=_("Name the law or the decision that says so."),
            ),
            models.CheckConstraint(
                condition=Q(action=RetentionAction.KEEP, years=None)
                | (~Q(action=RetentionAction.KEEP) & Q(years__range=(0, MOST_YEARS))),
                name="retention_class_years_unless_kept",
                violation_error_message=_(
                    "Say for how many years, at most 200; what is kept for ever has no number of years."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('grants:officer:retention_class_list')}#class-{self.pk}"


@pghistory.track()
class RetentionRule(models.Model):
    """What belongs to a class: cases or papers of one kind, of all calls or of one, closed in a period."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="retention_rules"
    )
    retention_class = models.ForeignKey(
        RetentionClass, on_delete=models.PROTECT, related_name="rules", verbose_name=_("class")
    )
    kind = models.CharField(_("cases or papers"), max_length=10, choices=RetainedKind)
    call = models.ForeignKey(
        "grants.Call",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retention_rules",
        verbose_name=_("call"),
        help_text=_("Empty for all calls. What is said of one call goes before what is said of all."),
    )
    valid_from = models.DateField(_("closed from"))
    valid_until = models.DateField(_("closed until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["retention_class", "kind", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="retention_rule_days_in_order",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=RetainedKind.DISCLOSURE) | Q(call=None),
                name="retention_rule_requests_of_no_call",
                violation_error_message=_("A request to read documents is of no call. Leave the call empty."),
            ),
            ExclusionConstraint(
                name="retention_rule_one_at_a_time",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Coalesce("call", Value(0), output_field=models.BigIntegerField()),
                        RangeOperators.EQUAL,
                    ),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "Another class holds for these cases on some of these days already. End it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.retention_class_id}"


@pghistory.track()
class LegalHold(models.Model):
    """Somebody has said that a case, a meeting's papers or a request may not be destroyed, on what ground, until when."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    meeting = models.ForeignKey(
        "grants.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    disclosure = models.ForeignKey(
        "grants.DisclosureRequest", on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    ground = models.TextField(
        _("ground"), max_length=2000, help_text=_("Such as: an audit, a lawsuit, a request for damages.")
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty until it is lifted."))
    placed_at = models.DateTimeField(_("placed"), db_default=Now())
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("why it was lifted"), blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            of_one_record("legal_hold_of_one_record"),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="legal_hold_with_ground",
                violation_error_message=_("Say why this may not be destroyed."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(reason="")),
                name="legal_hold_lifted_with_reason",
                violation_error_message=_("Say why the hold is lifted."),
            ),
        ]

    def __str__(self) -> str:
        return self.ground[:60]
