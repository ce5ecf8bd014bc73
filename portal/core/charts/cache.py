"""Pictures are drawn once: the cache keeps them by what they were drawn from."""

import hashlib
import json
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from portal.core.charts.picture import Picture

logger = logging.getLogger(__name__)

VERSION = 1  # raise it when pictures come out differently from the same data
DAY = 24 * 3600


def cached_picture(key_parts: Any, draw: Callable[[], Picture], *, seconds: int = DAY) -> Picture:
    """Return the picture of `draw()`, drawn only if none was kept for the same content and language.

    A cache that does not answer costs the time of drawing and a warning in the log, never the page.

    Parameters:
        key_parts: the data that the picture is drawn from (lists, dicts, dataclasses' tuples: what JSON or
        `repr` can
            say), so that new data are a new picture and nothing ever has to be emptied.
        draw: draws the picture.
        seconds: how long to keep it.
    """
    content = json.dumps(
        [VERSION, get_language(), key_parts], default=repr, sort_keys=True, ensure_ascii=False
    )
    key = "picture:" + hashlib.sha256(content.encode()).hexdigest()
    try:
        kept = cache.get(key)
    except Exception:  # whatever the cache's client raises: Redis' errors are no common class of Django's
        logger.warning("The cache does not answer; the picture is drawn without it.", exc_info=True)
        return draw()
    if isinstance(kept, Picture):
        return kept
    picture = draw()
    try:
        cache.set(key, picture, seconds)
    except Exception:
        logger.warning("The cache does not take the picture; it will be drawn again.", exc_info=True)
    return picture
