"""State aid: the grounds that the law gives, as dated data, and how much an undertaking has had."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums.money import AidKind
from grants.querysets.money import AwardAidQuerySet
from portal.core.multilingual import MultilingualField


@pghistory.track()
class AidGround(models.Model):
    """A ground of state aid as it holds in a time: the act, its ceiling where it has one, and what the grantee is told."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=AidKind)
    names = MultilingualField(_("name"))
    regulation = models.CharField(_("act"), max_length=60, help_text=_("Such as (EU) 2023/2831."))
    article = models.CharField(_("article"), max_length=60, blank=True)
    ceiling = models.DecimalField(
        _("ceiling in euro for one undertaking"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    years = models.PositiveSmallIntegerField(_("counted over years"), null=True, blank=True)
    valid_from = models.DateField(_("holds from"))
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    notices = MultilingualField(_("notice to the grantee"), blank=True, long=True)
    source = models.URLField(_("source"), max_length=300)

    class Meta:
        ordering = ["kind", "-valid_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="aid_ground_days_in_order",
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(ceiling=None, years=None) | Q(ceiling__gt=0, years__gt=0),
                name="aid_ground_ceiling_over_years",
                violation_error_message=_("A ceiling is more than zero, and counted over some years."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.names} ({self.regulation})"

    def holds_on(self, day: object) -> bool:
        """Tell whether it may be used on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)  # type: ignore[operator]


@pghistory.track()
class UndertakingLink(models.Model):
    """Two organisations that count as one undertaking: one controls the other, or both are controlled by one."""

    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("organisation"),
    )
    linked = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("linked with")
    )
    ground = models.CharField(_("why"), max_length=300)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("linked")),
                name="undertaking_link_of_two",
                violation_error_message=_("Choose two different organisations."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "linked"],
                name="undertaking_link_once",
                violation_error_message=_("These two are linked already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} – {self.linked_id}"


@pghistory.track()
class AwardAid(models.Model):
    """The state aid in a grant: its ground, and its sum in euro at the rate of the day it was given."""

    award = models.OneToOneField("grants.Award", on_delete=models.PROTECT, related_name="aid")
    ground = models.ForeignKey(
        AidGround, on_delete=models.PROTECT, related_name="+", verbose_name=_("ground")
    )
    granted_on = models.DateField(_("given on"))
    euros = models.DecimalField(_("sum in euro"), max_digits=14, decimal_places=2)
    rate = models.DecimalField(_("rate"), max_digits=14, decimal_places=8)
    rate_on = models.DateField(_("day of the rate"))
    rate_source = models.CharField(_("source of the rate"), max_length=200)

    objects = AwardAidQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(euros__gt=0, rate__gt=0),
                name="award_aid_more_than_zero",
                violation_error_message=_("Aid and its rate are more than zero."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.euros} EUR"


@pghistory.track()
class DeclaredAid(models.Model):
    """Aid that the grantee says it has had elsewhere, or that it has had none."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="declared_aid")
    kind = models.CharField(_("kind"), max_length=12, choices=AidKind, blank=True)
    giver = models.CharField(_("given by"), max_length=200, blank=True)
    granted_on = models.DateField(_("given on"), null=True, blank=True)
    euros = models.DecimalField(_("sum in euro"), max_digits=14, decimal_places=2, default=0)
    declared_at = models.DateTimeField(_("declared"), db_default=Now())
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="", giver="", granted_on=None, euros=0)
                | (~Q(kind="") & ~Q(giver="") & Q(granted_on__isnull=False, euros__gt=0)),
                name="declared_aid_whole_or_none",
                violation_error_message=_("Say of each aid its kind, who gave it, when, and how much."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.euros} EUR {self.giver}"
