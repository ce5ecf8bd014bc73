"""Perform Europe: three fixed amounts, three countries at least, and a share of the money for Ukraine."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

PARTNERS = [
    {"name": "Teatret Gruppe 38", "country": "DK", "is_lead": "yes"},
    {"name": "Kaunas Dance", "country": "LT", "is_lead": "no"},
    {"name": "Teatro Viriato", "country": "PT", "is_lead": "no"},
]
PLACES = [
    {"country": "DK", "city": "Aarhus"},
    {"country": "LT", "city": "Kaunas"},
    {"country": "PT", "city": "Viseu"},
]
RIGHT = Told(
    answers={
        "title": "Slow tour",
        "description": "A dance work by train.",
        "priorities": ["climate"],
        "period": ["2024-06-03", "2025-11-30"],
        "places": PLACES,
        "ukraine": "no",
        "partners": PARTNERS,
        "class": "medium",
        "requested": "32000",
        "budget": [["cost", "Tour", "32000"]],
        "other-eu": "no",
        "earlier-eu": "yes",
        "earlier-eu-end": "2024-06-02",
    },
    files={"budget-file": ["budget.pdf"]},
)
IN_LITHUANIA = [*PARTNERS[:2], {**PARTNERS[2], "country": "LT"}]


def _granted(proposed: str, *, ukraine: str = "no") -> Told:
    """A proposal when 1,983,000 of the 2,100,000 went to others: 105,000 are kept for Ukraine."""
    return RIGHT.but(
        ukraine=ukraine,
        history_=History(awarded_in_call=sum_of("1983000")),
        facts_={"awarded": sum_of(proposed)},
    )


CASE = RealCall(
    name="26-perform-europe",
    now=at("2024-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=PARTNERS[:2])),
        Pair("R1", RIGHT, RIGHT.but(partners=IN_LITHUANIA), number=1),
        Pair("R2", RIGHT.but(requested="12000"), RIGHT.but(requested="12000.01")),
        Pair("R3", RIGHT, RIGHT.but(priorities=[])),
        Pair("R4", RIGHT, RIGHT.but(places=[*PLACES[:2], {"country": "LT", "city": "Vilnius"}])),
        Pair("R5", RIGHT, RIGHT.but(**{"other-eu": "yes"})),
        Pair("R6", RIGHT, RIGHT.but(**{"earlier-eu-end": "2024-06-03"})),
        Pair("R7", _granted("12000"), _granted("12000.01")),
        Pair("R8", RIGHT, RIGHT.but(period=["2024-06-03", "2025-12-01"])),
    ],
)
