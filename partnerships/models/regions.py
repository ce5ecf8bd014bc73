"""Regions: places at any tier."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import RegionTier
from partnerships.querysets.regions import RegionQuerySet
from portal.core.collation import SortKeyField, sort_key_indexes
from portal.core.multilingual import MultilingualField, search_text_of
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Region(models.Model):
    """A place that partners come from: a region, a county, a country, or a named group of them."""

    slug = models.SlugField(max_length=80, unique=True)
    names = MultilingualField(_("name"))
    sort_key = SortKeyField(source="names")
    search_text = search_text_of("names")
    tier = models.CharField(_("tier"), max_length=30, choices=RegionTier)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")

    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters of ISO 3166-1, such as SE; empty for groups."),
    )
    iso_3166_2 = ArrayField(
        models.CharField(max_length=6), default=list, blank=True, verbose_name=_("ISO 3166-2 codes")
    )
    nuts_code = models.CharField(_("NUTS code"), max_length=5, blank=True)
    nuts_version = models.PositiveSmallIntegerField(_("NUTS version"), null=True, blank=True)
    in_eu = models.BooleanField(_("in the European Union"), null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    profile = MultilingualField(_("profile"), blank=True, long=True)
    version = models.PositiveIntegerField(default=1)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="region_search"),
            *sort_key_indexes("region"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(nuts_code="", nuts_version=None)
                | (~Q(nuts_code="") & Q(nuts_version__isnull=False)),
                name="region_nuts_code_with_version",
                violation_error_message=_(
                    "A NUTS code needs the year of its version, and the other way round."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="region_point_on_earth",
                violation_error_message=_(
                    "Latitude lies between -90 and 90, longitude between -180 and 180."
                ),
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                name="region_country_two_letters",
                violation_error_message=_("A country code has two capital letters, such as SE."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:region_detail", args=[self.slug])


@pghistory.track()
class FormerRegionName(models.Model):
    """Another name of a place: one it had before, or one under which it stood twice in the register."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.CONTENT_LANGUAGES)
    period = UncertainDateField(_("when"), null=True, blank=True)

    class Meta:
        ordering = ["period_latest", "id"]
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="former_region_name_search")]

    def __str__(self) -> str:
        return self.name
