"""Which past is asked for: a day and time of the portal's knowledge, and a day of the world."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The last moment of a day, to the minute that people write.
END_OF_DAY = time(23, 59, 59, 999999)


class AsOfForm(forms.Form):
    """A day, and perhaps a time, in the authority's zone; empty is now. Without a day of validity it is the same day."""

    recorded = forms.DateField(
        label=_("As the portal knew it on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("What had been entered by the end of this day."),
    )
    at = forms.TimeField(
        label=_("at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Only for a moment within the day."),
    )
    valid = forms.DateField(
        label=_("What held on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("A day in the past or ahead, by the dates in the records. Empty for the same day."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    def clean(self) -> dict[str, Any]:
        """Put the moment together, and refuse one that lies ahead or a time without its day."""
        data: dict[str, Any] = super().clean() or {}
        day, clock = data.get("recorded"), data.get("at")
        if clock is not None and day is None and "recorded" not in self.errors:
            self.add_error("recorded", _("Say on which day."))
        today = timezone.localdate(timezone=self.zone)
        if day is None:
            return data
        moment = datetime.combine(
            day, clock.replace(second=59, microsecond=999999) if clock else END_OF_DAY, self.zone
        )
        if day > today or (clock is not None and datetime.combine(day, clock, self.zone) > timezone.now()):
            self.add_error(
                "recorded",
                _(
                    "This lies ahead: the portal cannot know yet what will be entered by then. Choose a day until today."
                ),
            )
        data["moment"] = min(moment, timezone.now())
        return data
