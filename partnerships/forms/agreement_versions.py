"""Forms about versions of an agreement's text."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class KeepVersionForm(forms.Form):
    """What the version is kept for."""

    note = forms.CharField(
        label=capfirst(_("note")),
        max_length=300,
        required=False,
        help_text=_("What this version is for, such as “after the meeting in Aarhus”."),
    )
