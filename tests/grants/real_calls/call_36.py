"""The Eurodistrict's fund: handed in six weeks before the start, decided by whom the amount says, never afterwards."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, day, sum_of

RIGHT = Told(
    answers={
        "title": "Brücken",
        "description": "Zwei Chöre, ein Konzert.",
        "period": ["2026-04-13", "2026-04-14"],
        "partners": [
            {"name": "Chœur de Saint-Guillaume", "side": "fr", "is_lead": "yes"},
            {"name": "Kantorei Offenburg", "side": "de", "is_lead": "yes"},
        ],
        "budget": [["cost", "Konzert", "30000"], ["income", "Karten", "5000"]],
        "requested": "25000",
    },
    files={"communication": ["vereinbarung.pdf"]},
    language="de",
)
# 2 March 2026 is six weeks before 13 April; the clocks on the Rhine are an hour ahead.
IN_TIME, LATE = at("2026-03-02T22:59:59"), at("2026-03-02T23:00")
LARGE = RIGHT.but(requested="25000.01", call_={"meets_on": day("2026-04-13")})


def _decided(moment: str) -> Told:
    return RIGHT.but(now_=at(moment))


def _granted(before: str) -> Told:
    return RIGHT.but(history_=History(awarded_in_year=sum_of(before)), facts_={"awarded": sum_of("25000")})


CASE = RealCall(
    name="36-eurodistrict-strasbourg-ortenau",
    now=at("2026-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(now_=IN_TIME), RIGHT.but(now_=LATE)),
        Pair("R4", LARGE.but(now_=IN_TIME), LARGE.but(now_=LATE)),
        Pair("R5", _decided("2026-04-13T12:00"), _decided("2026-04-14T12:00")),
        Pair("R6", _granted("165000"), _granted("165000.01")),
    ],
)
