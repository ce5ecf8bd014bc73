"""The call of Québec and Flanders of 2024: sectors of a work programme, partners of both sides, two years."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

PARTNERS = [
    {"name": "Ex Machina", "kind": "theatre", "side": "qc", "is_lead": "yes"},
    {"name": "De Studio", "kind": "theatre", "side": "vl", "is_lead": "yes"},
]
RIGHT = Told(
    answers={
        "title": "Une scène, deux rives",
        "sector": "culture",
        "description": "Un spectacle et une œuvre numérique.",
        "period": ["2024-07-01", "2026-06-30"],
        "society": "Des ateliers avec des écoles.",
        "partners": PARTNERS,
        "budget": [["cost", "Production", "20000"], ["income", "Billets", "8000"]],
        "requested": "12000",
    },
    language="fr",
)

CASE = RealCall(
    name="11-flanders-quebec-2024-2026",
    now=at("2024-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(sector="another"), RIGHT.but(sector="none")),
        Pair("R2", RIGHT, RIGHT.but(partners=PARTNERS[:1])),
        Pair("R3", RIGHT, RIGHT.but(period=["2024-07-01", "2026-07-01"])),
    ],
)
