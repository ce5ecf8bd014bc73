"""Guest studios of Västra Götaland: a deadline for each destination, one page, four or five samples."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at, day

RIGHT = Told(
    answers={
        "title": "Woven maps",
        "destination": "choice",
        "host": "We met in Riga.",
        "period": ["2018-01-01", "2018-12-31"],
        "residence": "SE-O",
        "professional": "yes",
        "budget": [{"side": "cost", "what": "Studio", "amount": "50000", "category": "studio"}],
        "requested": "50000",
    },
    files={
        "motivation": [("motivation.pdf", 1)],
        "cv": ["cv.pdf"],
        "samples": ["1.pdf", "2.pdf", "3.pdf", "4.pdf"],
    },
    language="sv",
)
SAMPLES = [f"{number}.pdf" for number in range(1, 7)]

CASE = RealCall(
    name="03-vgr-gastatelje",
    now=at("2017-11-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(residence="SE")),
        Pair("R2", RIGHT, RIGHT.but(requested="50000.01")),
        Pair("R3", RIGHT, RIGHT.but(period=["2018-01-01", "2019-01-01"])),
        Pair("R4", RIGHT, RIGHT.but(files_={"motivation": [("motivation.pdf", 2)]})),
        Pair("R5", RIGHT.but(files_={"samples": SAMPLES[:5]}), RIGHT.but(files_={"samples": SAMPLES})),
        Pair(
            "R6",
            RIGHT.but(facts_={"report_filed_on": day("2019-02-11")}),
            RIGHT.but(facts_={"report_filed_on": day("2019-02-12")}),
        ),
    ],
)
