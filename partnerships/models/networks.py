"""Networks: bodies of many regions, nested, with groups and members."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import NetworkEngagement, NetworkGroupKind
from partnerships.querysets.networks import NetworkQuerySet
from portal.core.collation import SortKeyField
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


@pghistory.track()
class Network(models.Model):
    """A network of regions or cultural bodies: AER, CPMR and its North Sea Commission, ECTN, RICC."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    secretariat = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretariat"),
    )
    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("name"))
    sort_key = SortKeyField(source="names")
    acronym = models.CharField(_("short name"), max_length=20, blank=True)
    mission = MultilingualField(_("mission"), blank=True, long=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    informal = models.BooleanField(_("informal network"), default=False)
    kind_within_parent = models.CharField(
        _("what it is within the parent"), max_length=20, choices=NetworkGroupKind, blank=True
    )
    siblings_within_parent = models.PositiveSmallIntegerField(
        _("how many of these the parent has"),
        null=True,
        blank=True,
        help_text=_("“One of six commissions”: 6."),
    )
    version = models.PositiveIntegerField(default=1)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="network_not_its_own_parent",
                violation_error_message=_("A network cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:network_detail", args=[self.slug])


@pghistory.track()
class NetworkGroup(models.Model):
    """A committee or working group of a network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(_("kind"), max_length=20, choices=NetworkGroupKind)
    names = MultilingualField(_("name"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class MemberCount(models.Model):
    """How many members a network had, as of a date (X05)."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="member_counts")
    count = UncertainNumberField(_("members"))
    as_of = UncertainDateField(
        _("as of"), null=True, blank=True, help_text=_("Empty where the source gives no date.")
    )

    class Meta:
        ordering = [F("as_of_latest").desc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return str(self.count)


@pghistory.track()
class NetworkMembership(models.Model):
    """An authority's place in a network: active or monitoring, since when, what for and for whom."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.CASCADE, related_name="network_memberships"
    )
    holder = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("holder"),
    )
    beneficiaries = models.ManyToManyField(
        "partnerships.Organisation", blank=True, related_name="+", verbose_name=_("opens doors for")
    )
    elements = models.ManyToManyField(
        "partnerships.FrameworkElement", blank=True, related_name="network_memberships"
    )
    engagement = models.CharField(_("engagement"), max_length=30, choices=NetworkEngagement)
    period = UncertainDateField(_("since"), null=True, blank=True)
    benefit = MultilingualField(_("what it opens"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["network", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "authority"],
                name="network_membership_once",
                violation_error_message=_("The authority is already a member of this network."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.get_engagement_display()}"
