"""The form of an authority."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import Authority


class AuthorityForm(RecordForm):
    """In which languages, which money and which time an authority works, and what it says of itself."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.CONTENT_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which names, agreements and calls are written."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone) for zone in sorted(available_timezones()) if zone.startswith("Europe/")],
        help_text=_("Deadlines are counted by its clocks."),
    )

    class Meta:
        model = Authority
        fields: ClassVar[list[str]] = ["languages", "currency", "time_zone", "diary_series", "introduction"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["diary_series"].help_text = _(
            "Stands before the numbers of cases, as in “VGR 2026-00012”."
        )

    def clean_currency(self) -> str:
        """Take lower case for what it means."""
        return str(self.cleaned_data["currency"]).upper()
