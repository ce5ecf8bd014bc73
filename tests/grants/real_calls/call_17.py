"""Kulturrådet, autumn 2023: registered in Sweden, a giro of one's own, no debts; incomplete is late."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

RIGHT = Told(
    answers={
        "title": "Residens i Dakar",
        "description": "Utbyte mellan två scener.",
        "context": "Festivalen i Dakar.",
        "period": ["2024-01-15", "2024-12-15"],
        "kind": "association",
        "seat": "SE",
        "organisation_number": "802400-0000",
        "giro": "123-4567",
        "giro_is_ours": "yes",
        "tax_debt": "no",
        "liquidation": "no",
        "budget": [["cost", "Resor", "90000"], ["income", "Egna medel", "10000"]],
        "requested": "80000",
    },
    language="sv",
)
WINDOW = {"opens_at": at("2023-09-12T00:00+02:00"), "closes_at": at("2023-10-11T00:00+02:00")}

CASE = RealCall(
    name="17-kulturradet-internationalisering",
    now=at("2023-10-05T12:00"),
    right=RIGHT,
    pairs=[
        Pair(
            "R1",
            RIGHT.but(now_=at("2023-10-10T23:59:59+02:00"), call_=WINDOW),
            RIGHT.but(now_=at("2023-10-11T00:00+02:00"), call_=WINDOW),
        ),
        Pair("R2", RIGHT, RIGHT.but(seat="NO")),
        Pair("R3", RIGHT, RIGHT.but(giro_is_ours="no")),
        Pair("R4", RIGHT, RIGHT.but(tax_debt="yes")),
        Pair("R4", RIGHT, RIGHT.but(liquidation="yes"), number=1),
    ],
)
