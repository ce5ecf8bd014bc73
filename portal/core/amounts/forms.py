"""The form field of an amount of money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from portal.core.amounts.formatting import format_number
from portal.core.amounts.parsing import AmountError, parse_amount


class AmountFormField(forms.Field):
    """An amount, typed in any of the usual ways; cleaned to a Decimal, redisplayed as it was typed.

    `min_value` and `max_value` are in the currency's main unit; below zero only with `allow_negative`.
    """

    widget = forms.TextInput

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        allow_negative: bool = False,
        **kwargs: Any,
    ) -> None:
        self.allow_negative = allow_negative
        super().__init__(**kwargs)
        if min_value is not None:
            self.validators.append(MinValueValidator(min_value))
        if max_value is not None:
            self.validators.append(MaxValueValidator(max_value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        try:
            return parse_amount(str(value), allow_negative=self.allow_negative)
        except AmountError as error:
            raise ValidationError(error.message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """What is stored, as the reader's language writes it; what was typed, untouched."""
        if isinstance(value, Decimal):
            return format_number(value, decimals=0 if value == value.to_integral_value() else 2)
        return value
