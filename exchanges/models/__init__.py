from exchanges.models.events import Event
from exchanges.models.evidence import CommitmentEvidence, LineFulfilment
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
from exchanges.models.money import ExchangeMoney
from exchanges.models.outcomes import Outcome
from exchanges.models.refuge import PlacementMove, RefugePlacement, RefugeProgramme
from exchanges.models.terms import LedgerTerms

__all__ = [
    "CommitmentEvidence",
    "Event",
    "EventElement",
    "EventOrganiser",
    "Exchange",
    "ExchangeActor",
    "ExchangeElement",
    "ExchangeField",
    "ExchangeFigure",
    "ExchangeMoney",
    "ExchangeMove",
    "ExchangeMunicipality",
    "ExchangeSubject",
    "LedgerTerms",
    "LineFulfilment",
    "Outcome",
    "OutcomeOrganisation",
    "PlacementMove",
    "RefugePlacement",
    "RefugeProgramme",
]
