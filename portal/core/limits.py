"""How often one person may do a thing; without the counter, nobody is blocked."""

import logging
import time
from typing import cast

from django.core.cache import cache
from redis.exceptions import RedisError

from portal.core.cache import KeptRedisCache

logger = logging.getLogger(__name__)


def within_limit(action: str, who: object, *, limit: int, seconds: int) -> bool:
    """Count one more ``action`` of ``who`` and tell whether it is among the first ``limit`` of this period.

    Parameters: ``seconds`` is the length of a period. When the cache is away the answer is yes: a broken counter
    must not stop an applicant in the last hour.
    """
    key = f"limit:{action}:{who}:{int(time.time() // seconds)}"
    try:
        return cast("KeptRedisCache", cache).count(key, seconds) <= limit
    except (RedisError, OSError) as problem:
        logger.warning("limit of %s not counted: %s", action, problem)
        return True
