"""The worker's heartbeat is seen while it is renewed."""

import time

import pytest
import redis
from django.test import override_settings

from portal.core import heartbeat


@pytest.fixture(autouse=True)
def _no_worker() -> None:
    with heartbeat._client() as client:
        client.delete(heartbeat.KEY)


def test_alive_without_worker_is_false() -> None:
    assert heartbeat.alive() is False


def test_alive_after_a_beat_is_true_for_a_while() -> None:
    heartbeat.beat()

    with heartbeat._client() as client:
        seconds = client.ttl(heartbeat.KEY)
    assert heartbeat.alive() is True
    assert 0 < seconds <= heartbeat.LIVES_SECONDS


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_beat_without_broker_is_logged_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    heartbeat.beat()

    assert [record.getMessage() for record in caplog.records] == ["heartbeat not written: ConnectionError"]


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_alive_without_broker_raises_at_once() -> None:
    begun = time.monotonic()

    with pytest.raises(redis.ConnectionError):
        heartbeat.alive()

    assert time.monotonic() - begun < 2
