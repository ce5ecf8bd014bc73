"""Calls: dated editions of a programme, with the form that applicants fill in."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import (
    Audience,
    CallRoute,
    CallStatus,
    CountIn,
    FormStage,
    FunderRole,
    Meaning,
    QuestionKind,
    RateDay,
    Resubmission,
)
from grants.models.spending import keeps_budget
from grants.querysets.calls import CallQuerySet
from portal.core.collation import SortKeyField
from portal.core.models import Move
from portal.core.multilingual import JsonType, MultilingualField
from portal.core.uncertain import UncertainDateField

TEXT_KINDS = [QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.RICH_TEXT]
# Facts of which an application has one, wherever lists and rules look for it.
MEANT_ONCE = [Meaning.TITLE, Meaning.REQUESTED, Meaning.PERIOD, Meaning.BUDGET]


@pghistory.track()
class Call(models.Model):
    """An invitation to apply within a window of time, for a purpose, with a sum and a form."""

    programme = models.ForeignKey("grants.Programme", on_delete=models.PROTECT, related_name="calls")
    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="calls")
    partnerships = models.ManyToManyField(
        "partnerships.Partnership",
        blank=True,
        related_name="calls",
        verbose_name=_("belongs to partnerships"),
    )
    fields = models.ManyToManyField(
        "partnerships.FieldOfArt", blank=True, related_name="+", verbose_name=_("fields")
    )
    elements = models.ManyToManyField(
        "partnerships.FrameworkElement", blank=True, related_name="calls", verbose_name=_("serves")
    )

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("title"))
    sort_key = SortKeyField(source="names")
    summary = MultilingualField(_("summary"), blank=True)
    purpose = MultilingualField(_("purpose"), blank=True, long=True)
    eligibility = MultilingualField(_("who can apply"), blank=True, long=True)
    criteria = MultilingualField(_("how applications are assessed"), blank=True, long=True)
    year = models.PositiveSmallIntegerField(_("year of the edition"))
    languages = ArrayField(models.CharField(max_length=10), default=list, verbose_name=_("languages"))

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    meets_on = models.DateField(
        _("day of the meeting that decides"),
        null=True,
        blank=True,
        help_text=_("Where a deadline or the earliest start is counted from it."),
    )
    historic_window = UncertainDateField(
        _("window of a past edition"), null=True, blank=True, help_text=_("Where exact times are not known.")
    )
    time_zone = models.CharField(_("time zone"), max_length=60)
    currency = models.CharField(_("currency"), max_length=3)
    other_currencies = ArrayField(
        models.CharField(max_length=3),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("other currencies in budgets"),
        help_text=_(
            "Lines of a budget can be typed in these too; they count at the European Central Bank's rate."
        ),
    )
    rate_day = models.CharField(_("rates are those of"), max_length=10, choices=RateDay, blank=True)
    rates_on = models.DateField(_("day of the rates"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget of the call"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    amount_min = models.DecimalField(
        _("smallest amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    amount_max = models.DecimalField(
        _("largest amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    share_max = models.PositiveSmallIntegerField(
        _("largest share of the cost, per cent"), null=True, blank=True
    )

    route = models.CharField(
        _("how one takes part"), max_length=12, choices=CallRoute, default=CallRoute.APPLICATION
    )
    nominations_max = models.PositiveSmallIntegerField(
        _("nominations of each body, at most"),
        null=True,
        blank=True,
        help_text=_("Where one is nominated for the call. Empty: as many as they like."),
    )
    completion_days = models.PositiveSmallIntegerField(
        _("days to complete an application after a request"), null=True, blank=True
    )
    completion_in_working_days = models.BooleanField(_("working days"), default=False)
    incomplete_is_late = models.BooleanField(_("incomplete after that counts as late"), default=False)
    awards_published = models.BooleanField(_("the list of grants is published"), default=True)
    decision_final = models.BooleanField(
        _("the decision cannot be appealed"), default=False, help_text=_("Where the law of the call says so.")
    )
    carries = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("carries"),
        help_text=_("Numbers of the rules in the call's own text, such as R4."),
    )
    resubmission = models.CharField(
        _("handing in again"), max_length=30, choices=Resubmission, default=Resubmission.NONE
    )
    takes_late_completions = models.BooleanField(
        _("late answers to requests for completion are taken, and marked as late"), default=False
    )

    status = models.CharField(_("status"), max_length=12, choices=CallStatus, default=CallStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "slug"]
        indexes = [models.Index(fields=["status", "closes_at"]), models.Index(fields=["authority", "year"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message=_("The call closes before it opens: check both times."),
            ),
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(amount_max=None) | Q(amount_max__gte=F("amount_min")),
                name="call_amounts_in_order",
                violation_error_message=_("The largest amount is smaller than the smallest."),
            ),
            models.CheckConstraint(
                condition=Q(other_currencies=[]) | ~Q(rate_day=""),
                name="call_other_currencies_with_rates",
                violation_error_message=_("Say of which day the rates of the other currencies are."),
            ),
            models.CheckConstraint(
                condition=Q(rate_day=RateDay.FIXED, rates_on__isnull=False)
                | (~Q(rate_day=RateDay.FIXED) & Q(rates_on=None)),
                name="call_rates_on_a_day",
                violation_error_message=_("Give the rates a day of their own only where they are of one."),
            ),
            models.CheckConstraint(
                condition=Q(share_max=None) | Q(share_max__range=(1, 100)),
                name="call_share_in_per_cent",
                violation_error_message=_("The share is a number of per cent between 1 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(status=CallStatus.PUBLISHED)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="call_published_with_window",
                violation_error_message=_("Say when the call opens and closes before you publish it."),
            ),
        ]
        triggers = [keeps_budget()]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("grants:public:call_detail", args=[self.slug])


@pghistory.track()
class CallFunder(models.Model):
    """An authority or another body that pays for a call, with its share and cap."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="funders")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=FunderRole, default=FunderRole.FUNDER)
    share = models.PositiveSmallIntegerField(_("share, per cent"), null=True, blank=True)
    cap = models.DecimalField(
        _("cap for each application"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    carries = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("carries"),
        help_text=_("Numbers of the rules in the call's own text, such as R4."),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                name="call_funder_once",
                violation_error_message=_("This funder is already named."),
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__range=(1, 100)),
                name="call_funder_share_in_per_cent",
                violation_error_message=_("The share is a number of per cent between 1 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@pghistory.track()
class Question(models.Model):
    """One question of a call's form."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=60)
    section = MultilingualField(_("section"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    labels = MultilingualField(_("question"))
    help_texts = MultilingualField(_("help"), blank=True)
    required = models.BooleanField(_("must be answered"), default=True)
    in_all_languages = models.BooleanField(
        _("answered in each language of the call"), default=False, help_text=_("Only for texts.")
    )
    min_length = models.PositiveIntegerField(_("shortest length"), null=True, blank=True)
    max_length = models.PositiveIntegerField(_("greatest length"), null=True, blank=True)
    count_in = models.CharField(
        _("length counted in"), max_length=12, choices=CountIn, default=CountIn.CHARACTERS
    )
    options = models.JSONField(
        _("options"),
        default=list,
        blank=True,
        help_text=_("A list of codes with their words in each language."),
    )
    shape = models.JSONField(
        _("shape"),
        default=dict,
        blank=True,
        help_text=_(
            "The columns of rows, what the budget distinguishes, and how many rows or files there may be."
        ),
    )
    shown_if = models.JSONField(
        _("asked only if"),
        null=True,
        blank=True,
        help_text=_("The code of another question and the answers to it with which this one is asked."),
    )
    meaning = models.CharField(_("what the answer tells"), max_length=30, choices=Meaning, blank=True)
    audience = models.CharField(
        _("who may read the answer"), max_length=20, choices=Audience, default=Audience.ORDINARY
    )
    stage = models.CharField(
        _("when it is asked"),
        max_length=12,
        choices=FormStage,
        default=FormStage.ANY,
        db_default=FormStage.ANY,
        help_text=_(
            "At one of two stages of the application, where the call has them, or with the report afterwards."
        ),
    )
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("A removed question keeps the answers that drafts had given.")
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code"],
                name="question_code_once",
                violation_error_message=_("Another question of this call already has this code."),
            ),
            models.UniqueConstraint(
                fields=["call", "meaning"],
                condition=Q(meaning__in=MEANT_ONCE, removed_at=None),
                name="question_meaning_once",
                violation_error_message=_("Another question of this call already asks for this fact."),
            ),
            models.CheckConstraint(
                condition=Q(min_length=None) | Q(max_length=None) | Q(max_length__gte=F("min_length")),
                name="question_lengths_in_order",
                violation_error_message=_("The greatest length is smaller than the shortest."),
            ),
            models.CheckConstraint(
                condition=Q(in_all_languages=False) | Q(kind__in=TEXT_KINDS),
                name="question_in_all_languages_is_text",
                violation_error_message=_("Only texts can be asked for in each language of the call."),
            ),
            models.CheckConstraint(
                condition=Exact(JsonType(F("shape")), Value("object")),
                name="question_shape_is_object",
                violation_error_message=_("The shape of a question is a map."),
            ),
            models.CheckConstraint(
                condition=Q(shown_if__isnull=True) | Q(shown_if__has_keys=["question", "is"]),
                name="question_shown_if_names_answers",
                violation_error_message=_(
                    "Name a question and the answers to it with which this one is asked."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.labels)


class CallMove(Move):
    """One step in a call's life."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
