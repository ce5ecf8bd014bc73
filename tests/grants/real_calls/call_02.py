"""Västra Götaland with Vilnius or North East England: each region pays its own side, in the fields of the agreement."""

from grants.rules.facts import Signed
from tests.grants.real_calls.case import Pair, RealCall, Told, at

OURS = {"name": "Skådebanan", "region": "SE-O", "side": "own", "is_lead": "yes"}
THEIRS = {"name": "Menų spaustuvė", "region": "LT-VL", "side": "partner", "is_lead": "yes"}
SIGNED = (Signed("applicant", side="own"), Signed("lead", side="partner"))
RIGHT = Told(
    answers={
        "title": "Barock på torget",
        "description": "Two plays and a workshop.",
        "fields": ["baroque-culture", "theatre"],
        "period": ["2017-06-01", "2017-09-30"],
        "kind": "association",
        "nonprofit": "yes",
        "partners": [OURS, THEIRS],
        "budget": [
            {"side": "cost", "what": "Stage", "amount": "60000", "partner": "Skådebanan"},
            {"side": "cost", "what": "Actors", "amount": "40000", "partner": "Menų spaustuvė"},
            {"side": "income", "what": "The partner's own", "amount": "40000"},
        ],
        "requested": "60000",
    },
    files={"agreement": ["agreement.pdf"], "certificate": ["certificate.pdf"]},
    language="sv",
    signatures=SIGNED,
)
IN_NEWCASTLE = RIGHT.but(partners=[OURS, {**THEIRS, "region": "GB-NET"}], fields=["theatre"])

CASE = RealCall(
    name="02-vgr-stod-vilnius-north-east-england",
    now=at("2017-02-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(kind="faith_community"), RIGHT.but(kind="person")),
        Pair("R2", RIGHT, RIGHT.but(nonprofit="no")),
        Pair("R3", IN_NEWCASTLE, RIGHT.but(partners=[OURS, {**THEIRS, "region": "other"}])),
        Pair("R4", RIGHT, RIGHT.but(signatures_=SIGNED[:1])),
        Pair("R5", RIGHT, RIGHT.but(files_={"certificate": []})),
        Pair("R6", RIGHT, RIGHT.but(requested="60000.01")),
        # Theatre is in both agreements, baroque culture in that with Vilnius only.
        Pair("R7", IN_NEWCASTLE, IN_NEWCASTLE.but(fields=["theatre", "baroque-culture"])),
    ],
)
