"""Pools of assessors: who may be given applications to assess, for which funder and side, and from when until when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from grants.enums.assessment import PoolKind
from grants.querysets.assessment import AssessorPoolQuerySet
from portal.core.multilingual import MultilingualField


class DateRange(Func):
    """The days from the first to the last, for exclusion of overlaps."""

    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class AssessorPool(models.Model):
    """People of whom an authority asks assessments: its own or from outside, for one funder and side of joint calls."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="assessor_pools"
    )
    funder = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("named by the funder"),
        help_text=_("Of a joint call: the funder whose assessors these are."),
    )
    names = MultilingualField(_("name"))
    kind = models.CharField(_("kind"), max_length=10, choices=PoolKind, default=PoolKind.EXTERNAL)
    side = models.CharField(
        _("side"), max_length=40, blank=True, help_text=_("Of a joint call: the side that they stand for.")
    )
    version = models.PositiveIntegerField(default=1)

    objects = AssessorPoolQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["authority"], name="assessor_pool_of_authority")]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class PoolMember(models.Model):
    """An assessor in a pool for a time, since experts rotate: what they know, and in which languages they read."""

    pool = models.ForeignKey(AssessorPool, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="pool_memberships",
        verbose_name=_("assessor"),
    )
    fields = models.ManyToManyField(
        "partnerships.FieldOfArt", blank=True, related_name="+", verbose_name=_("fields of art")
    )
    languages = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("languages that they read")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pool", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="pool_member_period_in_order",
                violation_error_message=_("The last day lies before the first one."),
            ),
            ExclusionConstraint(
                name="pool_member_once_at_a_time",
                expressions=[
                    ("pool", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "since", "until", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This person is in the pool at that time already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
