"""Amateur arts of Flanders: by 30 September of the year before; travel for everyone; half of the co-financing."""

from grants.rules.facts import History
from tests.grants.real_calls.case import Pair, RealCall, Told, at, day, sum_of

RIGHT = Told(
    answers={
        "title": "Festival of brass bands",
        "strand": "projects",
        "description": "Bands of six countries.",
        "period": ["2026-01-01", "2026-12-31"],
        "kind": "association",
        "nonprofit": "yes",
        "seat": "BE-VLG",
        "budget": [
            {"side": "cost", "what": "Festival", "amount": "40000"},
            {"side": "income", "what": "European Union", "amount": "20000", "funder": "international"},
            {"side": "income", "what": "Own", "amount": "10000", "funder": "own"},
        ],
        "requested": "10000",
        "data": "yes",
    },
    files={"template": ["budget.pdf"]},
    language="nl",
)
ALONE = RIGHT.but(kind="person", strand="travel")
FOR_PROFIT = RIGHT.but(nonprofit="no", strand="travel")
COFINANCED = RIGHT.but(strand="cofinancing")
# What another strand of the year has granted does not count.
BEFORE = History(received_in_year={"cofinancing": sum_of("4000"), "projects": sum_of("9000")})

CASE = RealCall(
    name="10-flanders-amateur-arts-international",
    now=at("2025-09-20T12:00"),
    right=RIGHT,
    pairs=[
        # The last day ends at midnight in Brussels.
        Pair("R1", RIGHT.but(now_=at("2025-09-30T21:59:59")), RIGHT.but(now_=at("2025-09-30T22:00"))),
        Pair("R2", RIGHT, RIGHT.but(period=["2026-01-01", "2027-01-01"])),
        Pair("R3", ALONE, ALONE.but(strand="projects")),
        Pair("R3", FOR_PROFIT, FOR_PROFIT.but(strand="projects"), number=1),
        Pair("R4", RIGHT, RIGHT.but(language_="fr")),
        Pair("R5", RIGHT, RIGHT.but(files_={"template": []})),
        Pair(
            "R6",
            RIGHT.but(now_=at("2025-12-31T22:59:59"), facts_={"filed_at": at("2025-09-20T12:00")}),
            RIGHT.but(now_=at("2025-12-31T23:00"), facts_={"filed_at": at("2025-09-20T12:00")}),
        ),
        Pair(
            "R7",
            RIGHT.but(facts_={"report_filed_on": day("2027-02-28")}),
            RIGHT.but(facts_={"report_filed_on": day("2027-03-01")}),
        ),
        Pair(
            "R8",
            RIGHT.but(facts_={"spent_without_voucher": 0}),
            RIGHT.but(facts_={"spent_without_voucher": 1}),
        ),
        Pair("R10", COFINANCED, COFINANCED.but(requested="10000.01")),
        Pair(
            "R10",
            COFINANCED.but(requested="6000", history_=BEFORE),
            COFINANCED.but(requested="6000.01", history_=BEFORE),
            number=1,
        ),
    ],
)
