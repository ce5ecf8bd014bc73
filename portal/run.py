"""Runs the whole portal in the foreground on a machine that has nothing: `make run`.

Servers, migrations, translations and the demonstration's data are made ready step by step; then web, worker
and beat run until Ctrl-C, each started again when it dies. Without Django: the steps that need it are
commands of their own.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from portal.core import embedded
from portal.core.ports import Refused, port_number, require_free
from portal.core.processes import die_with_parent, forward, kill_group, say

CHECKOUT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
READY_SECONDS = 60
STOP_SECONDS = 20
# A child that dies again and again waits longer and longer, at most this long.
LONGEST_PAUSE_SECONDS = 15.0
LIVED_WELL_SECONDS = 30.0
# Celery warns root on every start; a demonstration on a machine of root's own is no news to root.
IGNORE_ROOT_WARNING = "ignore:You're running the worker with superuser privileges"
DEMO_ACCOUNTS = (
    ("officer@vgr.example", "officer in Västra Götaland"),
    ("decision@vgr.example", "decides there"),
    ("admin@vgr.example", "administers it, makes the annual report"),
    ("auditor@vgr.example", "reads all of it"),
    ("assessor1@vgr.example", "assesses applications"),
    ("assessor2@vgr.example", "assesses applications"),
    ("officer@midtjylland.example", "officer in Region Midtjylland"),
    ("officer@vlaanderen.example", "officer in Flanders"),
    ("decision@vlaanderen.example", "decides there"),
    ("admin@vlaanderen.example", "administers it, second officer"),
    ("assessor@vlaanderen.example", "assesses applications"),
    ("officer@cfwb.example", "officer in the French Community"),
    ("decision@cfwb.example", "decides there"),
    ("admin@cfwb.example", "administers it, second officer"),
    ("assessor@cfwb.example", "assesses applications"),
    ("artist@applicant.example", "applies as a person"),
    ("museum@applicant.example", "applies for an organisation"),
    ("root@portal.example", "superuser"),
)


@dataclass
class Child:
    """One process of the portal, started again when it dies."""

    name: str
    command: list[str]
    # What it gets when the supervisor is killed. Celery would wait for ever for a broker that has gone meanwhile; what
    # it has not finished is a row that the next worker takes up.
    orphaned: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    pause: float = 0.0
    start_at: float = 0.0


def main() -> None:
    """Do what the arguments say and end with a sentence when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m portal.run", description="Run the portal, all of it.")
    parser.add_argument("--reset", action="store_true", help="forget the local data")
    parser.add_argument("--stop-servers", action="store_true", help="stop the servers if nobody uses them")
    arguments = parser.parse_args()
    environment = run_environment()
    data_dir = Path(environment["PORTAL_DATA"]).resolve()
    try:
        if arguments.reset:
            reset(data_dir)
        elif arguments.stop_servers:
            embedded.stop(data_dir)
        else:
            Portal(environment, data_dir).run()
    except (Refused, embedded.ServerError) as problem:
        sys.exit(f"\n{problem}")


def run_environment() -> dict[str, str]:
    """Return the environment of every part: the user's own, and the demonstration unless DEBUG or DEMO says."""
    environment = dict(os.environ)
    if not environment.get("DEBUG"):
        environment.setdefault("DEMO", "1")
    environment.setdefault("PORT", "8000")
    environment.setdefault("PORTAL_DATA", str(CHECKOUT / ".data"))
    environment.setdefault("PORTAL_URL", f"http://localhost:{environment['PORT']}")
    environment["PYTHONUNBUFFERED"] = "1"
    return environment


def reset(data_dir: Path) -> None:
    """Stop the servers and delete the local data, migrated schema and uploaded files included.

    Raises:
        Refused: while a portal runs on it.
    """
    if not data_dir.exists():
        print("There is no local data.")
        return
    if not embedded.stop(data_dir):
        raise Refused("The portal is running here. Stop it first (Ctrl-C where it runs).")
    shutil.rmtree(data_dir)
    print(f"Forgot the local data in {data_dir}.")


