"""The forms of networks, their parts, and an authority's membership."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import ElementsField, RecordForm
from partnerships.models import Authority, MemberCount, Network, NetworkGroup, NetworkMembership


class NetworkForm(RecordForm):
    """What a network is called, where it belongs and what it is for."""

    class Meta:
        model = Network
        fields: ClassVar[list[str]] = [
            "names", "acronym", "parent", "kind_within_parent", "siblings_within_parent", "secretariat", "website",
        ]  # fmt: skip


class NetworkMissionForm(RecordForm):
    """What a network is for."""

    class Meta:
        model = Network
        fields: ClassVar[list[str]] = ["mission"]


class NetworkGroupForm(RecordForm):
    """A committee or working group of a network."""

    class Meta:
        model = NetworkGroup
        fields: ClassVar[list[str]] = ["kind", "names"]


class MemberCountForm(RecordForm):
    """How many members a network had, and when (X05)."""

    class Meta:
        model = MemberCount
        fields: ClassVar[list[str]] = ["count", "as_of"]


class MembershipForm(RecordForm):
    """An authority's place in a network (B07, B12)."""

    elements = ElementsField(label=_("Serves these aims"))

    class Meta:
        model = NetworkMembership
        fields: ClassVar[list[str]] = [
            "authority", "engagement", "holder", "period", "seats", "benefit", "beneficiaries", "fee", "elements",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}
        widgets: ClassVar[dict[str, object]] = {"seats": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        membership = self.instance
        self.fields["seats"].queryset = membership.network.groups.all()  # type: ignore[attr-defined]
        if membership.pk:
            del self.fields["authority"]
            self.fields["elements"].limit_to(membership.authority_id)  # type: ignore[attr-defined]

    def offer(self, authorities: list[int]) -> None:
        """Offer the authorities that the person works for."""
        if "authority" in self.fields:
            choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
            self.fields["authority"].queryset = choices  # type: ignore[attr-defined]
