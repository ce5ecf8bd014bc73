"""The forms of organisations and their parts."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.enums import RegionTier
from partnerships.forms.fields import RecordForm
from partnerships.models import FormerName, Organisation, RegistrationNumber


class OrganisationForm(RecordForm):
    """What a body is called, what kind it is and where it is."""

    picks: ClassVar[dict[str, str]] = {"municipality": "municipalities"}

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = [
            "names", "acronym", "kind", "size", "parent", "region", "municipality", "website",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["municipality"]
        places.queryset = places.queryset.filter(tier=RegionTier.MUNICIPALITY)  # type: ignore[attr-defined]


class OrganisationDescriptionForm(RecordForm):
    """What a body does."""

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["description"]


class FormerNameForm(RecordForm):
    """A name that a body had before (X04)."""

    class Meta:
        model = FormerName
        fields: ClassVar[list[str]] = ["name", "language", "period"]
        help_texts: ClassVar[dict[str, object]] = {
            "period": _("As uncertain as it is known: 2011/2019, or until 2019.")
        }


class RegistrationNumberForm(RecordForm):
    """The number that a public register knows a body by."""

    class Meta:
        model = RegistrationNumber
        fields: ClassVar[list[str]] = ["list_code", "number"]

    def clean_list_code(self) -> str:
        """Take lower case for what it means."""
        return str(self.cleaned_data["list_code"]).upper()
