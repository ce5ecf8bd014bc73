from exchanges.models.events import Event
from exchanges.models.evidence import CommitmentEvidence, LineFulfilment
from exchanges.models.exchanges import (
    Exchange,
    ExchangeActor,
    ExchangeFigure,
    ExchangeMove,
)
from exchanges.models.money import ExchangeMoney
from exchanges.models.outcomes import Outcome
from exchanges.models.refuge import PlacementMove, RefugePlacement, RefugeProgramme
from exchanges.models.terms import LedgerTerms

__all__ = [
    "CommitmentEvidence",
    "Event",
    "Exchange",
    "ExchangeActor",
    "ExchangeFigure",
    "ExchangeMoney",
    "ExchangeMove",
    "LedgerTerms",
    "LineFulfilment",
    "Outcome",
    "PlacementMove",
    "RefugePlacement",
    "RefugeProgramme",
]
