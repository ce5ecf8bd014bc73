from exchanges.models.events import Event
from exchanges.models.exchanges import (
    Exchange,
    ExchangeActor,
    ExchangeFigure,
    ExchangeMove,
)
from exchanges.models.outcomes import Outcome
from exchanges.models.refuge import PlacementMove, RefugePlacement, RefugeProgramme

__all__ = [
    "Event",
    "Exchange",
    "ExchangeActor",
    "ExchangeFigure",
    "ExchangeMove",
    "Outcome",
    "PlacementMove",
    "RefugePlacement",
    "RefugeProgramme",
]
