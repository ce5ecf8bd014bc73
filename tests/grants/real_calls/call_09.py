"""The Flemish–German-speaking call of 2024: a cultural operator leads, the form is complete in two languages."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

LEAD = {"name": "Chudoscnik Sunergia", "kind": "institution", "side": "de", "is_lead": "yes"}
PARTNER = {"name": "Robotica vzw", "kind": "other", "side": "nl", "is_lead": "no"}
RIGHT = Told(
    answers={
        "title": {"nl": "Dansende robots", "de": "Tanzende Roboter"},
        "description": {"nl": "Een voorstelling.", "de": "Eine Aufführung."},
        "public": {"nl": "In Eupen en Leuven.", "de": "In Eupen und Löwen."},
        "period": ["2024-09-01", "2025-12-31"],
        "partners": [LEAD, PARTNER],
        "budget": [["cost", "Production", "10000"], ["income", "City of Eupen", "5000"]],
        "requested": "5000",
    },
    language="de",
)
LED_FROM_OUTSIDE = [{**LEAD, "is_lead": "no"}, {**PARTNER, "is_lead": "yes"}]
LESS_FROM_OTHERS = [["cost", "Production", "10000"], ["income", "City of Eupen", "4999.99"]]

CASE = RealCall(
    name="09-flanders-german-speaking-community",
    now=at("2024-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=LED_FROM_OUTSIDE)),
        Pair("R2", RIGHT, RIGHT.but(partners=[LEAD])),
        Pair("R3", RIGHT, RIGHT.but(public={"nl": "", "de": "In Eupen und Löwen."})),
        Pair("R5", RIGHT, RIGHT.but(requested="5000.01")),
        Pair("R6", RIGHT, RIGHT.but(budget=LESS_FROM_OTHERS)),
        Pair("R7", RIGHT, RIGHT.but(period=["2024-09-01", "2026-01-01"])),
    ],
)
