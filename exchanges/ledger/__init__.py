"""The reciprocity ledger: what comes in against what goes out, counted as exactly as it is known, and no more."""

from exchanges.ledger.counting import Ledger, Line, MoneyLine, Side, Weighed
from exchanges.ledger.entries import Entry, agreement_entries, partnership_entries, partnership_terms
from exchanges.ledger.spans import Span

__all__ = [
    "Entry",
    "Ledger",
    "Line",
    "MoneyLine",
    "Side",
    "Span",
    "Weighed",
    "agreement_entries",
    "partnership_entries",
    "partnership_terms",
]
