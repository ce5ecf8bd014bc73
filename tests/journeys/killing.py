"""Killing a portal's processes with `kill -9` while people and the worker are at work."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException

import psycopg
from psycopg import sql

from portal.core import embedded
from tests.journeys.plain import Answer, Client, wait_for
from tests.servers import RunningPortal

PATIENCE_SECONDS = 60
# These have processes of their own that work; the servers end theirs themselves.
IN_GROUPS = ("web", "worker")


@dataclass
class Told:
    """The answer that somebody got in the end, and how often nobody or nothing sensible answered before."""

    answer: Answer
    unanswered: int


def insist(client: Client, path: str, fields: list[tuple[str, str]] | None = None) -> Told:
    """Send a form until there is an answer, as somebody does whose browser shows an error page: the same form again."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    unanswered = 0
    while True:
        try:
            answer = client.post(path, fields, seconds=20)
        except (OSError, HTTPException) as nothing:
            if time.monotonic() > deadline:
                raise AssertionError(f"{path}: no answer in {PATIENCE_SECONDS} seconds") from nothing
        else:
            if answer.status < 500:
                return Told(answer, unanswered)
            assert time.monotonic() < deadline, f"{path}: {answer.status} for {PATIENCE_SECONDS} seconds"
        unanswered += 1
        time.sleep(0.3)


def kill(portal: RunningPortal, name: str) -> None:
    """Kill one of the portal's processes with all that belong to it, and wait until it has ended."""
    pid = wait_for(lambda: pid_of(portal, name), what=f"running {name}")
    if name in IN_GROUPS:
        os.killpg(pid, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: pid_of(portal, name) != pid, what=f"end of {name}")


def pid_of(portal: RunningPortal, name: str) -> int | None:
    """Return the process id of one of the portal's processes, if it runs now."""
    with suppress(LookupError):
        return portal.pid(name)
    return None


def all_done(acts: Sequence[Callable[[], Told]], blows: Sequence[Callable[[], object]]) -> list[Told]:
    """Let two people do all acts, and deal the blows meanwhile, evenly over them; return what each act was told."""
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(act) for act in acts]
        for number, blow in enumerate(blows, start=1):
            due = number * len(acts) // (len(blows) + 1)
            wait_for(lambda: sum(one.done() for one in running) >= due, what="acts that are done")  # noqa: B023
            blow()
        return [one.result() for one in running]


@contextmanager
def held(portal: RunningPortal, table: str) -> Iterator[Callable[[], None]]:
    """Hold whoever is about to write to a table; yields what waits until somebody is held.

    So a kill comes between two writes of one piece of work, and not by chance. The lock ends with its server, too.
    """
    connection = psycopg.connect(embedded.database_url(portal.data_dir))
    waiting = "SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted"

    def wait() -> None:
        wait_for(lambda: connection.execute(waiting, [table]).fetchone(), what=f"work that writes to {table}")

    try:
        connection.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
        yield wait
    finally:
        with suppress(psycopg.OperationalError):
            connection.rollback()
        connection.close()
