"""The forms of places."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import FormerRegionName, Region


class RegionForm(RecordForm):
    """What a place is called, where it lies and which codes it has."""

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = [
            "names", "tier", "parent", "country", "iso_3166_2", "nuts_code", "nuts_version", "in_eu",
            "latitude", "longitude",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, object]] = {
            "names": _(
                "Languages left empty get the name that belongs to the code, where the lists know one."
            ),
            "iso_3166_2": _("One or more, separated by commas, such as SE-O. Empty where none fits."),
            "nuts_code": _("Such as SE232. Empty where none fits."),
            "nuts_version": _("The year of the list, such as 2024."),
            "latitude": _("For the map, such as 57.70887."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The codes may name the place; the domain asks for a name where they do not.
        self.fields["names"].required = False

    def clean_country(self) -> str:
        """Take lower case for what it means."""
        return str(self.cleaned_data["country"]).upper()

    def clean_iso_3166_2(self) -> list[str]:
        """Take lower case and empty places between commas for what they mean."""
        return [code.upper() for code in self.cleaned_data["iso_3166_2"] if code]

    def clean_nuts_code(self) -> str:
        """Take lower case for what it means."""
        return str(self.cleaned_data["nuts_code"]).upper()


class RegionProfileForm(RecordForm):
    """What one should know of a place: its cities, its houses, its strengths (A16)."""

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = ["profile"]


class FormerRegionNameForm(RecordForm):
    """A name that a place had before, or has besides."""

    class Meta:
        model = FormerRegionName
        fields: ClassVar[list[str]] = ["name", "language", "period"]
        labels: ClassVar[dict[str, object]] = {"name": _("Name")}


class RegionMembersForm(RecordForm):
    """The places that a group consists of."""

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = ["members"]
        labels: ClassVar[dict[str, object]] = {"members": _("Members")}
        widgets: ClassVar[dict[str, object]] = {"members": forms.CheckboxSelectMultiple}
