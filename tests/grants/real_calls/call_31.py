"""Institut français with Hauts-de-France 2024: two years in the region, half the cost, a meeting first, one convention."""

from grants.rules.facts import Agreed, CallFacts
from tests.grants.real_calls.case import Pair, RealCall, Told, at, day

RIGHT = Told(
    answers={
        "strand": "project",
        "title": "Entre deux rives",
        "concept": "Une résidence croisée.",
        "period": ["2024-09-01", "2024-12-31"],
        "countries": ["MA"],
        "kind": "association",
        "seat": "FR-HDF",
        "active-since": "2022-02-10",
        "budget": [["cost", "Résidence", "20000"], ["income", "Ville", "10000"]],
        "requested": "10000",
    },
    files={"dossier": ["dossier.pdf"]},
    language="fr",
)
STRATEGIC = RIGHT.but(strand="strategic", meeting="2024-02-09")


def _convention(last: str) -> Told:
    """The call as it is when its convention is valid until a day; it closes on 15 February 2024, by its own clocks."""
    call = CallFacts(
        currency="EUR",
        time_zone="Europe/Paris",
        opens_at=at("2024-01-10T08:00"),
        closes_at=at("2024-02-15T22:59"),
        agreed=(Agreed(valid=((day("2021-02-16"), day(last)),)),),
    )
    return RIGHT.but(facts_={"call": call})


CASE = RealCall(
    name="31-institut-francais-regions",
    now=at("2024-02-10T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(seat="FR")),
        Pair("R2", RIGHT, RIGHT.but(**{"active-since": "2022-02-11"})),
        Pair("R3", RIGHT, RIGHT.but(requested="10000.01")),
        Pair("R5", STRATEGIC, STRATEGIC.but(meeting="2024-02-10")),
        Pair("R6", _convention("2024-02-15"), _convention("2024-02-14")),
    ],
)