class Portal:
    """The running portal: its steps, its children, and how it ends."""

    def __init__(self, environment: dict[str, str], data_dir: Path) -> None:
        self.environment = environment
        self.data_dir = data_dir
        self.port = port_number(environment["PORT"])
        self.stopping = threading.Event()
        self.children: list[Child] = []
        self.address = f"http://localhost:{self.port}"

    def run(self) -> None:
        """Start everything, watch over it, and stop everything at the first signal.

        Raises:
            Refused: when it runs already, the port is taken, or a step fails.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        begun = time.monotonic()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._only_one():
            require_free(self.port)
            try:
                with embedded.in_use(self.data_dir):
                    self._prepare()
                    self._start_children()
                    self._wait_until_ready(begun)
                    self._watch()
            finally:
                self._stop_all()

    # --- Steps ----------------------------------------------------------------------------------

    def _prepare(self) -> None:
        with self._step("Servers: PostgreSQL and Valkey"):
            self._start_servers()
        # A database of somebody else's may have changed since; ours has not.
        own = not self.environment.get("DATABASE_URL")
        stamp = fingerprint(
            CHECKOUT / "uv.lock", *CHECKOUT.glob("*/migrations"), *CHECKOUT.glob("*/*/migrations")
        )
        if not own or self._is_new("migrations", stamp):
            with self._step("Database tables"):
                self._manage("migrate", "--no-input", "--verbosity", "0")
                self._remember("migrations", stamp)
        sources = sorted((CHECKOUT / "locale").rglob("*.po"))
        stamp = fingerprint(*sources)
        compiled = all(source.with_suffix(".mo").exists() for source in sources)
        if not compiled or (sources and self._is_new("messages", stamp)):
            with self._step("Translations"):
                self._manage("compilemessages", "--verbosity", "0", "--ignore", ".venv")
                self._remember("messages", stamp)
        stamp = fingerprint(CHECKOUT / "fixtures", *CHECKOUT.glob("*/*/management/commands/seed_demo.py"))
        if self._is_new("fixtures", stamp):
            with self._step("Facts and demo accounts"):
                self._manage("seed_demo")
                self._remember("fixtures", stamp)

    @contextlib.contextmanager
    def _step(self, title: str) -> Iterator[None]:
        if self.stopping.is_set():
            raise Refused("Stopped before it was ready.")
        begun = time.monotonic()
        print(f"· {title} ...", end="", flush=True)
        yield
        print(f" {time.monotonic() - begun:.1f} s", flush=True)

    def _start_servers(self) -> None:
        """Start what the environment does not name; the children get no address, they ask for it."""
        if not self.environment.get("DATABASE_URL"):
            embedded.database_url(self.data_dir)
        if not self.environment.get("REDIS_URL"):
            embedded.redis_url(self.data_dir)

    def _manage(self, *arguments: str) -> None:
        """Run one management command; its output is shown only when it fails."""
        done = subprocess.run(
            [PYTHON, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            check=False,
        )
        if done.returncode != 0:
            raise Refused(f"{done.stdout.strip()}\n\n`manage.py {' '.join(arguments)}` failed; see above.")

    def _is_new(self, name: str, stamp: str) -> bool:
        path = self._stamp(name)
        return not path.exists() or path.read_text() != stamp

    def _remember(self, name: str, stamp: str) -> None:
        self._stamp(name).write_text(stamp)

    def _stamp(self, name: str) -> Path:
        return self.data_dir / f"{name}.stamp"

    # --- Children -------------------------------------------------------------------------------

    def _start_children(self) -> None:
        host = self.environment.get("HOST", "127.0.0.1")
        bin_dir = Path(PYTHON).parent
        web = [str(bin_dir / "granian"), "--interface", "wsgi", "--host", host, "--port", str(self.port)]
        web += [
            "--workers",
            self.environment.get("WEB_WORKERS", "1"),
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
        ]
        celery = [PYTHON, "-W", IGNORE_ROOT_WARNING, "-m", "celery", "--quiet", "-A", "portal"]
        beat_file = str(self.data_dir / "beat-schedule")
        self.children = [
            Child("web", [*web, "portal.wsgi:application"], orphaned=signal.SIGTERM),
            # The only worker here has no neighbours to look for when it starts.
            Child("worker", [*celery, "worker", "--concurrency", "2", "--without-mingle"]),
            Child("beat", [*celery, "beat", "--schedule", beat_file, "--pidfile="]),
        ]
        # Beat waits until the portal is ready: on a small machine it would only slow the other two down.
        for child in self.children[:-1]:
            self._start(child)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            cwd=CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Own group: Ctrl-C is for us, and we stop the children in order. One session for all of them: Linux weighs
            # sessions against each other, and only inside one does the worker's niceness let the pages go first.
            process_group=0,
            preexec_fn=partial(die_with_parent, child.orphaned),
        )
        child.started_at = time.monotonic()
        threading.Thread(target=forward, args=(child.name, child.process.stdout), daemon=True).start()

    def _wait_until_ready(self, begun: float) -> None:
        print("· Web, worker and beat ...", end="", flush=True)
        waited = time.monotonic()
        while not self.stopping.is_set():
            self._restart_dead(self.children[:-1])
            if self._ready():
                print(f" {time.monotonic() - waited:.1f} s", flush=True)
                self._welcome(time.monotonic() - begun)
                return
            if time.monotonic() - waited > READY_SECONDS:
                print()
                self._stamp("migrations").unlink(missing_ok=True)
                raise Refused(f"The portal did not become ready within {READY_SECONDS} seconds; see above.")
            self.stopping.wait(0.2)

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=3) as answer:
                return int(answer.status) == 200
        except OSError:
            return False

    def _welcome(self, seconds: float) -> None:
        print(f"\nThe portal is ready after {seconds:.0f} seconds: {self.address}\n")
        if self.environment.get("DEMO") == "1":
            print("Sign in with one of these accounts; every password is: demo")
            for account, purpose in DEMO_ACCOUNTS:
                print(f"  {account:<30} {purpose}")
            print()
        print("Ctrl-C stops it. The data stays in", self.data_dir, flush=True)

    def _watch(self) -> None:
        while not self.stopping.wait(0.5):
            self._restart_dead(self.children)
            try:
                self._start_servers()
            except embedded.ServerError as problem:
                print(f"servers | {problem}", flush=True)

    def _restart_dead(self, children: list[Child]) -> None:
        """Start what has not been started, or has died and waited its pause."""
        now = time.monotonic()
        for child in children:
            if child.process is None:
                if now >= child.start_at:
                    self._start(child)
            elif child.process.poll() is not None:
                lived = now - child.started_at
                longer = min(max(1.0, child.pause * 2), LONGEST_PAUSE_SECONDS)
                child.pause = 0.0 if lived > LIVED_WELL_SECONDS else longer
                child.start_at = now + child.pause
                print(f"{child.name:<7}| ended ({child.process.returncode}); starting it again", flush=True)
                # What it left behind (a pool's processes) must not work on beside the new one.
                kill_group(child.process.pid, signal.SIGKILL)
                child.process = None

    # --- The end --------------------------------------------------------------------------------

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        if running:
            say("\nStopping ...")
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            kill_group(process.pid, signal.SIGKILL)
        if not embedded.stop(self.data_dir):
            say("PostgreSQL and Valkey keep running: another command uses them.")
        if running:
            say("Stopped.")

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the lock of the running portal of this data directory.

        Raises:
            Refused: when another process holds it.
        """
        with (self.data_dir / "run.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                where = lock.read().strip() or "this machine"
                raise Refused(f"The portal is already running: {where}") from None
            lock.truncate(0)
            lock.write(self.address)
            lock.flush()
            yield
            lock.truncate(0)


def fingerprint(*roots: Path) -> str:
    """Return a digest of the names and contents of the roots, and of all files below those that are directories."""
    digest = hashlib.sha256()
    files = {file for root in roots for file in ([root] if root.is_file() else root.rglob("*"))}
    for file in sorted(files):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(str(file.relative_to(CHECKOUT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
