"""The worker's heartbeat: a key that it renews while it lives, and that the readiness check looks for."""

import logging

import redis
from django.conf import settings

KEY = "portal-worker-heartbeat"
# Celery's worker sends a heartbeat every two seconds; a few may be lost while the machine is busy.
LIVES_SECONDS = 20
TIMEOUT_SECONDS = 1.0

logger = logging.getLogger(__name__)


def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )


def beat() -> None:
    """Say that a worker lives; a broker that is away is logged, since the next heartbeat comes soon."""
    try:
        with _client() as client:
            client.set(KEY, 1, ex=LIVES_SECONDS)
    except redis.RedisError as problem:
        logger.warning("heartbeat not written: %s", type(problem).__name__)


def alive() -> bool:
    """Say whether a worker has lately said that it lives.

    Raises:
        redis.RedisError: when the broker cannot be asked.
    """
    with _client() as client:
        return bool(client.exists(KEY))


def ping() -> None:
    """Ask the broker for an answer.

    Raises:
        redis.RedisError: when it gives none.
    """
    with _client() as client:
        client.ping()
