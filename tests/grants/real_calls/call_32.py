"""The Euroregion's Cultura 2024: a body of each of three regions, associates without money, one to two years."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

PARTNERS = [
    {"name": "L'Animal a l'esquena", "region": "ES-CT", "is_lead": "yes", "requested": "10000"},
    {"name": "Es Baluard", "region": "ES-IB", "is_lead": "no", "requested": "8000"},
    {"name": "Théâtre de l'Archipel", "region": "FR-OCC", "is_lead": "no", "requested": "7000"},
]
ASSOCIATE = {"name": "Casa de Velázquez", "region": "other", "is_associate": "yes", "requested": "0"}
RIGHT = Told(
    answers={
        "title": "Tres ribes",
        "description": "Tres residències.",
        "priorities": ["youth"],
        "period": ["2025-02-01", "2026-01-31"],
        "partners": [*PARTNERS, ASSOCIATE],
        "lead-kind": "association",
        "budget": [["cost", "Residències", "45000"], ["income", "Fons propis", "20000"]],
        "requested": "25000",
    },
    language="ca",
)
SMALL = RIGHT.but(budget=[["cost", "Residències", "30000"], ["income", "Fons propis", "12000"]])


def _granted(before: str) -> Told:
    return RIGHT.but(history_=History(awarded_in_call=sum_of(before)), facts_={"awarded": sum_of("23000")})


CASE = RealCall(
    name="32-euroregion-pyrenees-mediterranee-cultura",
    now=at("2024-09-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=[*PARTNERS[:2], {**PARTNERS[2], "region": "ES-IB"}])),
        Pair("R1", RIGHT.but(partners=PARTNERS), RIGHT.but(partners=PARTNERS[:2]), number=1),
        Pair("R2", RIGHT, RIGHT.but(partners=[*PARTNERS, {**ASSOCIATE, "requested": "0.01"}])),
        Pair("R3", SMALL.but(requested="18000"), SMALL.but(requested="18000.01")),
        Pair("R3", RIGHT, RIGHT.but(requested="25000.01"), number=1),
        Pair("R4", RIGHT, RIGHT.but(period=["2025-02-01", "2026-01-30"])),
        Pair(
            "R5",
            RIGHT.but(period=["2025-03-01", "2027-02-01"]),
            RIGHT.but(period=["2025-03-01", "2027-02-02"]),
        ),
        Pair("R7", _granted("115000"), _granted("115000.01")),
    ],
)
