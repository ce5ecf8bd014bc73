"""Travel scholarships of Västra Götaland: several may apply together, half the cost, two rounds a year."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, day, sum_of

TWO = [{"name": "Åsa Lind", "region": "SE-O"}, {"name": "Bo Ek", "region": "SE-O"}]
RIGHT = Told(
    answers={
        "title": "Till Tallinn",
        "persons": TWO,
        "active": "yes",
        "places": [{"country": "EE", "city": "Tallinn"}],
        "period": ["2026-04-01", "2026-04-10"],
        "develop": "A choir.",
        "conditions": "A house for choirs.",
        "networks": "Choirs of the Baltic Sea.",
        "contacts": "Open rehearsals.",
        "budget": [
            {"side": "cost", "what": "Ferry", "amount": "8000", "category": "travel"},
            {"side": "cost", "what": "Rooms", "amount": "12000", "category": "subsistence"},
            {"side": "income", "what": "Savings", "amount": "10000"},
        ],
        "requested": "10000",
        "rest": "Own savings.",
    },
    files={"cv": ["lind.pdf", "ek.pdf"]},
    language="sv",
)
WITH_CLOTHES = [
    *RIGHT.answers["budget"],
    {"side": "cost", "what": "Clothes", "amount": "0.01", "category": "other"},
]
# 15 March ends at midnight in Stockholm.
CLOCKS = {"closes_at": at("2026-03-15T23:00")}


def _granted(amount: str) -> Told:
    history = History(awarded_in_year=sum_of("190000"))
    return RIGHT.but(history_=history, facts_={"awarded": sum_of(amount)})


CASE = RealCall(
    name="01-vgr-internationella-resestipendier",
    now=at("2026-03-10T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(persons=[TWO[0], {"name": "Bo Ek", "region": "SE"}])),
        Pair("R1", RIGHT, RIGHT.but(active="no"), number=1),
        Pair("R2", RIGHT, RIGHT.but(requested="10000.01")),
        Pair("R3", RIGHT, RIGHT.but(budget=WITH_CLOTHES)),
        Pair(
            "R4",
            RIGHT.but(now_=at("2026-03-15T22:59:59"), call_=CLOCKS),
            RIGHT.but(now_=at("2026-03-15T23:00"), call_=CLOCKS),
        ),
        Pair("R5", RIGHT.but(now_=at("2026-05-31T21:59:59")), RIGHT.but(now_=at("2026-05-31T22:00"))),
        Pair("R6", _granted("10000"), _granted("10000.01")),
        Pair(
            "R7",
            RIGHT.but(facts_={"report_filed_on": day("2026-06-10")}),
            RIGHT.but(facts_={"report_filed_on": day("2026-06-11")}),
        ),
        Pair("R9", RIGHT, RIGHT.but(rest="")),
    ],
)
