"""The Flemish–French call of 2024: closes at four in the afternoon, language areas, no public moment needed."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

PARTNERS = [
    {"name": "Workspace", "region": "BE-VLG", "side": "nl", "is_lead": "yes"},
    {"name": "L'Atelier", "region": "BE-BRU", "side": "fr", "is_lead": "yes"},
]
RIGHT = Told(
    answers={
        "title": "Listening machines",
        "description": "Research on sound.",
        "digital": "",
        "public": "",
        "period": ["2024-09-01", "2025-12-31"],
        "professional": "yes",
        "partners": PARTNERS,
        "budget": [["cost", "Research", "20000"], ["income", "Own funds", "8000"]],
        "requested": "12000",
    },
    language="en",
)


def _large(requested: str) -> Told:
    return RIGHT.but(
        budget=[["cost", "Research", "40000"], ["income", "Own funds", "20000"]], requested=requested
    )


def _french_side_in(region: str) -> Told:
    return RIGHT.but(partners=[PARTNERS[0], {**PARTNERS[1], "region": region}])


CASE = RealCall(
    name="07-flanders-french-community-2024",
    now=at("2024-03-20T12:00"),
    right=RIGHT,
    pairs=[
        # Brussels is two hours ahead of UTC on that day.
        Pair("R1", RIGHT.but(now_=at("2024-04-02T13:59:59")), RIGHT.but(now_=at("2024-04-02T14:00"))),
        Pair("R2", _large("20000"), _large("20000.01")),
        Pair("R3", RIGHT, RIGHT.but(requested="12000.01")),
        Pair("R4", RIGHT, RIGHT.but(period=["2024-08-31", "2025-12-31"])),
        Pair("R5", RIGHT, RIGHT.but(partners=PARTNERS[:1])),
        # Eupen lies in Wallonia but in the German-language area.
        Pair("R6", _french_side_in("BE-WAL"), _french_side_in("BE")),
    ],
)
