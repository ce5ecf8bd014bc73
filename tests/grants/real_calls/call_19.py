"""Residencies abroad of the Danish Arts Foundation: flat rates, other proof for the self-taught, the last one counts."""

from datetime import timedelta

from grants.rules.facts import Attached, History
from tests.grants.real_calls.case import Pair, RealCall, Told, at

CLOSES = at("2024-05-01T14:00+02:00")
NOW = at("2024-04-20T12:00")


def _budget(living: str) -> list[dict[str, str]]:
    return [
        {"side": "cost", "what": "Train", "amount": "3000", "category": "travel"},
        {"side": "cost", "what": "Living", "amount": living, "category": "living"},
    ]


def _shows(oldest: str) -> list[dict[str, str]]:
    days = ["2023-02-01", "2022-09-10", oldest]
    return [{"name": f"Show {number}", "opened": day} for number, day in enumerate(days)]


RIGHT = Told(
    answers={
        "title": "Skulptur i Kyoto",
        "description": "To måneder på værkstedet.",
        "period": ["2024-09-01", "2024-10-31"],
        "kind": "person",
        "training": "academy",
        "student": "no",
        "budget": _budget("20000"),
        "requested": "23000",
    },
    files={"acceptance": ["acceptance.pdf"], "samples": ["works.pdf"]},
    language="da",
)
SELF_TAUGHT = RIGHT.but(training="self_taught", shows=_shows("2019-04-20"))
STUDENT = RIGHT.but(student="yes", graduation="2024-08-31")
GROUP = RIGHT.but(kind="group")


def _members(*students: str) -> Told:
    members = [{"name": f"Member {number}", "is_student": one} for number, one in enumerate(students)]
    return GROUP.but(members=members)


def _file(name: str = "works.pdf", size: int = 1000, late: timedelta = -timedelta(seconds=1)) -> Told:
    return RIGHT.but(facts_={"files": (Attached("work_samples", "samples", name, size, 1, CLOSES + late),)})


CASE = RealCall(
    name="19-danish-arts-foundation-residencies",
    now=NOW,
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT.but(now_=CLOSES - timedelta(seconds=1)), RIGHT.but(now_=CLOSES)),
        Pair(
            "R2",
            RIGHT.but(now_=at("2024-04-01T00:00+02:00"), call_={"opens_at": at("2024-03-01T12:00")}),
            RIGHT.but(now_=at("2024-03-31T23:59:59+02:00"), call_={"opens_at": at("2024-03-01T12:00")}),
        ),
        Pair("R3", RIGHT, RIGHT.but(budget=_budget("20000.01"))),
        Pair("R4", SELF_TAUGHT, SELF_TAUGHT.but(shows=_shows("2019-04-19"))),
        Pair("R5", STUDENT, STUDENT.but(graduation="2024-09-01")),
        Pair("R6", _members("yes", "no"), _members("yes", "yes", "no")),
        Pair("R7", _file(size=15_000_000), _file(size=15_000_001)),
        Pair("R7", _file(), _file(name="works.odt"), number=1),
        Pair("R8", RIGHT, RIGHT.but(history_=History(later_in_round=1))),
        Pair("R9", _file(), _file(late=timedelta(0))),
    ],
)
