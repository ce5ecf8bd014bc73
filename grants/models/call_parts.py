"""What a call is made of besides its texts and its form: strands, windows, money, bodies, payment, duties."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.enums import (
    BodyRole,
    DutyAnchor,
    DutyKind,
    EnvelopePeriod,
    InstalmentTrigger,
    RateKind,
)
from grants.models.spending import keeps_ceiling
from portal.core.multilingual import MultilingualField


class CallPart(models.Model):
    """What every part of a call has: its place, and which rules of the call's own text it carries."""

    position = models.PositiveSmallIntegerField(default=0)
    carries = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("carries"),
        help_text=_("Numbers of the rules in the call's own text, such as R4."),
    )

    class Meta:
        abstract = True
        ordering = ["position", "id"]


@pghistory.track()
class Strand(CallPart):
    """A line of a call with amounts, places or deadlines of its own: a destination, a tier, an action."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="strands")
    code = models.SlugField(_("code"), max_length=60)
    names = MultilingualField(_("name"))
    amount_min = models.DecimalField(
        _("smallest amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    amount_max = models.DecimalField(
        _("largest amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    share_max = models.PositiveSmallIntegerField(
        _("largest share of the cost, per cent"), null=True, blank=True
    )
    places_count = models.PositiveSmallIntegerField(_("number of places"), null=True, blank=True)
    destinations = ArrayField(
        models.CharField(max_length=6),
        default=list,
        blank=True,
        verbose_name=_("destinations"),
        help_text=_("Codes of ISO 3166, such as LT or DE-BE."),
    )

    class Meta(CallPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code"],
                name="strand_code_once",
                violation_error_message=_("Another strand of this call already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(amount_max=None) | Q(amount_max__gte=F("amount_min")),
                name="strand_amounts_in_order",
                violation_error_message=_("The largest amount is smaller than the smallest."),
            ),
            models.CheckConstraint(
                condition=Q(share_max=None) | Q(share_max__range=(1, 100)),
                name="strand_share_in_per_cent",
                violation_error_message=_("The share is a number of per cent between 1 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class Envelope(CallPart):
    """A part of the call's money: set aside for a region or a purpose, paid in by a funder, or all there is for a year."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="envelopes")
    code = models.SlugField(_("code"), max_length=60)
    names = MultilingualField(_("name"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    share = models.DecimalField(
        _("share of the budget, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    period = models.CharField(_("for"), max_length=8, choices=EnvelopePeriod, default=EnvelopePeriod.CALL)
    places = ArrayField(
        models.CharField(max_length=6), default=list, blank=True, verbose_name=_("countries or regions")
    )
    for_all = models.BooleanField(
        _("every grant is taken from it"),
        default=False,
        db_default=False,
        help_text=_("Such as “All scholarships of a year”. It has an amount, which is a limit."),
    )
    funder = models.ForeignKey(
        "grants.CallFunder",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="envelopes",
        verbose_name=_("paid in by"),
        help_text=_("What this funder gives is taken from it, and nothing else."),
    )

    class Meta(CallPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(for_all=False) | Q(amount__isnull=False, places=[], funder=None),
                name="envelope_for_all_has_an_amount",
                violation_error_message=_(
                    "What every grant is taken from has an amount, and is neither for places nor one funder's."
                ),
            ),
            models.CheckConstraint(
                condition=Q(funder=None) | Q(places=[]),
                name="envelope_of_funder_without_places",
                violation_error_message=_("What a funder pays in is not for places."),
            ),
            models.UniqueConstraint(
                fields=["call", "code"],
                name="envelope_code_once",
                violation_error_message=_("Another envelope of this call already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, share=None) | Q(amount=None, share__isnull=False),
                name="envelope_amount_or_share",
                violation_error_message=_("Give either an amount or a share."),
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gt=0))
                & (Q(share=None) | Q(share__gt=0, share__lte=100)),
                name="envelope_more_than_nothing",
                violation_error_message=_("An envelope holds more than nothing, and at most 100 per cent."),
            ),
        ]
        triggers = [keeps_ceiling()]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class FlatRate(CallPart):
    """A fixed sum by which amounts are calculated: for a journey to a place, a day there, a month."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="rates")
    kind = models.CharField(_("for"), max_length=12, choices=RateKind)
    country = models.CharField(_("country"), max_length=2, blank=True)
    is_capital = models.BooleanField(_("in the capital region"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta(CallPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind", "country", "is_capital"],
                nulls_distinct=False,
                name="flat_rate_once",
                violation_error_message=_("This call already has a rate for this."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="flat_rate_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.country} {self.amount}"


@pghistory.track()
class Criterion(CallPart):
    """What applications are assessed by, with its weight where the call gives one."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="scored_criteria")
    code = models.SlugField(_("code"), max_length=60)
    names = MultilingualField(_("criterion"))
    weight = models.PositiveSmallIntegerField(_("weight, per cent"), null=True, blank=True)
    is_preference = models.BooleanField(
        _("a preference only"), default=False, help_text=_("It ranks; it never excludes.")
    )

    class Meta(CallPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code"],
                name="criterion_code_once",
                violation_error_message=_("Another criterion of this call already has this code."),
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__range=(1, 100)),
                name="criterion_weight_in_per_cent",
                violation_error_message=_("The weight is a number of per cent between 1 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class CallBody(CallPart):
    """A jury, committee or official that proposes, advises or decides, up to some amount; or who runs the call.

    Where the lead changes from year to year, each has its years and the country whose law applies in them.
    """

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="bodies")
    names = MultilingualField(_("body"))
    role = models.CharField(_("role"), max_length=12, choices=BodyRole)
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    members = models.PositiveSmallIntegerField(_("members"), null=True, blank=True)
    members_per_side = models.PositiveSmallIntegerField(_("members from each side"), null=True, blank=True)
    above = models.DecimalField(_("above"), max_digits=14, decimal_places=2, null=True, blank=True)
    up_to = models.DecimalField(_("up to"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_joint = models.BooleanField(_("all funders sit in it"), default=False)
    decides_by = models.CharField(
        _("decides by"), max_length=60, blank=True, help_text=_("As the call says it, such as 31 December.")
    )
    session_numbered = models.BooleanField(_("sessions are numbered"), default=False)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    law_of = models.CharField(
        _("country whose law applies"),
        max_length=2,
        blank=True,
        help_text=_("Two letters of ISO 3166-1, such as LT."),
    )

    class Meta(CallPart.Meta):
        verbose_name_plural = "call bodies"
        constraints = [
            models.CheckConstraint(
                condition=Q(above=None) | Q(up_to=None) | Q(up_to__gt=F("above")),
                name="call_body_amounts_in_order",
                violation_error_message=_("The upper amount lies below the lower one."),
            ),
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")),
                name="call_body_years_in_order",
                violation_error_message=_("The last year lies before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(law_of="") | Q(law_of__regex=r"^[A-Z]{2}$"),
                name="call_body_law_of_a_country",
                violation_error_message=_("A country code has two capital letters, such as SE."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class Instalment(CallPart):
    """A part of a grant and what makes it due."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="instalments")
    share = models.PositiveSmallIntegerField(
        _("share, per cent"), null=True, blank=True, help_text=_("Empty where the call does not say it.")
    )
    trigger = models.CharField(_("due"), max_length=12, choices=InstalmentTrigger)
    on_day = models.DateField(_("day"), null=True, blank=True)
    funder = models.ForeignKey(
        "grants.CallFunder",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="instalments",
        verbose_name=_("paid by"),
    )
    notes = MultilingualField(_("note"), blank=True)

    class Meta(CallPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__range=(1, 100)),
                name="instalment_share_in_per_cent",
                violation_error_message=_("The share is a number of per cent between 1 and 100."),
            ),
            models.CheckConstraint(
                condition=(Q(trigger=InstalmentTrigger.DATE) & Q(on_day__isnull=False))
                | (~Q(trigger=InstalmentTrigger.DATE) & Q(on_day=None)),
                name="instalment_on_a_day",
                violation_error_message=_(
                    "Say on which day it is paid; only an instalment on a day has one."
                ),
            ),
        ]

    def __str__(self) -> str:
        when = self.get_trigger_display()
        return when if self.share is None else f"{self.share} % {when}"


@pghistory.track()
class Duty(CallPart):
    """What a grantee owes afterwards: a report, accounts, a notice, the funder's name in print; and by when."""

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(_("duty"), max_length=12, choices=DutyKind)
    anchor = models.CharField(_("counted from"), max_length=12, choices=DutyAnchor)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    texts = MultilingualField(_("what is asked"), blank=True, long=True)
    explain_above = models.PositiveSmallIntegerField(
        _("explain a line that differs by more than, per cent"),
        null=True,
        blank=True,
        help_text=_("Of the budget's line, in the accounts of a report; 10 per cent where nothing is said."),
    )

    class Meta(CallPart.Meta):
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=Q(explain_above=None) | Q(explain_above__range=(1, 100)),
                name="duty_share_in_per_cent",
                violation_error_message=_("The share is a number of per cent between 1 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(anchor=DutyAnchor.ALWAYS) | Q(months=None, days=None),
                name="duty_always_without_time",
                violation_error_message=_("A duty that always holds has no time."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
