"""The forms of a call's parts: funders, strands, windows, envelopes, rates, criteria, bodies, instalments, duties."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.domain.batches import MONTHS, name_of_month
from grants.domain.countries import country_names
from grants.forms.days import DaysField
from grants.forms.places import PlacesField
from grants.models import (
    CallBody,
    CallFunder,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Strand,
    Window,
)
from partnerships.forms.fields import RecordForm
from partnerships.models import Organisation
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name

DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME_INPUT = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MONTH_DAY_LENGTH = 5


class FunderForm(RecordForm):
    """A body that pays for the call."""

    cap = AmountFormField(
        label=_("Cap for each application"), required=False, help_text=_("In the currency of the call.")
    )

    class Meta:
        model = CallFunder
        fields: ClassVar[list[str]] = ["organisation", "role", "share", "cap"]
        labels: ClassVar[dict[str, object]] = {"organisation": _("Organisation")}
        help_texts: ClassVar[dict[str, object]] = {
            "share": _("All funders together pay at most 100 per cent. Empty where the call does not say."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(  # type: ignore[attr-defined]
            order_by_name(), "pk"
        )


class StrandForm(RecordForm):
    """A line of the call with amounts, places or deadlines of its own."""

    amount_min = AmountFormField(label=_("Smallest amount"), required=False)
    amount_max = AmountFormField(label=_("Largest amount"), required=False)
    destinations = PlacesField(label=_("Destinations"), required=False)

    class Meta:
        model = Strand
        fields: ClassVar[list[str]] = [
            "names", "amount_min", "amount_max", "share_max", "places_count", "destinations",
        ]  # fmt: skip


class WindowForm(RecordForm):
    """A round, a stage, or a strand's own deadline, as exact as the call's text has it."""

    yearly_day = forms.CharField(
        label=_("Day of the year"), required=False, help_text=_("Month and day, such as 03-15."), max_length=5
    )

    batch_day = forms.TypedChoiceField(
        label=_("A batch closes each month on"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only for what is taken all the time. A day that a month does not have is its last day."),
    )
    months_left_out = forms.TypedMultipleChoiceField(
        label=_("Months without a batch"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is received then falls into the next batch."),
    )
    batch_days = DaysField(
        label=_("Days on which batches close"),
        help_text=_(
            "One a line, such as 2027-03-15, where it is not the same day of each month. Nothing is taken after the "
            "last of them."
        ),
    )

    class Meta:
        model = Window
        fields: ClassVar[list[str]] = [
            "kind", "strand", "anchor", "opens", "closes", "yearly_day", "closes_time", "days_before",
            "opens_days_before", "batch_day", "months_left_out", "batch_days", "decision_days", "decided", "notes",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"closes_time": TIME_INPUT}
        help_texts: ClassVar[dict[str, object]] = {
            "strand": _("Empty: for every strand."),
            "closes_time": _("On the clocks of the call. Empty: until the end of that day."),
            "days_before": _("Only for a deadline before the start or before the meeting."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strand"].queryset = self.instance.call.strands.all()  # type: ignore[attr-defined]
        days = [(day, str(day)) for day in range(1, Window.LAST_DAY)]
        last = (Window.LAST_DAY, _t("its last day"))
        self.fields["batch_day"].choices = [("", "–"), last, *days]  # type: ignore[attr-defined]
        self.fields["months_left_out"].choices = [  # type: ignore[attr-defined]
            (month, name_of_month(month)) for month in range(1, MONTHS + 1)
        ]

    def clean_yearly_day(self) -> str:
        """Return month and day with both their digits: 3-15 is 03-15."""
        typed = str(self.cleaned_data["yearly_day"]).strip()
        month, separator, day = typed.partition("-")
        if not separator:
            return typed
        return f"{month.zfill(2)}-{day.zfill(2)}"[:MONTH_DAY_LENGTH]


class EnvelopeForm(RecordForm):
    """A part of the call's money that is set aside."""

    amount = AmountFormField(label=_("Amount"), required=False)
    places = PlacesField(label=_("Countries or regions"), required=False)

    class Meta:
        model = Envelope
        fields: ClassVar[list[str]] = ["names", "amount", "share", "period", "for_all", "places", "funder"]
        help_texts: ClassVar[dict[str, object]] = {
            "share": _("Of the call's budget. Give either an amount or a share."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = self.instance.call.funders.select_related(  # type: ignore[attr-defined]
            "organisation"
        )


class RateForm(RecordForm):
    """A fixed sum by which amounts are calculated."""

    amount = AmountFormField(label=_("Amount"))
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("Empty: wherever no other rate holds.")
    )
    is_capital = forms.NullBooleanField(
        label=_("In the capital region"),
        required=False,
        widget=forms.Select(choices=[("", _("makes no difference")), ("true", _("yes")), ("false", _("no"))]),
    )

    class Meta:
        model = FlatRate
        fields: ClassVar[list[str]] = ["kind", "country", "is_capital", "amount"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *country_names().items()]  # type: ignore[attr-defined]


class CriterionForm(RecordForm):
    """What applications are assessed by."""

    class Meta:
        model = Criterion
        fields: ClassVar[list[str]] = ["names", "weight", "is_preference"]
        help_texts: ClassVar[dict[str, object]] = {
            "weight": _(
                "All criteria together weigh at most 100 per cent. Empty where the call gives no weights."
            ),
        }


class BodyForm(RecordForm):
    """A jury, committee or official that proposes, advises or decides."""

    above = AmountFormField(label=_("Above"), required=False, help_text=_("Takes part only above this sum."))
    up_to = AmountFormField(label=_("Up to"), required=False, help_text=_("Takes part only up to this sum."))

    class Meta:
        model = CallBody
        fields: ClassVar[list[str]] = [
            "names", "role", "organisation", "members", "members_per_side", "above", "up_to", "is_joint",
            "decides_by", "session_numbered",
        ]  # fmt: skip


class InstalmentForm(RecordForm):
    """A part of a grant and what makes it due."""

    class Meta:
        model = Instalment
        fields: ClassVar[list[str]] = ["share", "trigger", "on_day", "funder", "notes"]
        widgets: ClassVar[dict[str, Any]] = {"on_day": DAY_INPUT}
        help_texts: ClassVar[dict[str, object]] = {
            "on_day": _("Only where it is due on a day."),
            "funder": _("Empty: all of them, each its part."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = self.instance.call.funders.select_related(  # type: ignore[attr-defined]
            "organisation"
        )


class DutyForm(RecordForm):
    """What a grantee owes afterwards, and by when."""

    class Meta:
        model = Duty
        fields: ClassVar[list[str]] = ["kind", "anchor", "months", "days", "texts", "explain_above"]

    def clean(self) -> dict[str, Any]:
        """Ask for a time where the duty has one."""
        said = super().clean() or self.cleaned_data
        if said.get("months") is not None and said.get("days") is not None:
            raise ValidationError(_t("Give the time in months or in days, not in both."))
        return said
