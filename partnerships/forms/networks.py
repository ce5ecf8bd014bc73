"""The forms of networks, their parts, and an authority's membership."""

from typing import Any, ClassVar

from babel.numbers import is_currency
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import ElementsField, RecordForm
from partnerships.models import (
    Authority,
    MemberCount,
    Network,
    NetworkFee,
    NetworkGroup,
    NetworkMembership,
    NetworkSeat,
)


class NetworkForm(RecordForm):
    """What a network is called, where it belongs and what it is for."""

    class Meta:
        model = Network
        fields: ClassVar[list[str]] = [
            "names", "acronym", "parent", "kind_within_parent", "siblings_within_parent", "informal", "secretariat",
            "website",
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
            "authority", "engagement", "holder", "period", "benefit", "beneficiaries", "elements",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        membership = self.instance
        if membership.pk:
            del self.fields["authority"]
            self.fields["elements"].limit_to(membership.authority_id)  # type: ignore[attr-defined]

    def offer(self, authorities: list[int]) -> None:
        """Offer the authorities that the person works for."""
        if "authority" in self.fields:
            choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
            self.fields["authority"].queryset = choices  # type: ignore[attr-defined]


class _OfMembershipForm(RecordForm):
    """A form of something that a membership has: a new one says whose."""

    def within(self, network: Network, authorities: list[int]) -> None:
        """Offer the memberships that the person's authorities have in the network; one that is there stays its own."""
        if self.instance.pk:
            del self.fields["membership"]
            return
        choices = NetworkMembership.objects.filter(network=network, authority__in=authorities)
        field: Any = self.fields["membership"]
        field.queryset = choices.select_related("authority__organisation")
        field.label_from_instance = lambda membership: str(membership.authority)
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]


class SeatForm(_OfMembershipForm):
    """A seat, and who holds it in what office."""

    class Meta:
        model = NetworkSeat
        fields: ClassVar[list[str]] = [
            "membership",
            "group",
            "person",
            "person_is_public",
            "office",
            "period",
        ]
        labels: ClassVar[dict[str, object]] = {"membership": _("Seat of")}

    def within(self, network: Network, authorities: list[int]) -> None:
        """Offer the network's own groups."""
        super().within(network, authorities)
        self.fields["group"].queryset = network.groups.all()  # type: ignore[attr-defined]


class FeeForm(_OfMembershipForm):
    """What the membership costs in a year."""

    class Meta:
        model = NetworkFee
        fields: ClassVar[list[str]] = ["membership", "year", "amount", "currency", "due_on", "paid_on"]
        labels: ClassVar[dict[str, object]] = {"membership": _("Paid by")}
        help_texts: ClassVar[dict[str, object]] = {"currency": _("Three letters, such as SEK or EUR.")}

    def clean_currency(self) -> str:
        """Take lower case for what it means, and refuse what is no currency."""
        code = str(self.cleaned_data["currency"]).strip().upper()
        if not is_currency(code):
            sentence = _t("“%(code)s” is not a currency. Write its three letters, such as SEK or EUR.")
            raise forms.ValidationError(sentence % {"code": code}, code="currency")
        return code
