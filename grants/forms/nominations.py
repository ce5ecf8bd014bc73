"""Who is nominated, by which organisation, and why."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation


class NominationForm(forms.Form):
    """A nominee with the reasons, in the name of one of the organisations that the person acts for."""

    organisation = forms.ModelChoiceField(
        label=_("Your organisation"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose who nominates.")},
    )
    name = forms.CharField(label=_("Name of the nominee"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The nominee is told there, and only an account with this address can accept."),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The authority reads them."),
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Say why you nominate this person.")},
    )
    rank = forms.IntegerField(
        label=_("Rank among your nominees"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("1 is the first. Leave it empty where you make no order."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["organisation"])
        mine = Organisation.objects.filter(pk__in=user.representations.values("organisation"))
        field.queryset = mine.order_by("pk")
        if len(mine) == 1:
            self.initial.setdefault("organisation", mine[0])

    @property
    def values(self) -> dict[str, Any]:
        """Return what the domain writes."""
        return {name: self.cleaned_data[name] for name in ("name", "reasons", "rank")}
