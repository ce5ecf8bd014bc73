"""Amounts of money: read as people type them, shown as their language writes them."""

from portal.core.amounts.formatting import format_amount, format_number, locale_of
from portal.core.amounts.forms import AmountFormField
from portal.core.amounts.parsing import AmountError, parse_amount

__all__ = [
    "AmountError",
    "AmountFormField",
    "format_amount",
    "format_number",
    "locale_of",
    "parse_amount",
]
