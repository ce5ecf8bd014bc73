from exchanges.models.events import Event
from exchanges.models.exchanges import (
    Exchange,
    ExchangeActor,
    ExchangeFigure,
    ExchangeMove,
)
from exchanges.models.links import (
    EventElement,
    EventOrganiser,
    ExchangeElement,
    ExchangeField,
    ExchangeMunicipality,
    ExchangeSubject,
    OutcomeOrganisation,
)
from exchanges.models.outcomes import Outcome
from exchanges.models.refuge import PlacementMove, RefugePlacement, RefugeProgramme

__all__ = [
    "Event",
    "EventElement",
    "EventOrganiser",
    "Exchange",
    "ExchangeActor",
    "ExchangeElement",
    "ExchangeField",
    "ExchangeFigure",
    "ExchangeMove",
    "ExchangeMunicipality",
    "ExchangeSubject",
    "Outcome",
    "OutcomeOrganisation",
    "PlacementMove",
    "RefugePlacement",
    "RefugeProgramme",
]
