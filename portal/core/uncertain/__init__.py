"""Uncertain facts: dates in EDTF and numbers with a qualifier, never more exact than their source.

`UncertainDate` and `UncertainNumber` are the values, `UncertainDateField` and `UncertainNumberField` keep them in
a model, `total` adds numbers up, and `by_date`, `by_number`, `overlaps`, `certainly_in` sort and filter.
"""

from portal.core.uncertain.date_parsing import parse_date
from portal.core.uncertain.dates import UncertainDate
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.explain import explain
from portal.core.uncertain.fields import UncertainDateField, UncertainNumberField
from portal.core.uncertain.forms import (
    UncertainDateFormField,
    UncertainInput,
    UncertainNumberFormField,
)
from portal.core.uncertain.lookups import (
    at_least,
    by_date,
    by_number,
    certainly_in,
    may_reach,
    overlaps,
    spans_overlap,
)
from portal.core.uncertain.number_parsing import parse_number
from portal.core.uncertain.numbers import Qualifier, UncertainNumber
from portal.core.uncertain.totals import UncertainTotal, total

__all__ = [
    "Qualifier",
    "UncertainDate",
    "UncertainDateField",
    "UncertainDateFormField",
    "UncertainInput",
    "UncertainNumber",
    "UncertainNumberField",
    "UncertainNumberFormField",
    "UncertainTotal",
    "UncertainValueError",
    "at_least",
    "by_date",
    "by_number",
    "certainly_in",
    "explain",
    "may_reach",
    "overlaps",
    "parse_date",
    "parse_number",
    "spans_overlap",
    "total",
]
