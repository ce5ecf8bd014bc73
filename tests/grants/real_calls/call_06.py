"""The Flemish–French call of 2018: two fixed amounts, half from each community, something new or something added."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, sum_of

PARTNERS = [
    {"name": "Demos", "region": "BE-VLG", "side": "nl", "is_lead": "yes"},
    {"name": "Article 27", "region": "BE-WAL", "side": "fr", "is_lead": "yes"},
]
RIGHT = Told(
    answers={
        "title": "Carnaval",
        "description": "Two parades.",
        "cooperation": "new",
        "period": ["2018-01-01", "2018-12-31"],
        "partners": PARTNERS,
        "budget": [["cost", "Parade", "12000"], ["income", "Tickets", "2000"]],
        "requested": "10000",
    },
    language="nl",
)
AGAIN = RIGHT.but(cooperation="existing", added_value="Now with schools.")
# The fifteenth of October ends at midnight in Brussels.
CLOCKS = {"opens_at": at("2017-09-14T22:00"), "closes_at": at("2017-10-15T22:00")}


def _by_funder(flemish: str, french: str) -> Told:
    parts = {"nl": sum_of(flemish), "fr": sum_of(french)}
    return RIGHT.but(facts_={"awarded": sum_of("10000"), "awarded_by_funder": parts})


def _after(granted: str) -> Told:
    return RIGHT.but(history_=History(awarded_in_call=sum_of(granted)), facts_={"awarded": sum_of("10000")})


CASE = RealCall(
    name="06-flanders-french-community-2018",
    now=at("2017-10-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(requested="5000"), RIGHT.but(requested="5000.01")),
        Pair("R2", _by_funder("5000", "5000"), _by_funder("5000.01", "4999.99")),
        Pair("R3", RIGHT, RIGHT.but(partners=PARTNERS[1:])),
        Pair(
            "R4",
            RIGHT.but(now_=at("2017-10-15T21:59:59"), call_=CLOCKS),
            RIGHT.but(now_=at("2017-10-15T22:00"), call_=CLOCKS),
        ),
        Pair("R5", AGAIN, AGAIN.but(added_value="")),
        Pair("R6", _after("150000"), _after("150000.01")),
    ],
)
