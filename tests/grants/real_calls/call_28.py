"""Globus: beyond the Nordic region, not what another programme pays for; FORWARD after a pre-application."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

NORDIC = [{"name": "Kling & Bang", "country": "IS"}, {"name": "Nuuk Kunstmuseum", "country": "GL"}]
RIGHT = Told(
    answers={
        "strand": "globus-call",
        "title": "Ice and sand",
        "description": "A work in two deserts.",
        "nordic-link": "Made in Reykjavík and Dakar.",
        "period": ["2024-01-01", "2024-12-31"],
        "sister-programme": "no",
        "partners": [*NORDIC, {"name": "Raw Material", "country": "SN"}],
        "requested": "700000",
        "budget": [["cost", "Work", "900000"], ["income", "Others", "200000"]],
    },
)
FORWARD = RIGHT.but(strand="forward", accepted="yes", requested="500000")
CASE = RealCall(
    name="28-nordic-culture-fund-globus",
    now=at("2023-09-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(requested="700000.01")),
        Pair("R1", FORWARD, FORWARD.but(requested="500000.01"), number=1),
        Pair("R2", RIGHT, RIGHT.but(partners=NORDIC)),
        Pair("R3", RIGHT, RIGHT.but(**{"sister-programme": "yes"})),
        Pair("R4", FORWARD, FORWARD.but(accepted="no")),
    ],
)
