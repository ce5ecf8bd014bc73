"""IASPIS in Stockholm: two ways to the same studios, by application from Sweden and by nomination from abroad."""

from tests.grants.real_calls.case import Pair, RealCall, Told, at

RIGHT = Told(
    answers={
        "strand": "open-winter",
        "title": "Keramik",
        "description": "Sex månader i ateljén.",
        "period": ["2025-11-01", "2026-04-30"],
        "artist": "Elsa Berg",
        "residence": "SE",
    },
    files={"samples": ["works.pdf"]},
    language="sv",
)
SUMMER = RIGHT.but(strand="open-summer", period=["2026-05-01", "2026-10-31"])
NOMINATED = RIGHT.but(strand="nominated-winter", residence="FI", nominator="A colleague")


def _collaboration(theirs: str) -> Told:
    lines = [
        {"side": "cost", "what": "Exhibition", "amount": "100000"},
        {"side": "income", "what": "Own", "amount": "50000", "funder": "own"},
        {"side": "income", "what": "A museum", "amount": theirs, "funder": "partner"},
    ]
    return RIGHT.but(strand="collaboration", budget=lines, requested="49999.99")


CASE = RealCall(
    name="21-iaspis-residency-stockholm",
    now=at("2025-03-01T12:00"),
    right=RIGHT,
    pairs=[
        Pair("R1", RIGHT, RIGHT.but(residence="FI")),
        Pair("R2", NOMINATED, NOMINATED.but(residence="SE")),
        Pair("R4", RIGHT, RIGHT.but(period=["2025-11-02", "2026-04-30"])),
        Pair("R4", SUMMER, SUMMER.but(period=["2027-05-01", "2027-10-31"]), number=1),
        Pair("R4", RIGHT, RIGHT.but(period=["2025-11-01", "2026-05-01"]), number=2),
        Pair("R5", _collaboration("0.01"), _collaboration("0")),
    ],
)
