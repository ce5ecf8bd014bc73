"""How often one person may do a thing; without the counter, nobody is blocked."""

import logging
import time

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def within_limit(action: str, who: object, *, limit: int, seconds: int) -> bool:
    """Count one more ``action`` of ``who`` and tell whether it is among the first ``limit`` of this period.

    Parameters: ``seconds`` is the length of a period. When the cache is away the answer is yes: a broken counter
    must not stop an applicant in the last hour.
    """
    key = f"limit:{action}:{who}:{int(time.time() // seconds)}"
    try:
        return _counted(key, seconds) <= limit
    except (RedisError, OSError, ValueError) as problem:  # ValueError: the key ran out between two steps
        logger.warning("limit of %s not counted: %s", action, problem)
        return True


def _counted(key: str, seconds: int) -> int:
    """Count one more; the first of a period begins the count, and of two at once the database of the cache says who."""
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1 if cache.add(key, 1, timeout=seconds) else int(cache.incr(key))
