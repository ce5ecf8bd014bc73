"""Frameworks: strategies, policies and guidelines, as trees of elements."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import (
    ElementKind,
    FrameworkKind,
    IndicatorResult,
    PlaceExtent,
    PlaceRule,
    RegionTier,
)
from partnerships.querysets.frameworks import FrameworkQuerySet
from portal.core.collation import SortKeyField
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


@pghistory.track()
class Framework(models.Model):
    """A governing document that cooperation serves: who adopted it, for when, what it replaces."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="frameworks"
    )
    adopted_by = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_frameworks",
        verbose_name=_("adopted by"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("follows from"),
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("replaces"),
    )

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("title"))
    sort_key = SortKeyField(source="names")
    kind = models.CharField(_("kind"), max_length=20, choices=FrameworkKind)
    summary = MultilingualField(_("summary"), blank=True, long=True)
    period = UncertainDateField(_("period"), null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="framework_not_its_own_parent",
                violation_error_message=_("A framework cannot follow from itself."),
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("id")),
                name="framework_not_its_own_predecessor",
                violation_error_message=_("A framework cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:framework_detail", args=[self.slug])


@pghistory.track()
class FrameworkElement(models.Model):
    """A part of a framework that work can be tagged with: an area, an aim, a perspective, a priority line."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="elements")
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
    )
    detailed_by = models.ForeignKey(
        Framework,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="details_of",
        verbose_name=_("worked out in"),
    )
    places = models.ManyToManyField("partnerships.Region", blank=True, related_name="priority_lines")
    kind = models.CharField(_("kind"), max_length=20, choices=ElementKind)
    code = models.SlugField(_("code"), max_length=80)
    names = MultilingualField(_("name"))
    texts = MultilingualField(_("text"), blank=True, long=True)
    one_of = models.PositiveSmallIntegerField(
        _("how many of these the framework has"),
        null=True,
        blank=True,
        help_text=_("“One of five strategic areas”: 5, also where the others are not named."),
    )
    is_quotation = models.BooleanField(_("quoted word for word"), default=False)
    place_rule = models.CharField(_("places named as"), max_length=20, choices=PlaceRule, blank=True)
    place_note = MultilingualField(_("which places"), blank=True)
    place_extent = models.CharField(_("where"), max_length=12, choices=PlaceExtent, blank=True)
    place_countries = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        verbose_name=_("only in these countries"),
        help_text=_("Two letters of ISO 3166-1 each, separated by commas, such as US, CA, MX."),
    )
    place_tiers = ArrayField(
        models.CharField(max_length=30, choices=RegionTier),
        default=list,
        blank=True,
        verbose_name=_("only places of these kinds"),
    )
    place_except = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="exception_of",
        verbose_name=_("apart from the places of"),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="framework_element_code_once",
                violation_error_message=_("Another element of this framework already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="framework_element_not_its_own_parent",
                violation_error_message=_("An element cannot lie under itself."),
            ),
            models.CheckConstraint(
                condition=Q(place_except=None) | ~Q(place_except=F("id")),
                name="framework_element_not_its_own_exception",
                violation_error_message=_("A line cannot except its own places."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class Crosswalk(models.Model):
    """The statement that an element lives on in a later framework under other words (X06)."""

    old = models.ForeignKey(FrameworkElement, on_delete=models.CASCADE, related_name="continued_as")
    new = models.ForeignKey(FrameworkElement, on_delete=models.CASCADE, related_name="continues")
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        help_text=_(
            "Where one element lives on as several: how large a part each takes. With equal weights they take equal "
            "parts; 3 and 1 are three quarters and one quarter."
        ),
    )
    note = MultilingualField(_("note"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 1000)),
                name="crosswalk_weight_in_reach",
                violation_error_message=_("A weight is a whole number from 1 to 1000."),
            ),
            models.UniqueConstraint(
                fields=["old", "new"],
                name="crosswalk_once",
                violation_error_message=_("These two elements are already connected."),
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="crosswalk_between_two",
                violation_error_message=_("An element cannot continue itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


@pghistory.track()
class Indicator(models.Model):
    """Something countable that tells whether a goal was reached in its target year (C02, C12)."""

    element = models.ForeignKey(FrameworkElement, on_delete=models.CASCADE, related_name="indicators")
    names = MultilingualField(_("what is counted"))
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    target = UncertainNumberField(_("target"), null=True, blank=True)
    observed = UncertainNumberField(_("observed"), null=True, blank=True)
    result = models.CharField(
        _("result"), max_length=10, choices=IndicatorResult, default=IndicatorResult.UNKNOWN
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.names)
