"""The cache on Redis, with a client that is kept."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class KeptClient(RedisCacheClient):
    """Django makes a new client, with its hundred commands' answers, each time the cache is asked: half of what that costs.

    A client may be used by all threads at once: what it holds of its own is the pool of connections.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """Return the client of one of the servers."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if id(pool) not in self._kept:
            self._kept[id(pool)] = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return self._kept[id(pool)]


class KeptRedisCache(RedisCache):
    """Django's cache on Redis, one client for each server for as long as the process lives."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient
