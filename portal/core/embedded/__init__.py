"""The embedded servers: a real PostgreSQL and a real Valkey for a machine that has none.

``settings`` asks for their addresses, so whatever loads the settings (a shell, a migration, a test) finds
them running. They run on their own, not as children of whoever started them: they survive Ctrl-C, a killed
terminal and the end of one command, and the next command finds them again. ``stop`` ends them.

Nothing here imports Django: the settings import this.
"""

from pathlib import Path

from portal.core.embedded.postgres import Postgres
from portal.core.embedded.system import ServerError, exclusive, in_use, unused
from portal.core.embedded.valkey import Valkey

__all__ = ["ServerError", "database_url", "in_use", "pids", "redis_url", "stop"]


def database_url(data_dir: Path) -> str:
    """Return the address of the embedded PostgreSQL of ``data_dir``, started if it is not running.

    Raises:
        ServerError: with a sentence for the user, when it cannot be started.
    """
    # Resolved: the same directory by two names must not become two servers.
    return _address(Postgres(data_dir.resolve()))


def redis_url(data_dir: Path) -> str:
    """Return the address of the embedded Valkey of ``data_dir``, started if it is not running.

    Raises:
        ServerError: with a sentence for the user, when it cannot be started.
    """
    return _address(Valkey(data_dir.resolve()))


def stop(data_dir: Path) -> bool:
    """Stop both servers of ``data_dir``, unless another process is inside ``in_use``.

    Returns:
        Whether they are stopped now; False means that somebody else uses them.

    Raises:
        ServerError: when a server does not stop.
    """
    data_dir = data_dir.resolve()
    if not data_dir.exists():
        return True
    with exclusive(data_dir):
        if not unused(data_dir):
            return False
        Valkey(data_dir).stop()
        Postgres(data_dir).stop()
    return True


def pids(data_dir: Path) -> dict[str, int | None]:
    """Return the process ids of the servers of ``data_dir`` by name, None for one that does not run."""
    data_dir = data_dir.resolve()
    return {"postgres": Postgres(data_dir).pid(), "valkey": Valkey(data_dir).pid()}


def _address(server: Postgres | Valkey) -> str:
    # The common case needs no lock: it runs, and its address is on file.
    if url := server.url():
        return url
    with exclusive(server.data_dir):
        return server.url() or server.start()
