"""Exchanges: whatever happens between the two sides."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchanges.enums import ActorRole, Direction, ExchangeKind, ExchangeStatus, FigureKind
from exchanges.querysets.exchanges import ExchangeQuerySet
from partnerships.enums import Engagement
from portal.core.collation import SortKeyField
from portal.core.models import Move
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


@pghistory.track()
class Exchange(models.Model):
    """Something that happens between an authority's region and a partner: a residency, concerts, a project."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="exchanges"
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("partnership"),
    )
    agreement = models.ForeignKey(
        "partnerships.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("under the agreement"),
    )
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_again",
        verbose_name=_("same as"),
        help_text=_(
            "The other side's record of the same exchange. It is then counted once, as it stands there."
        ),
    )
    fields = models.ManyToManyField(
        "partnerships.FieldOfArt", blank=True, related_name="+", verbose_name=_("fields")
    )
    elements = models.ManyToManyField(
        "partnerships.FrameworkElement", blank=True, related_name="exchanges", verbose_name=_("serves")
    )
    subject_regions = models.ManyToManyField(
        "partnerships.Region",
        blank=True,
        related_name="exchanges_about",
        verbose_name=_("about places"),
        help_text=_("Places that it is about, such as a third country whose heritage is threatened."),
    )
    municipalities = models.ManyToManyField(
        "partnerships.Region",
        blank=True,
        related_name="exchanges_in",
        verbose_name=_("municipalities"),
        help_text=_("Where in the region it happened."),
    )

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("title"))
    sort_key = SortKeyField(source="names")
    kind = models.CharField(_("kind"), max_length=30, choices=ExchangeKind)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    summary = MultilingualField(_("summary"), blank=True, long=True)
    results = MultilingualField(_("results"), blank=True, long=True)
    period = UncertainDateField(_("when"), null=True, blank=True)
    recurring = models.BooleanField(_("comes back"), default=False)
    participants_incomplete = models.BooleanField(_("more participants than are listed"), default=False)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=ExchangeStatus, default=ExchangeStatus.PLANNED
    )
    version = models.PositiveIntegerField(default=1)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [
            models.Index(fields=["authority", "-period_latest", "-id"], name="exchange_list"),
            models.Index(fields=["partnership", "-period_latest"]),
            models.Index(fields=["authority", "kind"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost=None) | (Q(cost__gte=0) & ~Q(currency="")),
                name="exchange_cost_with_currency",
                violation_error_message=_("A cost is zero or more, and says in which currency."),
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=models.F("id")),
                name="exchange_not_the_same_as_itself",
                violation_error_message=_("An exchange is not another record of itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("exchanges:public:exchange_detail", args=[self.slug])


@pghistory.track()
class ExchangeActor(models.Model):
    """An organisation's part in an exchange: host (several in one stay), participant, third party."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="actors")
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="exchange_parts"
    )
    role = models.CharField(_("role"), max_length=20, choices=ActorRole)
    engagement = models.CharField(_("engagement"), max_length=20, choices=Engagement, blank=True)
    note = MultilingualField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "organisation", "role"],
                name="exchange_actor_once",
                violation_error_message=_("This organisation already has this role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


@pghistory.track()
class ExchangeFigure(models.Model):
    """A number that belongs to an exchange, as exact as its source (X02)."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(_("counts"), max_length=20, choices=FigureKind)
    number = UncertainNumberField(_("number"))
    note = MultilingualField(_("note"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"


class ExchangeMove(Move):
    """One step in an exchange's life."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
