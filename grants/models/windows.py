"""When applications are taken: deadlines, rolling windows with batches, and what a deadline counts from."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import WindowAnchor, WindowKind
from grants.models.call_parts import CallPart, Strand
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Window(CallPart):
    """A time in which something is handed in: a round, a stage, a strand's own deadline.

    Days and times are as exact as the call's text has them; what the portal enforces is the call's ``opens_at`` and
    ``closes_at``.
    """

    call = models.ForeignKey("grants.Call", on_delete=models.CASCADE, related_name="windows")
    strand = models.ForeignKey(
        Strand,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="windows",
        verbose_name=_("strand"),
    )
    kind = models.CharField(
        _("what is handed in"), max_length=12, choices=WindowKind, default=WindowKind.APPLICATION
    )
    anchor = models.CharField(
        _("the deadline is"), max_length=16, choices=WindowAnchor, default=WindowAnchor.FIXED
    )
    opens = UncertainDateField(_("opens"), null=True, blank=True)
    closes = UncertainDateField(_("closes"), null=True, blank=True)
    closes_time = models.TimeField(_("time of closing"), null=True, blank=True)
    yearly_day = models.CharField(
        _("day of the year"), max_length=5, blank=True, help_text=_("Month and day, such as 03-15.")
    )
    days_before = models.PositiveSmallIntegerField(_("days before"), null=True, blank=True)
    opens_days_before = models.PositiveSmallIntegerField(
        _("opens so many days before the deadline"), null=True, blank=True
    )
    batch_day = models.PositiveSmallIntegerField(
        _("a batch closes each month on"),
        null=True,
        blank=True,
        help_text=_("A day that a month does not have is its last day."),
    )
    months_left_out = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("months without a batch"),
    )
    batch_days = ArrayField(
        models.DateField(),
        default=list,
        db_default=[],
        blank=True,
        verbose_name=_("days on which batches close"),
        help_text=_("Where it is not the same day of each month. Nothing is taken after the last of them."),
    )
    decision_days = models.PositiveSmallIntegerField(
        _("days until a batch is decided, at most"),
        null=True,
        blank=True,
        help_text=_("Counted from the day on which it closes."),
    )
    decided = models.CharField(
        _("decision"), max_length=60, blank=True, help_text=_("As the call says it, such as May.")
    )
    notes = MultilingualField(_("note"), blank=True)

    LAST_DAY = 31

    class Meta(CallPart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(anchor=WindowAnchor.ROLLING) | Q(batch_day=None, batch_days=[]),
                name="window_batches_all_the_time",
                violation_error_message=_("Only what is taken all the time has batches."),
            ),
            models.CheckConstraint(
                condition=Q(batch_day=None) | Q(batch_day__range=(1, 31), batch_days=[]),
                name="window_batches_monthly_or_listed",
                violation_error_message=_(
                    "Batches close on one day of each month, from 1 to 31, or on days that are listed: not on both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(months_left_out=[])
                | Q(
                    batch_day__isnull=False,
                    months_left_out__contained_by=list(range(1, 13)),
                    months_left_out__len__lte=11,
                ),
                name="window_months_left_out_of_each_month",
                violation_error_message=_(
                    "Leave months out only where a batch closes each month, and not all twelve of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decision_days=None) | Q(batch_day__isnull=False) | ~Q(batch_days=[]),
                name="window_decision_days_of_batches",
                violation_error_message=_("Only batches are decided so many days after they close."),
            ),
            models.CheckConstraint(
                condition=Q(yearly_day="") | Q(yearly_day__regex=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
                name="window_day_of_year",
                violation_error_message=_("Write month and day, such as 03-15."),
            ),
            models.CheckConstraint(
                condition=~Q(anchor=WindowAnchor.YEARLY) | ~Q(yearly_day=""),
                name="window_yearly_with_day",
                violation_error_message=_("Say on which day of the year it closes."),
            ),
            models.CheckConstraint(
                condition=~Q(anchor__in=[WindowAnchor.BEFORE_START, WindowAnchor.BEFORE_MEETING])
                | Q(days_before__isnull=False),
                name="window_before_with_days",
                violation_error_message=_("Say how many days before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.closes or self.yearly_day}"

    @property
    def has_batches(self) -> bool:
        """Tell whether what is received up to some moments is treated and decided together."""
        return self.batch_day is not None or bool(self.batch_days)
