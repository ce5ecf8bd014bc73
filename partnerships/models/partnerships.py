"""Partnerships: the relation between an authority and a partner, with or without an agreement."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import Engagement, FieldBasis, GeographicTier, PartnershipState, Purpose
from partnerships.querysets.partnerships import PartnershipQuerySet
from portal.core.collation import SortKeyField, sort_key_indexes
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track(meta={"indexes": [models.Index(fields=["pgh_obj", "pgh_created_at", "-pgh_id"])]})
class Partnership(models.Model):
    """A relation between an authority and a partner region or body; agreements come and go under it."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="partnerships"
    )
    holder = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        related_name="held_partnerships",
        verbose_name=_("holder"),
        help_text=_("The authority itself, its committee or its administration."),
    )
    region = models.ForeignKey(
        "partnerships.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("partner region"),
    )
    counterpart = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships_as_counterpart",
        verbose_name=_("counterpart"),
        help_text=_("The body on the other side, where it is known."),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible officer"),
        help_text=_("Who looks after the relation at the authority. Shown to the office only."),
    )
    elements = models.ManyToManyField(
        "partnerships.FrameworkElement", blank=True, related_name="partnerships"
    )

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("name"))
    sort_key = SortKeyField(source="names")
    summary = MultilingualField(_("summary"), blank=True)
    story = MultilingualField(_("story"), blank=True, long=True)
    tier = models.CharField(_("circle"), max_length=20, choices=GeographicTier, blank=True)
    purposes = ArrayField(
        models.CharField(max_length=20, choices=Purpose), default=list, blank=True, verbose_name=_("purposes")
    )
    since = UncertainDateField(_("since"), null=True, blank=True)
    formalised = UncertainDateField(_("formalised"), null=True, blank=True)
    participants_incomplete = models.BooleanField(
        _("more participants than are listed"), default=False, help_text=_("The source says “and many more”.")
    )
    fields_incomplete = models.BooleanField(
        _("more fields than are listed"), default=False, help_text=_("The source says “among others”.")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=PartnershipState,
        default=PartnershipState.EXPLORATORY,
        help_text=_("As of the latest period."),
    )
    version = models.PositiveIntegerField(default=1)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [models.Index(fields=["authority", "state"]), *sort_key_indexes("partnership")]
        constraints = [
            models.CheckConstraint(
                condition=Q(region__isnull=False) | Q(counterpart__isnull=False),
                name="partnership_has_a_partner",
                violation_error_message=_("Name the partner: a region, a body, or both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:partnership_detail", args=[self.slug])


@pghistory.track()
class PartnershipPeriod(models.Model):
    """A stretch of time in which a partnership stood in one state (A31, X01)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="periods")
    state = models.CharField(_("state"), max_length=20, choices=PartnershipState)
    period = UncertainDateField(_("when"), null=True, blank=True)
    note = MultilingualField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.period or ''}".strip()


@pghistory.track()
class PartnershipField(models.Model):
    """A field of art named for a partnership: agreed, active, or in talks; "mainly" where the source says so."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="field_links")
    field = models.ForeignKey("partnerships.FieldOfArt", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("basis"), max_length=10, choices=FieldBasis)
    mainly = models.BooleanField(_("mainly"), default=False)
    note = MultilingualField(_("note"), blank=True)

    class Meta:
        ordering = ["basis", "field__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "field", "basis"],
                name="partnership_field_once",
                violation_error_message=_("This field is already named on this basis."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} ({self.get_basis_display()})"


@pghistory.track()
class PartnershipParticipant(models.Model):
    """An organisation that is or has been engaged in a partnership (A11)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="partnership_participations"
    )
    engagement = models.CharField(_("engagement"), max_length=20, choices=Engagement)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                name="partnership_participant_once",
                violation_error_message=_("This organisation is already listed."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
