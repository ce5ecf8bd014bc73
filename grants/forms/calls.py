"""The forms of a call, a section each, and of its questions."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.models import Call, CallFunder, Programme
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import Organisation, Partnership
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name


def zones() -> list[tuple[str, str]]:
    """Return the time zones of Europe and UTC, as choices."""
    return [(zone, zone) for zone in sorted(available_timezones()) if zone.startswith("Europe/")] + [
        ("UTC", "UTC")
    ]


class NewCallForm(RecordForm):
    """What one knows when a call is begun; everything else follows on its page."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["programme", "names", "year", "summary"]

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the programmes of the authorities that the person works for."""
        self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
            authority__in=authorities
        ).order_by(order_by_name(), "pk")
        if not self.initial.get("year"):
            self.initial["year"] = timezone.localdate().year


class BasicsForm(RecordForm):
    """What the call is, and what it belongs to."""

    elements = ElementsField(label=_("Serves"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the applications"),
        choices=settings.CALL_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "names", "summary", "year", "languages", "partnerships", "fields", "elements",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "partnerships": forms.CheckboxSelectMultiple,
            "fields": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]
        self.fields["partnerships"].queryset = Partnership.objects.filter(  # type: ignore[attr-defined]
            authority=self.instance.authority_id
        ).order_by(order_by_name(), "pk")
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]


class TextsForm(RecordForm):
    """What applicants read."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["purpose", "eligibility", "criteria"]


class AmountsForm(RecordForm):
    """The money of the call."""

    budget = AmountFormField(label=_("Budget of the call"), required=False)
    amount_min = AmountFormField(label=_("Smallest amount"), required=False)
    amount_max = AmountFormField(label=_("Largest amount"), required=False)

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["currency", "budget", "amount_min", "amount_max", "share_max"]
        help_texts: ClassVar[dict[str, object]] = {
            "currency": _("Three capital letters, such as SEK or EUR.")
        }

    def clean_currency(self) -> str:
        """Return the code in capital letters."""
        return str(self.cleaned_data["currency"]).strip().upper()


class AfterwardsForm(RecordForm):
    """What applicants may still do once they have handed in."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["resubmission", "takes_late_completions"]
        widgets: ClassVar[dict[str, Any]] = {"resubmission": forms.RadioSelect}


class ClockField(forms.DateTimeField):
    """A day and a time on the clocks of a place that another field of the form names; cleaned to a naive moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed as it stands, without any zone."""
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment is not None else None


class WindowForm(RecordForm):
    """When the call takes applications, on the clocks of its own time zone."""

    opens_at = ClockField(label=_("Opens"), required=False)
    closes_at = ClockField(
        label=_("Closes"),
        required=False,
        help_text=_(
            "The first moment at which nothing is taken any more: midnight is 00:00 of the day after."
        ),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Both times are meant on the clocks of this place.")
    )

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["time_zone", "opens_at", "closes_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.instance.time_zone
        choices = zones()
        if now and now not in dict(choices):
            choices.insert(0, (now, now))
        self.fields["time_zone"].choices = choices  # type: ignore[attr-defined]
        for name in ("opens_at", "closes_at"):
            moment = getattr(self.instance, name)
            if moment is not None:
                self.initial[name] = moment.astimezone(ZoneInfo(now)).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        """Put both times on the clocks of the zone; refuse one that the clocks leap over in spring."""
        said = super().clean() or self.cleaned_data
        if "time_zone" not in said:
            return said
        zone = ZoneInfo(said["time_zone"])
        for name in ("opens_at", "closes_at"):
            local = said.get(name)
            if local is None:
                continue
            moment = local.replace(tzinfo=zone).astimezone(UTC)
            if moment.astimezone(zone).replace(tzinfo=None) != local:
                self.add_error(
                    name, _t("The clocks are set forward that night, and this time does not exist there.")
                )
                continue
            said[name] = moment
        return said

    def changes(self) -> dict[str, Any]:
        """Return what is to change; in another zone the same clock times are other moments."""
        changed = super().changes()
        if "time_zone" in changed:
            changed |= {name: self.cleaned_data[name] for name in ("opens_at", "closes_at")}
        return changed


class FunderForm(RecordForm):
    """A body that pays for the call."""

    cap = AmountFormField(label=_("Cap for each application"), required=False)

    class Meta:
        model = CallFunder
        fields: ClassVar[list[str]] = ["organisation", "role", "share", "cap"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(  # type: ignore[attr-defined]
            order_by_name(), "pk"
        )


class CopyForm(forms.Form):
    """The year of the new edition."""

    year = forms.IntegerField(label=_("Year of the new edition"), min_value=1990, max_value=2100)


class StepForm(forms.Form):
    """The version a step in a call's life begins from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(StepForm):
    """Withdrawing says why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
