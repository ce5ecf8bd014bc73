"""The last minute before a deadline: 500 applicants save and hand in against `make run`'s own servers."""

import hashlib
import http.client
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.db import connection, transaction
from django.db.models import Count

from bench import calls, data
from grants.domain import applications, drafts
from grants.enums import ApplicationStatus
from grants.models import Answer, Application, ApplicationMove, Call
from portal.accounts.models import User
from portal.core import embedded
from portal.core.embedded import system

ROOT = Path(__file__).resolve().parent.parent
APPLICANTS, AT_ONCE, WEB_WORKERS = 500, 40, 2
MOST_SECONDS = 60.0
SAVES = (2, 3, 4)  # the sections in which each applicant saves a field
READY_SECONDS = 120
DOMAIN = "rush.example"


@dataclass(frozen=True)
class Person:
    """An applicant with a session and a draft."""

    session: str
    reference: str

    def text(self, section: int) -> str:
        """Return what this person types in a section."""
        return (
            f"{self.reference} skriver i avsnitt {section}: "
            + hashlib.sha256(self.reference.encode()).hexdigest()
        )


class Browser:
    """One connection with the cookies of one person."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.token = hashlib.sha256(session.encode()).hexdigest()[:32]
        self.cookies = f"sessionid={session}; csrftoken={self.token}"
        self.statuses: Counter[int] = Counter()

    def send(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Read a page, or send a form; return the status, where it leads, and the page."""
        headers = {"Cookie": self.cookies, "Host": "localhost"}
        body = None
        if fields is not None:
            body = urlencode({"csrfmiddlewaretoken": self.token, **fields})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        self.connection.request("GET" if fields is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        self.statuses[answer.status] += 1
        return answer.status, answer.headers.get("Location", ""), text


def run() -> bool:
    """Print every figure; returns whether nothing was lost, sent twice or refused, within the minute."""
    calls.prepare()
    call = Call.objects.get(slug=f"{calls.SLUG}0")
    people = _people(call)
    print(f"\nA rush: {APPLICANTS} applicants save {len(SAVES)} fields each and hand in, twice at once,")
    print(
        f"with {WEB_WORKERS} web workers, the worker and the beat on the same machine (bound {MOST_SECONDS:.0f} s)\n"
    )
    # A portal that stops leaves the servers to whoever still uses them: to us, who look at what is kept.
    with embedded.in_use(Path(os.environ["PORTAL_DATA"])), _portal() as port:
        bare = _throughput(lambda: _insert(port))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pages = list(pool.map(lambda person: _opened(port, person), people))
            start = time.perf_counter()
            statuses = sum(
                pool.map(lambda one: _apply(port, *one), zip(people, pages, strict=True)), Counter()
            )
        seconds = time.perf_counter() - start
    requests = sum(statuses.values())
    refused = sum(number for status, number in statuses.items() if status >= 400)
    lost, twice = _lost(people), _twice(people)
    share = requests / seconds / bare
    print(f"{requests} requests in {seconds:.1f} s: {requests / seconds:.0f} a second,")
    print(f"  {share:.0%} of a bare view that inserts one row ({bare:.0f} a second)")
    print(f"answers by status: {dict(sorted(statuses.items()))}")
    print(f"lost: {lost}, handed in twice: {twice}, refused: {refused}")
    _forget()
    within = not (lost or twice or refused) and seconds <= MOST_SECONDS
    print("" if within else "over its bound")
    return within


def _people(call: Call) -> list[Person]:
    """Prepare applicants who have answered everything but what they save in the last minute."""
    _forget()
    users = User.objects.bulk_create(
        User(email=f"{number}@{DOMAIN}", name=f"Sökande {number}", language="sv")
        for number in range(APPLICANTS)
    )
    typed = calls.answers()
    found = []
    for user in users:
        application = applications.start(call, by=user, language="sv")
        drafts.save_answers(application, typed, by=user)
        found.append(Person(_session(user), application.reference))
    return found


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _opened(port: int, person: Person) -> list[tuple[int, str, dict[str, str]]]:
    """Open the sections, as people who write in the last minute have them open: number, a field, where it began."""
    browser, found = Browser(port, person.session), []
    for section in SAVES:
        _status, _to, page = browser.send(f"/my/applications/{person.reference}/form/{section}/")
        name = re.findall(r'name="(q-text-\d+)"', page)[0]
        began = dict(re.findall(r'name="(began-[\w-]+)"[^>]*value="(\w*)"', page))
        found.append((section, name, began))
    return found


def _apply(port: int, person: Person, pages: list[tuple[int, str, dict[str, str]]]) -> "Counter[int]":
    """Do what somebody does in the last minute: type in each section, press the button twice, see the receipt."""
    browser = Browser(port, person.session)
    place = f"/my/applications/{person.reference}/"
    for section, name, began in pages:
        fields = {"page": "rush", **began, name: person.text(section)}
        browser.send(f"{place}form/{section}/save/", fields)
    second = Browser(port, person.session)
    with ThreadPoolExecutor(2) as twice:
        list(twice.map(lambda window: window.send(f"{place}submit/", {}), (browser, second)))
    browser.send(f"{place}receipt/")
    return browser.statuses + second.statuses


def _lost(people: list[Person]) -> int:
    """Count what is missing: texts that were saved, and applications that were handed in."""
    texts = set(
        Answer.objects.filter(
            application__reference__in=[one.reference for one in people], question__code__startswith="text-"
        ).values_list("application__reference", "value")
    )
    missing = sum((one.reference, one.text(section)) not in texts for one in people for section in SAVES)
    handed_in = Application.objects.filter(
        reference__in=[one.reference for one in people], status=ApplicationStatus.SUBMITTED
    )
    return missing + len(people) - handed_in.count()


def _twice(people: list[Person]) -> int:
    """Count the applications that were handed in more than once, and the diary numbers that were given twice."""
    ours = Application.objects.filter(reference__in=[one.reference for one in people])
    moves = (
        ApplicationMove.objects.filter(application__in=ours, to_status=ApplicationStatus.SUBMITTED)
        .values("application")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    numbers = list(ours.values_list("diary_number", flat=True))
    return moves.count() + len(numbers) - len(set(numbers))


def _throughput(call: Callable[[], None], seconds: float = 8.0) -> float:
    """Return how many calls a second so many clients at once get answered."""
    until = time.perf_counter() + seconds

    def again(_number: int) -> int:
        done = 0
        while time.perf_counter() < until:
            call()
            done += 1
        return done

    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = sum(pool.map(again, range(AT_ONCE)))
    return done / (time.perf_counter() - start)


def _insert(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/bench/insert/", "", {"Host": "localhost"})
    if connection.getresponse().status != 200:
        raise RuntimeError("The bare view did not answer.")
    connection.close()


@contextmanager
def _portal() -> Iterator[int]:
    """Run the portal as `make run` does, on the benchmarks' data, with two web workers."""
    port = system.free_port()
    environment = {**os.environ, "PORT": str(port), "WEB_WORKERS": str(WEB_WORKERS)}
    log = Path(os.environ["PORTAL_DATA"]) / "rush.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.run"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + READY_SECONDS
        while "The portal is ready" not in log.read_text(errors="replace"):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"The portal did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _forget() -> None:
    """Remove the applicants of the rush with all they handed in; the benchmarks' database is nobody else's."""
    people = User.objects.filter(email__endswith=f"@{DOMAIN}")
    data.remove_applications(Application.objects.filter(applicant__in=people))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        people._raw_delete(using="default")
