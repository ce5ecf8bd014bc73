"""A picture is drawn once for the same data and language, and always when the cache is away."""

import logging
from typing import Any

import pytest
from django.utils import translation

from portal.core.charts import Bar, Picture, bar_chart, cached_picture

LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pictures"}}
AWAY = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 1},
    }
}


class Painter:
    """Counts how often it was asked to draw."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self) -> Picture:
        self.drawn += 1
        return bar_chart([Bar("a", self.drawn)], title="t")


def test_cached_picture_is_drawn_once_for_each_content_and_language(settings: Any) -> None:
    settings.CACHES = LOCAL
    painter = Painter()
    first = cached_picture(["once", 1], painter.draw)
    second = cached_picture(["once", 1], painter.draw)
    assert (first, painter.drawn) == (second, 1)
    cached_picture(["once", 2], painter.draw)
    with translation.override("sv"):
        cached_picture(["once", 1], painter.draw)
    assert painter.drawn == 3


def test_cached_picture_is_drawn_when_the_cache_is_away(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = AWAY
    painter = Painter()
    with caplog.at_level(logging.WARNING, logger="portal.core.charts.cache"):
        picture = cached_picture(["away"], painter.draw)
    assert (picture.title, painter.drawn) == ("t", 1)
    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer; the picture is drawn without it."
    ]
