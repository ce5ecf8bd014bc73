"""Wales Arts International of 2024: residencies by dated deadlines, all else at any time; every line shown."""

from datetime import timedelta

from tests.grants.real_calls.case import Pair, RealCall, Told, at

PARTNER = {"name": "Saison", "kind": "foundation", "country": "JP"}


def _budget(costs: str) -> list[dict[str, str]]:
    return [
        {"side": "cost", "what": "Tour", "amount": costs, "kind": "cash"},
        {"side": "income", "what": "Own", "amount": "1000", "funder": "own", "kind": "cash"},
        {"side": "income", "what": "Rooms", "amount": "2000", "funder": "partner", "kind": "in_kind"},
    ]


RIGHT = Told(
    answers={
        "strand": "other",
        "title": "Harps in Tokyo",
        "description": "Concerts and workshops.",
        "period": ["2025-03-01", "2025-03-20"],
        "priorities": "By train where it can be.",
        "places": [{"country": "JP", "city": "Tokyo"}],
        "based_in_wales": "yes",
        "partners": [PARTNER],
        "budget": _budget("10000"),
        "requested": "7000",
    },
    files={"evidence": ["letter.pdf"]},
)
CLOSES = at("2024-09-30T17:00+01:00")
ALL_YEAR = {"opens_at": at("2024-07-01T00:00"), "closes_at": at("2025-12-31T00:00")}


def _residency(moment: str) -> Told:
    return RIGHT.but(strand="residency", now_=at(moment), call_=ALL_YEAR)


CASE = RealCall(
    name="23-wales-international-opportunities-fund",
    now=at("2024-09-20T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(requested="7000.01")),
        Pair("R2", RIGHT.but(requested="9999.99"), RIGHT.but(requested="10000")),
        Pair("R3", RIGHT, RIGHT.but(partners=[{**PARTNER, "country": "GB"}])),
        Pair("R4", RIGHT, RIGHT.but(files_={"evidence": []})),
        Pair("R5", _residency("2025-02-10T23:59:59"), _residency("2025-02-11T00:00")),
        Pair(
            "R6",
            RIGHT.but(now_=CLOSES - timedelta(seconds=1), call_={"closes_at": CLOSES}),
            RIGHT.but(now_=CLOSES, call_={"closes_at": CLOSES}),
        ),
    ],
)
