"""The Baltic Culture Fund: a partner of each of three states, one coordinator, a fifth of one's own, an event abroad."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

PARTNERS = [
    {"name": "Lietuvos muzika", "country": "LT", "is_lead": "yes"},
    {"name": "Latvijas Koncerti", "country": "LV", "is_lead": "no"},
    {"name": "Eesti Kontsert", "country": "EE", "is_lead": "no"},
]


def _budget(own: str, other: str) -> list[dict[str, str]]:
    return [
        {"side": "cost", "what": "Concerts", "amount": "50000"},
        {"side": "income", "what": "Our own", "amount": own, "funder": "own"},
        {"side": "income", "what": "City", "amount": other, "funder": "other"},
    ]


RIGHT = Told(
    answers={
        "title": "Three seas",
        "description": "A festival that never was.",
        "new": "yes",
        "period": ["2025-09-01", "2025-09-03"],
        "places": [{"country": "DE", "city": "Berlin"}],
        "kind": "institution",
        "seat": "LT",
        "partners": PARTNERS,
        "budget": _budget("10000", "15000"),
        "requested": "25000",
    },
)
TWO_COORDINATORS = [PARTNERS[0], {**PARTNERS[1], "is_lead": "yes"}, PARTNERS[2]]
IN_RIGA = [{"country": "LV", "city": "Riga"}]
CASE = RealCall(
    name="29-baltic-culture-fund",
    now=at("2025-02-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=[*PARTNERS[:2], {**PARTNERS[2], "country": "FI"}])),
        Pair("R2", RIGHT, RIGHT.but(partners=TWO_COORDINATORS)),
        Pair("R3", RIGHT, RIGHT.but(requested="24999.99")),
        Pair("R4", RIGHT, RIGHT.but(budget=_budget("9999.99", "15000"))),
        Pair(
            "R7", RIGHT.but(places=IN_RIGA, exception="Guests of six countries."), RIGHT.but(places=IN_RIGA)
        ),
        Pair("R8", RIGHT, RIGHT.but(language_="lt")),
    ],
)
