"""People without a browser: plain requests over HTTP, for what many do at once or while something breaks."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg

from portal.core import embedded
from tests.journeys.browsing import PASSWORD
from tests.servers import RunningPortal

CALL = "demo-exchange-grant"
# What fills every required question of the demonstration's exchange grant.
SECTIONS: tuple[list[tuple[str, str]], ...] = (
    [
        ("q-title", "Ljud över Nordsjön"),
        ("q-partner-region", "north-east-england"),
        ("q-fields", "music"),
        ("q-fields", "heritage"),
        ("q-description", "Vi spelar in fiskelägenas sånger på båda sidor om havet."),
    ],
    [("q-participants", "3"), ("q-starts", "2027-03-15"), ("q-young-people", "yes")],
    [
        ("q-requested", "15 000"),
        ("q-budget-cost-what", "Resor"),
        ("q-budget-cost-amount", "21 234,50"),
        ("q-budget-income-what", "Egna medel"),
        ("q-budget-income-amount", "6 234,50"),
    ],
    [("q-true-and-complete", "yes")],
)


@dataclass
class Answer:
    """What the portal answered: the status, the path the answer came from or leads to, and the page."""

    status: int
    path: str
    text: str = ""


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class Client:
    """One session of one person."""

    address: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _StayHere()
        )

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self._send(urllib.request.Request(self.address + path))

    def post(self, path: str, fields: list[tuple[str, str]] | None = None, seconds: float = 60) -> Answer:
        """Send a form as the page at this address would."""
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")
        body = urlencode([("csrfmiddlewaretoken", token), *(fields or [])]).encode()
        headers = {"Referer": self.address + path}
        return self._send(urllib.request.Request(self.address + path, body, headers), seconds)

    def _send(self, request: urllib.request.Request, seconds: float = 60) -> Answer:
        try:
            with self.opener.open(request, timeout=seconds) as answer:
                return Answer(answer.status, urlsplit(answer.url).path, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                target = error.headers.get("Location") or error.url
                return Answer(error.code, urlsplit(target).path, error.read().decode(errors="replace"))


def signed_in(portal: RunningPortal, email: str) -> Client:
    """Return a new session of a person."""
    client = Client(portal.address)
    client.get("/accounts/login/")
    answer = client.post("/accounts/login/", [("login", email), ("password", PASSWORD)])
    assert answer.status == 302, f"{email} could not sign in: {answer.status}"
    return client


def complete_draft(client: Client) -> str:
    """Begin an application to the exchange grant, answer every question, and return its reference."""
    client.get(f"/my/applications/start/{CALL}/")
    begun = client.post(f"/my/applications/start/{CALL}/", [("acting_as", "person"), ("language", "sv")])
    found = re.fullmatch(r"/my/applications/([\w-]+)/", begun.path)
    assert found, f"no draft was begun: {begun.status} {begun.path}"
    for number, answers in enumerate(SECTIONS, start=1):
        saved = client.post(f"/my/applications/{found[1]}/form/{number}/", [*answers, ("go", "next")])
        assert saved.status == 302, saved.text
        assert "problems" not in saved.path
    return found[1]


def rows(portal: RunningPortal, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Return what the portal's database holds."""
    with psycopg.connect(embedded.database_url(portal.data_dir)) as connection:
        return connection.execute(sql, parameters).fetchall()


def wait_for[T](look: Callable[[], T], *, what: str, seconds: float = 90) -> T:
    """Look again and again until there is something, and return it.

    Raises:
        AssertionError: with what was waited for.
    """
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"still no {what} after {seconds:.0f} seconds"
        time.sleep(0.1)
    return found
