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

    def count(self, key: str, seconds: int) -> int:
        """Count one more under a key, and return how many there are by now; the first begins the ``seconds`` after
        which the count is forgotten.

        In one step, so that of two at once each has a number of its own; Django's ``incr`` asks first whether there is
        a number, and the answer may be outdated when it adds to it.
        """
        made = self.make_and_validate_key(key)
        client: Any = self._cache.get_client(made, write=True)
        number: int = client.incr(made)
        if number == 1:
            client.expire(made, seconds)
        return number
