"""Nordic-Baltic mobility of 2009: a gate of conditions, and an amount that is calculated and never asked freely."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at

ONE = [{"name": "Aino Virta", "residence": "FI", "role": "Dancer"}]
RIGHT = Told(
    answers={
        "kind": "person",
        "traveller": "yes",
        "civil_servant": "no",
        "scholarship": "no",
        "professional": "Dancer since 1998.",
        "residence": "FI",
        "persons": ONE,
        "title": "Dance in Stockholm",
        "description": "Work with a company.",
        "period": ["2009-06-01", "2009-06-07"],
        "places": [{"country": "SE", "city": "Stockholm", "is_capital": "yes", "days": "7"}],
        "requested": "1700",
    },
    files={"invitation": ["invitation.pdf"]},
)


def _to(country: str, days: str = "7", capital: str = "yes") -> list[dict[str, str]]:
    return [{"country": country, "city": "Here", "is_capital": capital, "days": days}]


def _group(number: int) -> Told:
    return RIGHT.but(persons=[{**ONE[0], "name": f"Dancer {one}"} for one in range(number)])


CLOSES = at("2009-03-02T15:59+02:00")
CASE = RealCall(
    name="13-nordic-culture-point-mobility",
    now=at("2009-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(residence="AX"), RIGHT.but(residence="DE")),
        Pair("R2", RIGHT, RIGHT.but(places=_to("FI"))),
        Pair("R2", RIGHT.but(places=_to("GL")), RIGHT.but(places=_to("DE")), number=1),
        Pair("R3", RIGHT, RIGHT.but(kind="company")),
        Pair("R3", RIGHT, RIGHT.but(traveller="no"), number=1),
        Pair("R4", RIGHT, RIGHT.but(civil_servant="yes")),
        Pair(
            "R5",
            RIGHT.but(period=["2009-04-27", "2009-05-03"], call_={"closes_at": CLOSES}),
            RIGHT.but(period=["2009-04-26", "2009-05-02"], call_={"closes_at": CLOSES}),
        ),
        Pair("R6", RIGHT, RIGHT.but(places=_to("SE", days="8"))),
        Pair(
            "R7",
            RIGHT.but(places=_to("FI", capital="no"), residence="SE", requested="750"),
            RIGHT.but(places=_to("FI", capital="no"), residence="SE", requested="750.01"),
        ),
        Pair(
            "R8",
            RIGHT.but(history_=History(applications={"round": 0, "year": 2})),
            RIGHT.but(history_=History(applications={"round": 1, "year": 2})),
        ),
        Pair("R9", _group(6), _group(7)),
        Pair("R10", RIGHT, RIGHT.but(files_={"invitation": []})),
        Pair(
            "R11",
            RIGHT.but(now_=at("2009-03-02T15:58:59+02:00"), call_={"closes_at": CLOSES}),
            RIGHT.but(now_=CLOSES, call_={"closes_at": CLOSES}),
        ),
    ],
)
