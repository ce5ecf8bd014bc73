"""Health for machines: is the process alive, and can it do its work."""

import functools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core import heartbeat
from portal.core.access import machine

DEADLINE_SECONDS = 1.5
NO_ANSWER = "does not answer"

logger = logging.getLogger(__name__)


class Unready(Exception):
    """A check says no; the message says why, without anything that is not public."""


@machine(rule="Anyone may ask whether the process answers.")
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers, and no more: a lost database must not restart the web server."""
    return JsonResponse({"status": "ok"})


@machine(rule="Anyone may ask whether the portal can work; the answer names parts, never their addresses.")
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Say for each part whether it works: 200 when all do, 503 when one does not, within two seconds."""
    results = _run_all(CHECKS)
    status = "ok" if set(results.values()) == {"ok"} else "unavailable"
    return JsonResponse({"status": status, "checks": results}, status=200 if status == "ok" else 503)


def check_database() -> None:
    """Ask the database for a row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def check_migrations() -> None:
    """Compare the migrations of this version with those the database has seen."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    finally:
        connection.close()
    missing = len(_migrations_on_disk() - set(applied))
    if missing:
        raise Unready(f"{missing} migrations are not applied: run manage.py migrate")


def check_worker() -> None:
    """Look for the worker's heartbeat."""
    if not heartbeat.alive():
        raise Unready("no worker has given a sign of life")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": heartbeat.ping,
    "worker": check_worker,
}

# The last run of each check. One that hangs is waited for again, not started again: a part that does not
# answer would otherwise cost a thread with every question.
_runs: dict[str, Future[None]] = {}
_runs_lock = threading.Lock()


@functools.cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or ())


def _run_all(checks: dict[str, Callable[[], None]]) -> dict[str, str]:
    """Run all checks at once, each in a thread with a connection of its own, and wait DEADLINE_SECONDS."""
    runs = {name: _started(name, check) for name, check in checks.items()}
    wait(runs.values(), timeout=DEADLINE_SECONDS)
    return {name: _outcome(name, run) for name, run in runs.items()}


def _started(name: str, check: Callable[[], None]) -> Future[None]:
    with _runs_lock:
        if name not in _runs or _runs[name].done():
            _runs[name] = Future()
            # A daemon: a check that hangs must not keep the process from ending.
            threading.Thread(target=_run, args=(check, _runs[name]), daemon=True).start()
        return _runs[name]


def _run(check: Callable[[], None], run: Future[None]) -> None:
    try:
        check()
    # Whatever keeps a part from answering is what the check is for; _outcome reports it.
    except Exception as problem:
        run.set_exception(problem)
    else:
        run.set_result(None)


def _outcome(name: str, run: Future[None]) -> str:
    if not run.done():
        return NO_ANSWER
    problem = run.exception()
    if problem is None:
        return "ok"
    if isinstance(problem, Unready):
        return str(problem)
    logger.warning("check %s failed: %s", name, type(problem).__name__)
    return NO_ANSWER
