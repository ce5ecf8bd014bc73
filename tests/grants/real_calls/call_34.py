"""The Basque call of 2024: a partner in a named region, its understanding's fields, ceilings by cost, two envelopes."""

from grants.rules.facts import Agreed, CallFacts, History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

AGREED = (
    Agreed(frozenset({"CA", "CA-QC"}), frozenset({"film", "music"})),
    Agreed(frozenset({"MX", "MX-QUE"}), frozenset({"heritage"})),
)
IN_QUEBEC = {"name": "Wapikoni", "region": "CA-QC"}
IN_QUERETARO = {"name": "Museo de la Ciudad", "region": "MX-QUE"}


def _costs(
    transport: str = "1000", lodging: str = "1260", implementation: str = "5000"
) -> list[dict[str, str]]:
    sums = {"transport": transport, "lodging": lodging, "implementation": implementation}
    return [
        {"side": "cost", "what": category, "category": category, "amount": amount}
        for category, amount in sums.items()
    ]


def _stay(days: str) -> list[dict[str, str]]:
    return [{"country": "CA", "city": "Montréal", "days": days}]


RIGHT = Told(
    answers={
        "title": "Itsasoz haraindi",
        "description": "Film labur bat.",
        "fields": "film",
        "period": ["2024-09-01", "2025-08-31"],
        "places": _stay("7"),
        "kind": "association",
        "seat": "ES-PV",
        "partners": [IN_QUEBEC],
        "budget": _costs(),
        "requested": "7260",
    },
    language="eu",
)
KNOWN = RIGHT.but(facts_={"call": CallFacts(agreed=AGREED)})


def _granted(told: Told, envelope: str, proposed: str) -> Told:
    """A proposal when 33,000 of one envelope are granted, and all of the other."""
    given = {"quebec": sum_of("40000"), "latin-america": sum_of("40000"), envelope: sum_of("33000")}
    return told.but(history_=History(awarded_by_envelope=given), facts_={"awarded": sum_of(proposed)})


ELSEWHERE = RIGHT.but(partners=[IN_QUERETARO])
CASE = RealCall(
    name="34-basque-strategic-regions-2024",
    now=at("2024-05-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(kind="economic_association"), RIGHT.but(kind="public_body")),
        Pair("R1", RIGHT, RIGHT.but(seat="ES"), number=1),
        Pair("R2", RIGHT, RIGHT.but(partners=[{**IN_QUEBEC, "region": "other"}])),
        Pair("R3", KNOWN, KNOWN.but(partners=[IN_QUERETARO])),
        Pair("R4", RIGHT, RIGHT.but(budget=_costs(transport="1000.01"))),
        Pair("R5", RIGHT, RIGHT.but(budget=_costs(lodging="1260.01"))),
        Pair("R5", RIGHT, RIGHT.but(places=_stay("8")), number=1),
        Pair("R6", RIGHT, RIGHT.but(budget=_costs(implementation="5000.01"))),
        Pair("R7", _granted(RIGHT, "quebec", "7000"), _granted(RIGHT, "quebec", "7000.01")),
        Pair(
            "R7",
            _granted(ELSEWHERE, "latin-america", "7000"),
            _granted(ELSEWHERE, "latin-america", "7000.01"),
            number=1,
        ),
    ],
)
