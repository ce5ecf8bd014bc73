"""Organisations, their former names and numbers, and the authorities among them."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import ActorSize, OrganisationKind
from partnerships.querysets.authorities import AuthorityQuerySet
from partnerships.querysets.organisations import OrganisationQuerySet
from portal.core.collation import SortKeyField, sort_key_indexes
from portal.core.multilingual import Multilingual, MultilingualField, search_text_of
from portal.core.uncertain import UncertainDateField


# Registers bring bodies in by tens of thousands: what is new is recorded once for each statement, not for each row.
@pghistory.track(
    pghistory.InsertEvent(level=pgtrigger.Statement), pghistory.UpdateEvent(), pghistory.DeleteEvent()
)
class Organisation(models.Model):
    """Any body that takes part: a municipality, a museum, a network's secretariat, a committee."""

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("name"))
    acronym = models.CharField(_("short name"), max_length=30, blank=True)
    sort_key = SortKeyField(source="names")
    search_text = search_text_of("names")
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    size = models.CharField(_("size"), max_length=10, choices=ActorSize, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    region = models.ForeignKey(
        "partnerships.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("region"),
    )
    municipality = models.ForeignKey(
        "partnerships.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="local_organisations",
        verbose_name=_("municipality"),
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    description = MultilingualField(_("description"), blank=True, long=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="organisation_search"),
            models.Index(Upper("acronym"), name="organisation_acronym"),
            models.Index(fields=["kind"]),
            *sort_key_indexes("organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:organisation_detail", args=[self.slug])

    def name_at(self, day: date) -> str:
        """Return the name it had on a day, in the reader's language where it is known; else its name now (X04).

        A day that may lie before or after a change of name, since the change is not dated exactly, still has the
        former name. Reads ``former_names``: prefetch them for several organisations.
        """
        then = [former for former in self.former_names.all() if former.held_on(day)]
        if not then:
            return str(self.names)
        by_language = Multilingual({former.language: former.name for former in then if former.language})
        return str(by_language) or then[0].name


@pghistory.track()
class FormerName(models.Model):
    """A name an organisation had before, with the time it had it (X04)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.CONTENT_LANGUAGES)
    period = UncertainDateField(_("when"), null=True, blank=True)

    class Meta:
        ordering = ["period_latest", "id"]
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="former_name_search")]

    def __str__(self) -> str:
        return self.name

    def held_on(self, day: date) -> bool:
        """Tell whether it may have been the name on this day; a name without a period answers no."""
        if self.period is None or (self.period.earliest is None and self.period.latest is None):
            return False
        return self.period.may_overlap(day, day)


@pghistory.track()
class RegistrationNumber(models.Model):
    """The number under which a public register knows an organisation, with the register's org-id list code."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="registration_numbers"
    )
    list_code = models.CharField(
        _("register"), max_length=30, help_text=_("Code of org-id.guide, such as SE-BLV.")
    )
    number = models.CharField(_("number"), max_length=60)

    class Meta:
        ordering = ["list_code", "number"]
        indexes = [models.Index(fields=["number"])]
        constraints = [
            models.UniqueConstraint(
                fields=["list_code", "number"],
                name="registration_number_once",
                violation_error_message=_("Another organisation already has this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.list_code} {self.number}"


@pghistory.track()
class Authority(models.Model):
    """An organisation that runs its partnerships on this portal."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="authority")
    slug = models.SlugField(max_length=60, unique=True)
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("languages"))
    currency = models.CharField(_("currency"), max_length=3)
    time_zone = models.CharField(_("time zone"), max_length=60, default=settings.TIME_ZONE)
    diary_series = models.CharField(_("diary series"), max_length=20, blank=True)
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    introduction = MultilingualField(_("introduction"), blank=True, long=True)
    version = models.PositiveIntegerField(default=1)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = _("authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="authority_currency_three_letters",
                violation_error_message=_("A currency code has three capital letters, such as SEK."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
