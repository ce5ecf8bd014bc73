"""Support schemes, and the guide to them."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.querysets.programmes import ProgrammeQuerySet
from portal.core.collation import SortKeyField
from portal.core.multilingual import MultilingualField


@pghistory.track()
class Programme(models.Model):
    """A support scheme of an authority; its dated editions are calls."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="programmes"
    )
    partnerships = models.ManyToManyField(
        "partnerships.Partnership",
        blank=True,
        related_name="programmes",
        verbose_name=_("tied to partnerships"),
    )
    with_regions = models.ManyToManyField(
        "partnerships.Region",
        blank=True,
        related_name="joint_programmes",
        verbose_name=_("launched jointly with"),
    )
    elements = models.ManyToManyField("partnerships.FrameworkElement", blank=True, related_name="programmes")

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("name"))
    sort_key = SortKeyField(source="names")
    purpose = MultilingualField(_("purpose"), blank=True, long=True)
    yearly = models.BooleanField(_("a call every year"), default=False)
    is_grant = models.BooleanField(
        _("gives grants"),
        default=True,
        help_text=_("EU projects and co-financing are not grants given (A06)."),
    )
    first_year = models.PositiveSmallIntegerField(_("first call"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(
        _("last call"), null=True, blank=True, help_text=_("Filled in when the series has ended.")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")),
                name="programme_years_in_order",
                violation_error_message=_("The last call cannot be before the first one."),
            )
        ]

    def __str__(self) -> str:
        return str(self.names)


class SupportOption(models.Model):
    """One answer to "I have an international project: what support is there?" (E11)."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="support_options"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="support_options"
    )
    situation = MultilingualField(_("your situation"))
    advice = MultilingualField(_("what there is for you"), long=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.situation)
