"""Agreements: the instruments under a partnership, their parties and articles."""

from datetime import date
from typing import TYPE_CHECKING, cast

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.enums import (
    BINDING_STATUSES,
    PUBLIC_STATUSES,
    AgreementKind,
    AgreementLevel,
    AgreementStatus,
    Certainty,
    PartyRole,
)
from partnerships.querysets.agreements import AgreementQuerySet
from portal.core.collation import SortKeyField, sort_key_indexes
from portal.core.models import Move
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDate, UncertainDateField
from portal.core.uncertain.arithmetic import months_before

if TYPE_CHECKING:
    from partnerships.models.organisations import Authority


@pghistory.track(meta={"indexes": [models.Index(fields=["pgh_obj", "pgh_created_at", "-pgh_id"])]})
class Agreement(models.Model):
    """A written instrument between two or more parties: an agreement, an överenskommelse, a treaty."""

    partnership = models.ForeignKey(
        "partnerships.Partnership",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("partnership"),
    )
    # An agreement between others, or one that is not filed under a partnership, is kept by whoever recorded it.
    recorded_by = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_agreements",
        verbose_name=_("recorded by"),
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("succeeds"),
    )
    organisations = models.ManyToManyField(
        "partnerships.Organisation", through="partnerships.AgreementParty", related_name="agreements"
    )
    fields = models.ManyToManyField("partnerships.FieldOfArt", blank=True, related_name="+")
    elements = models.ManyToManyField("partnerships.FrameworkElement", blank=True, related_name="agreements")

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("title"))
    sort_key = SortKeyField(source="names")
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind)
    reference = models.CharField(_("diary number"), max_length=60, blank=True)
    summary = MultilingualField(_("summary"), blank=True)
    culture_is_one_part = models.BooleanField(_("culture is one part of it"), default=False)
    level = models.CharField(_("level"), max_length=20, choices=AgreementLevel, blank=True)
    is_framework = models.BooleanField(
        _("framework agreement"), default=False, help_text=_("It is carried out by work programmes.")
    )
    binding = models.BooleanField(_("legally binding"), null=True, blank=True)
    aims_incomplete = models.BooleanField(
        _("more aims than are listed"), default=False, help_text=_("The source says “among others”.")
    )

    signed = UncertainDateField(_("signed"), null=True, blank=True)
    place_of_signing = models.CharField(_("place of signing"), max_length=120, blank=True)
    term_years = models.PositiveSmallIntegerField(_("concluded for so many years"), null=True, blank=True)
    valid_from = UncertainDateField(_("valid from"), null=True, blank=True)
    valid_until = UncertainDateField(_("valid until"), null=True, blank=True)
    open_ended = models.BooleanField(_("without an end"), default=False)
    renews_tacitly = models.BooleanField(_("renewed tacitly"), default=False)
    renewal_months = models.PositiveSmallIntegerField(
        _("renewed tacitly for (months)"), null=True, blank=True
    )
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), null=True, blank=True)
    # Where an act ends it otherwise than its text says: notice, termination, a successor, parties that left.
    last_day = UncertainDateField(_("last day"), null=True, blank=True)

    # Written by the domain from parties and validity, for the exclusion constraint below.
    parties_key = models.CharField(max_length=200, blank=True, editable=False)
    certain_validity = DateRangeField(
        null=True, blank=True, editable=False, help_text=_("The days on which it is certainly valid.")
    )
    possible_validity = DateRangeField(
        null=True, blank=True, editable=False, help_text=_("The days on which it may be valid.")
    )

    status = models.CharField(
        _("status"), max_length=20, choices=AgreementStatus, default=AgreementStatus.DRAFT
    )
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [
            models.Index(fields=["partnership", "status"]),
            models.Index(fields=["valid_until_latest"]),
            models.Index(fields=["last_day_latest"]),
            GistIndex(fields=["certain_validity"], name="agreement_certainly_valid"),
            GistIndex(fields=["possible_validity"], name="agreement_possibly_valid"),
            *sort_key_indexes("agreement"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, recorded_by=None)
                | Q(partnership=None, recorded_by__isnull=False),
                name="agreement_has_one_keeper",
                violation_error_message=_(
                    "An agreement stands under a partnership, or is recorded by an authority."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from_earliest=None)
                | Q(valid_until_latest=None)
                | Q(valid_until_latest__gte=F("valid_from_earliest")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_(
                    "The agreement ends before it starts: check “valid from” and “valid until”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(open_ended=False) | Q(valid_until=None),
                name="agreement_open_or_until",
                violation_error_message=_(
                    "Either the agreement is without an end, or it is valid until a date."
                ),
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("id")),
                name="agreement_not_its_own_predecessor",
                violation_error_message=_("An agreement cannot succeed itself."),
            ),
            ExclusionConstraint(
                name="agreement_no_overlap",
                expressions=[
                    ("parties_key", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("certain_validity", RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=BINDING_STATUSES, certain_validity__isnull=False) & ~Q(parties_key=""),
                violation_error_message=_(
                    "Another agreement of the same kind between the same parties is valid at the same time."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("partnerships:public:agreement_detail", args=[self.slug])

    @property
    def keeper(self) -> "Authority":
        """Return the authority that keeps this record: the partnership's, or the one that recorded it."""
        # agreement_has_one_keeper: where there is no partnership, somebody recorded it.
        return self.partnership.authority if self.partnership else cast("Authority", self.recorded_by)

    @property
    def keeper_id(self) -> int:
        """Return the primary key of the authority that keeps this record."""
        return self.partnership.authority_id if self.partnership else cast(int, self.recorded_by_id)

    @property
    def validity(self) -> str:
        """Return the validity in words, no more exact than it is known: “from 2014 until the end of 2017”."""
        start, end = self.valid_from, self.valid_until
        if start and end:
            return gettext("from %(start)s until %(end)s") % {"start": start, "end": end}
        if start and self.open_ended:
            return gettext("from %(start)s, without an end") % {"start": start}
        if start:
            return gettext("from %(start)s, end not known") % {"start": start}
        if end:
            return gettext("until %(end)s, beginning not known") % {"end": end}
        if self.open_ended:
            return gettext("without an end, beginning not known")
        return gettext("validity not known")

    @property
    def end(self) -> UncertainDate | None:
        """Return the last day as things stand: the one an act has set, or else the one its text says."""
        return self.last_day or self.valid_until

    def in_force_on(self, day: date) -> Certainty:
        """Tell whether the agreement is in force on a day: certainly, possibly, or not.

        By its dates and what has happened to it, not by the status that somebody has recorded; one that is not signed
        is in force on no day. A tacit renewal to come is possible, and no more.
        """
        if self.status not in PUBLIC_STATUSES or not _holds(self.possible_validity, day):
            return Certainty.NO
        return Certainty.CERTAINLY if _holds(self.certain_validity, day) else Certainty.POSSIBLY

    @property
    def notice_by(self) -> date | None:
        """Return the last day on which notice can be given; None without a notice period or a known last day."""
        if not self.notice_months or self.last_day or not self.valid_until or not self.valid_until.earliest:
            return None
        return months_before(self.valid_until.earliest, self.notice_months)

    @property
    def acts_by(self) -> date | None:
        """Return the day by which somebody has to act: the last day for notice while it is ahead, or the last day."""
        last = self.end.latest if self.end else None
        notice = self.notice_by
        return notice if notice is not None and notice >= timezone.localdate() else last


def _holds(days: DateRange | None, day: date) -> bool:
    return days is not None and day in days


@pghistory.track()
class AgreementField(Agreement.fields.through):  # type: ignore[name-defined]
    """A field of art that an agreement names; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("field of art")

    def __str__(self) -> str:
        return str(self.fieldofart)


@pghistory.track()
class AgreementElement(Agreement.elements.through):  # type: ignore[name-defined]
    """A part of a framework that an agreement carries out; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)


@pghistory.track()
class AgreementParty(models.Model):
    """An organisation named by an agreement, under the name it had when it signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="agreement_parties"
    )
    role = models.CharField(_("role"), max_length=20, choices=PartyRole, default=PartyRole.PARTY)
    name_as_signed = models.CharField(_("name as signed"), max_length=300, blank=True)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    signatory_function = models.CharField(_("in the function of"), max_length=200, blank=True)
    signed = UncertainDateField(_("signed"), null=True, blank=True)
    joined = UncertainDateField(_("party since"), null=True, blank=True)
    left = UncertainDateField(_("party until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="agreement_party_once",
                violation_error_message=_("This organisation is already a party."),
            ),
            models.CheckConstraint(
                condition=Q(joined_earliest=None)
                | Q(left_latest=None)
                | Q(left_latest__gte=F("joined_earliest")),
                name="agreement_party_leaves_after_it_joins",
                violation_error_message=_("A party leaves after it has joined: check both dates."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_signed or str(self.organisation)

    @property
    def name_then(self) -> str:
        """Return what it was called when it signed, where its former names say that this was not its name of today;
        else nothing (X04). Reads the organisation's ``former_names``."""
        signed = self.signed or self.agreement.signed
        day = signed and (signed.latest or signed.earliest)
        then = self.organisation.name_at(day) if day else ""
        return then if then not in (str(self.organisation), *self.organisation.names.values()) else ""

    @property
    def stay(self) -> str:
        """Return since and until when it is a party, where that is not the agreement's own time; empty otherwise."""
        if self.joined and self.left:
            return gettext("Party from %(joined)s until %(left)s") % {
                "joined": self.joined,
                "left": self.left,
            }
        if self.left:
            return gettext("Party until %(left)s") % {"left": self.left}
        return gettext("Party since %(joined)s") % {"joined": self.joined} if self.joined else ""

    @property
    def has_signed(self) -> bool:
        """Tell whether its signature is recorded: somebody said when, if only that the day is unknown."""
        return self.signed is not None

    @property
    def has_to_sign(self) -> bool:
        """Tell whether the agreement waits for it: parties sign; associates and witnesses may."""
        return self.role == PartyRole.PARTY and self.left is None

    @property
    def signature(self) -> str:
        """Return who signed for it, in which function, and when: “Anna Ek, chair, 12 March 2014”."""
        said = (self.signatory, self.signatory_function, str(self.signed) if self.signed else "")
        return ", ".join(one for one in said if one)


@pghistory.track()
class Article(models.Model):
    """A numbered piece of an agreement's text, in one or more languages."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="articles")
    number = models.CharField(_("number"), max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    headings = MultilingualField(_("heading"), blank=True)
    texts = MultilingualField(_("text"), long=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="article_number_once",
                # Deferred, so that two articles can change places in one save.
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another article of this agreement already has this number."),
            )
        ]

    def __str__(self) -> str:
        return f"§ {self.number} {self.headings}".strip()


class AgreementMove(Move):
    """One step in an agreement's life."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
