"""Forms with moments: when a call is open, more time for it, and a deadline that becomes its closing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.domain.clocks import moments_on
from grants.models import Call
from partnerships.forms.fields import RecordForm
from portal.core.moments import say_moment
from portal.core.multilingual.forms import MultilingualFormField

WHICH = "_which"


def zones() -> list[tuple[str, str]]:
    """Return the time zones of Europe and UTC, as choices."""
    return [(zone, zone) for zone in sorted(available_timezones()) if zone.startswith("Europe/")] + [
        ("UTC", "UTC")
    ]


class ClockField(forms.DateTimeField):
    """A day and a time on the clocks of a place that another field of the form names; cleaned to a naive moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed as it stands, without any zone."""
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment is not None else None


class WhichField(forms.ChoiceField):
    """Which of two moments is meant that the clocks show alike, told apart by their distance from UTC."""

    widget = forms.RadioSelect

    def __init__(self, found: Sequence[datetime], zone: str, **kwargs: Any) -> None:
        choices = [(str(place), say_moment(moment, zone)) for place, moment in enumerate(found)]
        super().__init__(
            choices=choices,
            required=False,
            label=_("Which of the two"),
            help_text=_("The clocks are set back that night, and this time comes twice."),
            **kwargs,
        )


def put_on_clocks(form: Any, name: str, local: datetime, zone: str) -> datetime | None:
    """Return the moment of a clock time; None, with what to do beside the field, where there is none or two of it."""
    found = moments_on(local.date(), local.time(), zone)
    if not found:
        form.add_error(name, _t("The clocks are set forward that night, and this time does not exist there."))
        return None
    if len(found) == 1:
        return found[0]
    which = form.data.get(form.add_prefix(name + WHICH), "")
    if which in {"0", "1"}:
        return found[int(which)]
    form.fields[name + WHICH] = WhichField(found, zone)
    form.add_error(
        name, _t("The clocks are set back that night, and this time comes twice. Choose which one is meant.")
    )
    return None


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

    def arrange_fields(self) -> None:
        """Show the moments on the call's clocks, and which of two it is where they show it twice."""
        super().arrange_fields()
        now = self.instance.time_zone
        choices = zones()
        if now and now not in dict(choices):
            choices.insert(0, (now, now))
        self.fields["time_zone"].choices = choices  # type: ignore[attr-defined]
        self.before = {name: getattr(self.instance, name) for name in ("opens_at", "closes_at")}
        for name, moment in self.before.items():
            if moment is None:
                continue
            local = moment.astimezone(ZoneInfo(now)).replace(tzinfo=None)
            self.initial[name] = local
            found = moments_on(local.date(), local.time(), now)
            if len(found) > 1:
                self.fields[name + WHICH] = WhichField(found, now)
                self.initial[name + WHICH] = str(found.index(moment))

    def clean(self) -> dict[str, Any]:
        """Put both times on the clocks of the zone; ask where they show one twice, refuse one that they leap over."""
        said = super().clean() or self.cleaned_data
        if "time_zone" not in said:
            return said
        for name in ("opens_at", "closes_at"):
            local = said.get(name)
            if local is None:
                continue
            moment = put_on_clocks(self, name, local, said["time_zone"])
            if moment is not None:
                said[name] = moment
        return said

    def changes(self) -> dict[str, Any]:
        """Return what is to change; in another zone the same clock times are other moments."""
        changed = super().changes()
        chosen = [name.removesuffix(WHICH) for name in changed if name.endswith(WHICH)]
        changed = {name: value for name, value in changed.items() if not name.endswith(WHICH)}
        again = ("opens_at", "closes_at") if "time_zone" in changed else chosen
        return changed | {name: self.cleaned_data[name] for name in again}


class ExtendForm(forms.Form):
    """A later closing and its reason."""

    closes_at = ClockField(
        label=_("Closes"),
        help_text=_("The first moment at which nothing is taken any more, by the call's clocks."),
    )
    reasons = MultilingualFormField(
        label=_("Reason"), long=True, help_text=_("Published with the call, in the languages you write.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    zone = "UTC"

    def clean(self) -> dict[str, Any]:
        """Put the time on the call's clocks."""
        said = super().clean() or self.cleaned_data
        local = said.get("closes_at")
        if local is not None:
            said["closes_at"] = put_on_clocks(self, "closes_at", local, self.zone)
        return said


class UseWindowForm(forms.Form):
    """Which of two moments closes the call, where the clocks show its time twice."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, closes: Sequence[datetime], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closes = closes
        if len(closes) > 1:
            self.fields["which"] = WhichField(closes, zone)
            self.fields["which"].required = True

    def closing(self) -> datetime:
        """Return the moment that is meant."""
        return self.closes[int(self.cleaned_data.get("which") or 0)]
