"""Nordic-Baltic networks and residencies: tiers with bounds of their own, and a ceiling for sister funders together."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

PARTNERS = [
    {"name": "Moderna Dansteatern", "kind": "theatre", "country": "SE"},
    {"name": "Zodiak", "kind": "association", "country": "FI"},
    {"name": "Dzirnavas", "kind": "association", "country": "LV"},
]
FROM_GERMANY = {"name": "Halle", "kind": "association", "country": "DE"}


def _budget(costs: str, own: str, nordic: str = "0") -> list[dict[str, str]]:
    lines = [{"side": "cost", "what": "Meetings", "amount": costs}]
    lines.append({"side": "income", "what": "Own", "amount": own, "funder": "own"})
    if nordic != "0":
        lines.append({"side": "income", "what": "Fund", "amount": nordic, "funder": "nordic"})
    return lines


RIGHT = Told(
    answers={
        "strand": "short",
        "title": "A network of dance",
        "description": "Three meetings.",
        "period": ["2026-05-01", "2027-04-30"],
        "seat": "SE",
        "partners": PARTNERS,
        "budget": _budget("20000", "6000"),
        "requested": "14000",
    },
    files={"budget_template": ["budget.pdf"]},
)
LONG = RIGHT.but(strand="long", period=["2026-05-01", "2029-04-30"])


def _artists(strand: str, *homes: str, nationality: str = "UA") -> Told:
    people = [
        {"name": f"Artist {number}", "residence": home, "nationality": nationality}
        for number, home in enumerate(homes)
    ]
    return RIGHT.but(strand=strand, persons=people)


CASE = RealCall(
    name="14-nordic-culture-point-network-residency",
    now=at("2026-02-02T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=[*PARTNERS[:2], FROM_GERMANY])),
        Pair(
            "R1",
            RIGHT.but(partners=[*PARTNERS, FROM_GERMANY]),
            RIGHT.but(partners=[*PARTNERS[:2], {**PARTNERS[0], "name": "Weld"}, FROM_GERMANY]),
            number=1,
        ),
        Pair(
            "R2",
            RIGHT.but(budget=_budget("40000", "20000"), requested="20000"),
            RIGHT.but(budget=_budget("40000", "20000"), requested="20000.01"),
        ),
        Pair("R2", RIGHT, RIGHT.but(requested="14000.01"), number=1),
        Pair(
            "R3",
            LONG.but(budget=_budget("300000", "200000"), requested="100000"),
            LONG.but(budget=_budget("300000", "200000"), requested="100000.01"),
        ),
        Pair(
            "R3",
            LONG.but(budget=_budget("90000", "45000"), requested="45000"),
            LONG.but(budget=_budget("90000", "45000"), requested="45000.01"),
            number=1,
        ),
        Pair("R4", RIGHT, RIGHT.but(period=["2026-05-01", "2027-05-01"])),
        Pair("R4", LONG, LONG.but(period=["2026-05-01", "2029-05-01"]), number=1),
        Pair(
            "R5",
            RIGHT.but(period=["2026-04-06", "2026-12-31"]),
            RIGHT.but(period=["2026-04-05", "2026-12-31"]),
        ),
        Pair(
            "R6",
            RIGHT.but(budget=_budget("20000", "3000", "3000")),
            RIGHT.but(budget=_budget("20000", "3000", "3000.01")),
        ),
        Pair("R7", RIGHT, RIGHT.but(files_={"budget_template": []})),
        Pair("R8", _artists("residency", "FI", "LV"), _artists("residency", "FI", "FI")),
        Pair("R9", _artists("residency", "FI", "LV"), _artists("residency", "FI", "LV", "SE")),
        Pair("R10", _artists("ukraine", "PL"), _artists("ukraine", "PL", nationality="PL")),
    ],
)
