"""Hosts of residencies, the third call: who comes, all at once, and a rate for each of them and each day."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

ARTIST = {
    "name": "Ana Lima",
    "birth_date": "2006-05-10",
    "residence": "PT",
    "start": "2024-09-01",
    "end": "2024-10-30",
}
RIGHT = Told(
    answers={
        "title": "Salt and stone",
        "description": "A residency by the sea.",
        "kind": "company",
        "seat": "SE",
        "capacity": "Two studios and a mentor.",
        "objectives": [{"objective": "To learn"}, {"objective": "To connect"}],
        "period": ["2024-09-01", "2024-10-30"],
        "class": "short",
        "artists": [ARTIST],
        "requested": "2100",
    },
)


def _artists(number: int) -> Told:
    return RIGHT.but(artists=[{**ARTIST, "name": f"Artist {one}"} for one in range(number)])


CASE = RealCall(
    name="16-culture-moves-europe-residency-hosts",
    now=at("2024-05-10T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", _artists(5), _artists(6)),
        Pair(
            "R2",
            RIGHT.but(period=["2024-09-01", "2025-02-27"]),
            RIGHT.but(period=["2024-09-01", "2025-02-28"]),
        ),
        Pair("R3", RIGHT, RIGHT.but(period=["2024-09-01", "2024-10-31"])),
        Pair("R4", RIGHT, RIGHT.but(artists=[ARTIST, {**ARTIST, "residence": "SE"}])),
        Pair("R5", _artists(2), RIGHT.but(artists=[ARTIST, {**ARTIST, "end": "2024-10-29"}])),
        Pair("R6", RIGHT, RIGHT.but(artists=[{**ARTIST, "birth_date": "2006-05-11"}])),
        Pair("R7", _artists(2).but(requested="4200"), _artists(2).but(requested="4200.01")),
        Pair("R8", RIGHT, RIGHT.but(objectives=[{"objective": "To learn"}])),
    ],
)
