"""The forms of delegation orders."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.enums.meetings import DelegableKind
from grants.forms.call_parts import DAY_INPUT
from grants.forms.meetings import colleagues
from grants.models import Delegation, DelegationFunction, DelegationOrder, FunctionHolder, Programme
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.core.amounts import AmountFormField
from portal.core.files import CheckedFileFormField

DAYS: dict[str, Any] = {"adopted_on": DAY_INPUT, "valid_from": DAY_INPUT, "valid_until": DAY_INPUT}


class OrderForm(RecordForm):
    """What a delegation order is, and when it is valid."""

    picks: ClassVar[dict[str, str]] = {"body": "own-bodies"}

    class Meta:
        model = DelegationOrder
        fields: ClassVar[list[str]] = [
            "body", "reference", "adopted_on", "valid_from", "valid_until", "note",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {**DAYS, "note": forms.Textarea({"rows": 3})}


class NewOrderForm(OrderForm):
    """A delegation order of a body of one of the authorities that the person administers."""

    class Meta(OrderForm.Meta):
        fields: ClassVar[list[str]] = ["authority", *OrderForm.Meta.fields]
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person administers; one alone is chosen."""
        choices: Any = self.fields["authority"]
        choices.queryset = (
            Authority.objects.filter(pk__in=authorities).select_related("organisation").order_by("slug")
        )
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))


class OrderDocumentForm(forms.Form):
    """The text of an order as it was adopted."""

    file = CheckedFileFormField(label=_("File"))


class OrderPartForm(RecordForm):
    """A part of a delegation order; its choices are the authority's own."""

    def offer(self, order: DelegationOrder) -> None:
        """Offer what belongs to the order's authority."""


class DelegationForm(OrderPartForm):
    """A paragraph: who decides what, up to which amount, or what may not be delegated."""

    kinds = forms.MultipleChoiceField(
        label=_("Decisions"),
        choices=DelegableKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of decision.")},
    )
    up_to = AmountFormField(label=_("Up to"), required=False, help_text=_("Empty: whatever the amount."))
    above = AmountFormField(
        label=_("Reserved above"),
        required=False,
        help_text=_("Empty: whatever the amount. Only for what may not be delegated."),
    )
    role = forms.ChoiceField(
        label=_("Everybody with the role"),
        required=False,
        choices=[("", "–"), (Role.DECISION_MAKER, Role.DECISION_MAKER.label)],
        help_text=_("Whoever decides by delegation has the role of a decision maker in the portal too."),
    )

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = [
            "paragraph", "kinds", "role", "user", "function", "programme", "field", "up_to", "currency",
            "valid_from", "valid_until", "is_reserved", "above", "why",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {**DAYS, "why": forms.Textarea({"rows": 3})}
        help_texts: ClassVar[dict[str, object]] = {
            "valid_from": _("Empty: as long as the order."),
            "currency": _("Three letters, such as SEK, where there is an amount."),
        }

    def offer(self, order: DelegationOrder) -> None:
        """Offer the authority's people, functions and programmes."""
        authority = order.authority_id
        offered = {
            "user": colleagues(authority),
            "function": DelegationFunction.objects.filter(authority=authority),
            "programme": Programme.objects.filter(authority=authority),
        }
        for name, rows in offered.items():
            choices: Any = self.fields[name]
            choices.queryset = rows

    def clean_currency(self) -> str:
        """Return the code in capital letters."""
        return str(self.cleaned_data["currency"]).strip().upper()


class FunctionForm(OrderPartForm):
    """A function that decides by delegation."""

    class Meta:
        model = DelegationFunction
        fields: ClassVar[list[str]] = ["title"]


class HolderForm(OrderPartForm):
    """Who holds a function, from when until when."""

    class Meta:
        model = FunctionHolder
        fields: ClassVar[list[str]] = ["function", "user", "valid_from", "valid_until"]
        labels: ClassVar[dict[str, object]] = {"function": _("Function")}
        widgets: ClassVar[dict[str, Any]] = DAYS

    def offer(self, order: DelegationOrder) -> None:
        """Offer the authority's functions and people."""
        offered = {
            "function": DelegationFunction.objects.filter(authority=order.authority_id),
            "user": colleagues(order.authority_id),
        }
        for name, rows in offered.items():
            choices: Any = self.fields[name]
            choices.queryset = rows
