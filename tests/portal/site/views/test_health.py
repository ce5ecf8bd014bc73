"""Health: live looks at nothing, ready at every part, and neither keeps a caller waiting."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from portal.core import heartbeat
from portal.site.views import health

# The suite runs on every core; an answer may wait for its turn.
BUSY_MACHINE_SECONDS = 1.0


@pytest.fixture(autouse=True)
def _a_worker() -> Iterator[None]:
    heartbeat.beat()
    yield
    with heartbeat._client() as broker:
        broker.delete(heartbeat.KEY)


def ask(client: Client, name: str) -> tuple[int, Any]:
    """Return status and answer of a health address."""
    response = client.get(reverse(f"site:health:{name}"))
    return response.status_code, response.json()


def test_addresses_stay_put() -> None:
    assert (reverse("site:health:live"), reverse("site:health:ready")) == ("/health/live", "/health/ready")


def test_live_asks_no_part(client: Client) -> None:
    assert ask(client, "live") == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_names_every_part(client: Client) -> None:
    assert ask(client, "ready") == (
        200,
        {
            "status": "ok",
            "checks": {"database": "ok", "migrations": "ok", "broker": "ok", "worker": "ok"},
        },
    )


@pytest.mark.django_db
def test_ready_without_worker_says_so(client: Client) -> None:
    with heartbeat._client() as broker:
        broker.delete(heartbeat.KEY)

    status, answer = ask(client, "ready")

    assert (status, answer["checks"]["worker"]) == (503, "no worker has given a sign of life")


@pytest.mark.django_db
@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_ready_without_broker_says_so_without_its_address(client: Client) -> None:
    status, answer = ask(client, "ready")

    assert (status, answer["status"]) == (503, "unavailable")
    assert answer["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "broker": "does not answer",
        "worker": "does not answer",
    }


@pytest.mark.django_db
def test_ready_with_a_missing_migration_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_one_more = health._migrations_on_disk() | {("grants", "9999_later")}
    monkeypatch.setattr(health, "_migrations_on_disk", lambda: with_one_more)

    status, answer = ask(client, "ready")

    assert (status, answer["checks"]["migrations"]) == (
        503,
        "1 migrations are not applied: run manage.py migrate",
    )


@pytest.mark.django_db
def test_ready_with_a_part_that_hangs_answers_in_time_and_starts_no_second_check(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    released, asked = threading.Event(), []

    def hang() -> None:
        asked.append(1)
        released.wait(30)

    monkeypatch.setitem(health.CHECKS, "database", hang)
    ask(client, "live")  # the first request of a process imports every view
    begun = time.monotonic()
    first = ask(client, "ready")
    seconds = time.monotonic() - begun
    second = ask(client, "ready")
    released.set()

    assert first[1]["checks"]["database"] == "does not answer"
    assert (first[0], second[0], len(asked)) == (503, 503, 1)
    assert seconds < health.DEADLINE_SECONDS + 0.5 + BUSY_MACHINE_SECONDS
