"""What an agreement or a network holds beside its text: aims, joint bodies, instruments, money, and what happened when."""

from typing import cast

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.enums import AimKind, InstrumentKind, MilestoneKind, MoneyRhythm, OrganKind, SeatRole
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField, UncertainNumberField


class Content(models.Model):
    """What belongs to one agreement, or to one network that works without any."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    network = models.ForeignKey(
        "partnerships.Network", on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, network=None) | Q(agreement=None, network__isnull=False),
                name="%(class)s_of_one_record",
                violation_error_message=_("This belongs to one agreement or to one network."),
            )
        ]

    @property
    def record(self) -> models.Model:
        """Return the agreement or the network that it belongs to."""
        # One of the two is there: the constraint above sees to it.
        return cast(models.Model, self.agreement or self.network)


@pghistory.track()
class Aim(Content):
    """What the parties want to reach, or one of the pillars and themes under which they work."""

    kind = models.CharField(_("kind"), max_length=20, choices=AimKind, default=AimKind.OBJECTIVE)
    texts = MultilingualField(_("what they want"))
    named = UncertainDateField(
        _("named when"),
        null=True,
        blank=True,
        help_text=_("Where it was named in one year only, or came in later."),
    )
    article = models.CharField(
        _("where it stands"), max_length=40, blank=True, help_text=_("Such as art. 3.")
    )

    class Meta(Content.Meta):
        verbose_name = _("aim")
        verbose_name_plural = _("aims")

    def __str__(self) -> str:
        return str(self.texts)


@pghistory.track()
class Organ(Content):
    """A body that the parties set up together: a platform, a commission, a committee, a house, a grouping."""

    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organs",
        verbose_name=_("in the register as"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganKind)
    names = MultilingualField(_("name"))
    legal_personality = models.BooleanField(_("is a legal person of its own"), default=False)
    members = UncertainNumberField(_("members"), null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(_("years that a seat is held"), null=True, blank=True)
    composition = MultilingualField(_("who sits in it"), blank=True)
    tasks = MultilingualField(_("what it does"), blank=True)
    rhythm = MultilingualField(_("how often it meets"), blank=True)
    period = UncertainDateField(_("when it existed"), null=True, blank=True)

    class Meta(Content.Meta):
        verbose_name = _("joint body")
        verbose_name_plural = _("joint bodies")

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class OrganSeat(models.Model):
    """Who sits in a joint body, or leads it, and for how long."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organ_seats",
        verbose_name=_("in the register as"),
    )
    region = models.ForeignKey(
        "partnerships.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organ_seats",
        verbose_name=_("region or state"),
    )
    who = MultilingualField(_("who"))
    role = models.CharField(_("role"), max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    seats = UncertainNumberField(_("number of seats"), null=True, blank=True)
    period = UncertainDateField(_("when"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return str(self.who)

    @property
    def record(self) -> models.Model:
        """Return the agreement or the network that its body belongs to."""
        return self.organ.record


@pghistory.track()
class Instrument(Content):
    """By what the parties work: a yearly call, a residency, a fund, a website, a house."""

    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind)
    names = MultilingualField(_("name"))
    yearly = models.BooleanField(_("every year"), default=False)
    period = UncertainDateField(_("when"), null=True, blank=True)
    note = MultilingualField(_("note"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    class Meta(Content.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class Pledge(Content):
    """Money, or what is worth money, that the parties promise; never added up across unlike rows."""

    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("who pays"),
        help_text=_("Empty where the parties pay together, or the source does not say who."),
    )
    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("for the instrument"),
    )
    what = MultilingualField(_("what for, or what"))
    joint = models.BooleanField(_("together"), default=False)
    amount = UncertainNumberField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    rhythm = models.CharField(_("how often"), max_length=20, choices=MoneyRhythm, blank=True)
    in_kind = models.BooleanField(_("in kind"), default=False, help_text=_("Staff, lodging, travel, rooms."))
    period = UncertainDateField(_("when"), null=True, blank=True)

    class Meta(Content.Meta):
        verbose_name = _("promise of money")
        verbose_name_plural = _("promises of money")
        constraints = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency="") | Q(in_kind=True),
                name="pledge_with_currency",
                violation_error_message=_("Say in which currency the amount is."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)


@pghistory.track()
class Milestone(Content):
    """Something that happened once, or was planned: a signing, a body set up or dissolved, a meeting, an edition."""

    organ = models.ForeignKey(
        Organ,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("joint body"),
    )
    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("instrument"),
    )
    work_programme = models.ForeignKey(
        "partnerships.WorkProgramme",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("work programme"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MilestoneKind)
    texts = MultilingualField(_("what happened"))
    happened = UncertainDateField(_("when"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)

    class Meta(Content.Meta):
        ordering = ["happened_latest", "position", "id"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return str(self.texts)
