"""A whole portal for tests that need one: its own data, its own port, started and stopped as `make run` does.

with running_portal(tmp_path / "data") as portal:
    page.goto(portal.address)
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.core import embedded
from portal.core.embedded import system

CHECKOUT = Path(__file__).resolve().parent.parent
START_SECONDS = 150
STOP_SECONDS = 60
# Shells and test runs hold these; a portal of its own must not see them.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DEBUG", "DEMO", "PYTEST_XDIST_WORKER")


@dataclass
class RunningPortal:
    """A portal started by `python -m portal.run` in a process of its own."""

    process: subprocess.Popen[bytes]
    address: str
    data_dir: Path
    log: Path
    environment: dict[str, str]
    seconds_to_ready: float = 0.0

    def output(self) -> str:
        """Return what it has printed so far."""
        return self.log.read_text(errors="replace")

    def manage(self, *arguments: str) -> str:
        """Run a management command on this portal's data and return what it prints.

        Raises:
            AssertionError: when the command fails; the message is its output.
        """
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def pid(self, name: str) -> int:
        """Return the process id of the portal's "web", "worker", "beat", "postgres" or "valkey".

        Raises:
            LookupError: when there is no such process now.
        """
        servers = embedded.pids(self.data_dir)
        if name in servers:
            pid = servers[name]
            if pid is None:
                raise LookupError(f"{name} does not run")
            return pid
        return child_pid(self.process.pid, name)

    def wait_for(self, text: str, *, times: int = 1, seconds: float = START_SECONDS) -> None:
        """Wait until the portal has printed a text.

        Raises:
            TimeoutError: with all it printed, when it does not, or ends before.
        """
        deadline = time.monotonic() + seconds
        while self.output().count(text) < times:
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise TimeoutError(f"The portal did not print {text!r}:\n{self.output()}")
            time.sleep(0.1)

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def start_portal(data_dir: Path, **variables: str) -> RunningPortal:
    """Start a portal on a free port and return at once; ``variables`` are added to its environment."""
    data_dir.mkdir(parents=True, exist_ok=True)
    port = variables.get("PORT") or str(system.free_port())
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment |= {"PORTAL_DATA": str(data_dir), "DEMO": "1", **variables, "PORT": port}
    log = data_dir / f"run-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.run"],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return RunningPortal(process, f"http://localhost:{port}", data_dir, log, environment)


# A portal that runs on seeded data while a block is left open: with seeded() as portal.
type Seeded = Callable[..., AbstractContextManager[RunningPortal]]


@contextmanager
def running_portal(data_dir: Path, **variables: str) -> Iterator[RunningPortal]:
    """Start a portal, wait until it is ready, and stop all of it at the end."""
    begun = time.monotonic()
    portal = start_portal(data_dir, **variables)
    try:
        portal.wait_for("The portal is ready")
        portal.seconds_to_ready = time.monotonic() - begun
        yield portal
    finally:
        portal.stop()
        embedded.stop(data_dir)


def child_pid(parent: int, name: str) -> int:
    """Return the child of a supervisor that runs the portal's "web", "worker" or "beat"."""
    patterns = {"web": r"granian.* --interface ", "worker": r"portal worker ", "beat": r"portal beat "}
    listing = subprocess.run(
        ["ps", "-ww", "-o", "pid=,command=", "--ppid", str(parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    for line in listing.stdout.splitlines():
        pid, command = line.split(maxsplit=1)
        if re.search(patterns[name], command):
            return int(pid)
    raise LookupError(f"{name} does not run")
