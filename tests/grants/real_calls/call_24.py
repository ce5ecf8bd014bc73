"""The Wales–Japan fund of 2025: two tiers that touch at 10,000 pounds, a partner in Japan, an interest first."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

IN_JAPAN = {"name": "Setagaya Public Theatre", "kind": "theatre", "country": "JP"}
RIGHT = Told(
    answers={
        "title": "Two harbours",
        "description": "A piece for two harbours.",
        "links": "We have met since 2019.",
        "where": ["japan", "wales"],
        "period": ["2025-04-01", "2025-12-31"],
        "kind": "institution",
        "seat": "GB-WLS",
        "partners": [IN_JAPAN],
        "tier": "tier-1",
        "requested": "10000",
        "budget": [["cost", "Rehearsals", "12000"], ["income", "Tickets", "2000"]],
    },
)
CLOSES = {"closes_at": at("2025-03-06T00:00")}


def _granted(before: str, proposed: str) -> Told:
    return RIGHT.but(history_=History(awarded_in_call=sum_of(before)), facts_={"awarded": sum_of(proposed)})


CASE = RealCall(
    name="24-wales-japan-culture-fund-2025",
    now=at("2025-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(requested="10000.01")),
        Pair("R1", RIGHT.but(tier="tier-2"), RIGHT.but(tier="tier-2", requested="9999.99"), number=1),
        Pair("R2", _granted("140000", "10000"), _granted("140000", "10000.01")),
        Pair("R3", RIGHT, RIGHT.but(partners=[{**IN_JAPAN, "country": "KR"}])),
        Pair("R4", RIGHT, RIGHT.but(period=["2025-03-31", "2025-12-31"])),
        Pair(
            "R5",
            RIGHT.but(now_=at("2025-03-05T23:59:59"), call_=CLOSES),
            RIGHT.but(now_=at("2025-03-06T00:00"), call_=CLOSES),
        ),
    ],
)
