"""The forms of the refuge compartment. None has a field in which a person could be named."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.enums import PLACEMENT_TRANSITIONS, PlacementStatus
from exchanges.models import RefugePlacement, RefugeProgramme
from partnerships.enums import RegionTier
from partnerships.forms.fields import RecordForm
from partnerships.models import Region
from portal.core.collation import order_by_name


class ProgrammeForm(RecordForm):
    """What everybody reads of a programme."""

    class Meta:
        model = RefugeProgramme
        fields: ClassVar[list[str]] = ["names", "description", "regional_support"]
        help_texts: ClassVar[dict[str, object]] = {
            "description": _("Everybody reads this. Never write of a person who stays, or of their work.")
        }


class PlacementForm(RecordForm):
    """A municipality and a time; never a person."""

    picks: ClassVar[dict[str, str]] = {"municipality": "municipalities"}

    class Meta:
        model = RefugePlacement
        fields: ClassVar[list[str]] = ["municipality", "period"]
        help_texts: ClassVar[dict[str, object]] = {"period": _("As uncertain as is safe: 2023, since 2022.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Region.objects.filter(tier=RegionTier.MUNICIPALITY)
        home = self.instance.programme.authority.organisation.region_id
        if home is not None and towns.filter(parent=home).exists():
            towns = towns.filter(parent=home)
        self.fields["municipality"].queryset = towns.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]


class PlacementStatusForm(forms.Form):
    """The next status of a placement."""

    status = forms.ChoiceField(label=_("status"), widget=forms.RadioSelect)

    def follow(self, placement: RefugePlacement) -> None:
        """Offer the statuses that can follow the present one."""
        possible = PLACEMENT_TRANSITIONS[placement.status]
        choices = [choice for choice in PlacementStatus.choices if choice[0] in possible]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]
