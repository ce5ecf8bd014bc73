"""The Flemish–French call of 2020: two leads, two languages, two signatures, equal halves."""

from grants.rules.facts import Signed
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

SIGNED = (Signed("applicant", side="nl"), Signed("lead", side="fr"))
PARTNERS = [
    {"name": "De Studio", "kind": "theatre", "region": "BE-VLG", "side": "nl", "is_lead": "yes"},
    {"name": "Théâtre du Parc", "kind": "theatre", "region": "BE-BRU", "side": "fr", "is_lead": "yes"},
]
BUDGET = [["cost", "Production", "20000"], ["income", "Tickets", "8000"]]
RIGHT = Told(
    answers={
        "title": {"nl": "Samen spelen", "fr": "Jouer ensemble"},
        "description": {"nl": "Een voorstelling.", "fr": "Un spectacle."},
        "period": ["2020-07-01", "2021-06-30"],
        "kind": "association",
        "partners": PARTNERS,
        "budget": BUDGET,
        "requested": "12000",
    },
    files={"contract": ["contract.pdf"]},
    language="nl",
    signatures=SIGNED,
)
NL_ONLY = [PARTNERS[0]]
TWO_LEADS = [*PARTNERS, {**PARTNERS[0], "name": "Kaaitheater"}]
TWO_WITH_ONE_LEAD = [*PARTNERS, {**PARTNERS[0], "name": "Kaaitheater", "is_lead": "no"}]
IN_WALLONIA = [{**PARTNERS[0], "region": "BE-WAL"}, PARTNERS[1]]
IN_BRUSSELS = [{**PARTNERS[0], "region": "BE-BRU"}, PARTNERS[1]]


def _large(requested: str) -> Told:
    return RIGHT.but(
        budget=[["cost", "Production", "40000"], ["income", "Tickets", "20000"]], requested=requested
    )


CASE = RealCall(
    name="05-flanders-french-community-2020",
    now=at("2020-02-20T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(partners=NL_ONLY)),
        Pair("R2", RIGHT.but(partners=TWO_WITH_ONE_LEAD), RIGHT.but(partners=TWO_LEADS)),
        Pair("R3", RIGHT, RIGHT.but(description={"nl": "Een voorstelling.", "fr": ""})),
        Pair("R4", RIGHT, RIGHT.but(signatures_=SIGNED[:1])),
        Pair("R5", RIGHT, RIGHT.but(signatures_=SIGNED[1:])),
        Pair(
            "R7",
            RIGHT.but(now_=at("2020-02-28T22:59:59"), call_={"closes_at": at("2020-02-28T23:00")}),
            RIGHT.but(now_=at("2020-02-28T23:00"), call_={"closes_at": at("2020-02-28T23:00")}),
        ),
        Pair("R8", RIGHT, RIGHT.but(requested="12000.01")),
        Pair("R9", _large("20000"), _large("20000.01")),
        Pair("R9", _large("20000"), _large("20000.02"), number=1),
        Pair(
            "R10",
            RIGHT.but(
                facts_={
                    "awarded": sum_of("12000"),
                    "awarded_by_funder": {"nl": sum_of("6000"), "fr": sum_of("6000")},
                }
            ),
            RIGHT.but(
                facts_={
                    "awarded": sum_of("12000"),
                    "awarded_by_funder": {"nl": sum_of("6000.01"), "fr": sum_of("5999.99")},
                }
            ),
        ),
        Pair("R11", RIGHT.but(partners=IN_BRUSSELS), RIGHT.but(partners=IN_WALLONIA)),
        Pair("R12", RIGHT, RIGHT.but(kind="network")),
        Pair("R13", RIGHT, RIGHT.but(period=["2020-07-01", "2021-07-01"])),
    ],
)
