"""Ordering a report or a dossier."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids


class AnnualReportForm(forms.Form):
    """Of which authority, which year, in which language."""

    authority = forms.ModelChoiceField(
        label=_("Authority"), queryset=Authority.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=())
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Authority.objects.filter(pk__in=authority_ids(user, [Role.ADMINISTRATOR]))
        self.fields["authority"].queryset = mine.select_related("organisation")  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in range(this_year, 2009, -1)]  # type: ignore[attr-defined]


class DossierForm(forms.Form):
    """In which language, and whether with what is confidential."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    confidential = forms.BooleanField(
        label=_("With what is confidential"),
        required=False,
        help_text=_("Then only officers and administrators of the authority may read it."),
    )
