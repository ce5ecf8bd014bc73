"""What both embedded servers need from the operating system: an owner, a port, a lock, a way to start.

PostgreSQL refuses to run as root, so root starts the servers as another user. Nothing is opened up for
that user: where it could not reach the checkout (a clone in /root, for instance), the server process
alone gets the capability to read past closed directories.
"""

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

HOST = "127.0.0.1"
LOCK_SECONDS = 90.0
# Users that exist on every system we know and own nothing that matters, best first.
SERVER_USERS = ("postgres", "nobody")
# Numbers of Linux's capabilities that let a process read past closed directories, the smaller power first.
READ_PAST_DIRECTORIES = (("dac_read_search", 2), ("dac_override", 1))


class ServerError(RuntimeError):
    """An embedded server cannot be used; the message says why and what to do, in one sentence or two."""


@contextmanager
def exclusive(data_dir: Path) -> Iterator[None]:
    """Let one process at a time start or stop the servers of ``data_dir``.

    Raises:
        ServerError: when the lock is not free within LOCK_SECONDS.
    """
    with _open_lock(data_dir, "servers.lock") as handle:
        deadline = time.monotonic() + LOCK_SECONDS
        while not _try_lock(handle, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise ServerError(
                    f"Another process has been starting or stopping the servers of {data_dir} for more "
                    f"than {LOCK_SECONDS:.0f} seconds. End it and try again."
                )
            time.sleep(0.05)
        yield


@contextmanager
def in_use(data_dir: Path) -> Iterator[None]:
    """Keep others from stopping the servers of ``data_dir`` while the block runs (see ``unused``)."""
    with _open_lock(data_dir, "servers.use") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield


def unused(data_dir: Path) -> bool:
    """Say whether no process is inside ``in_use`` for ``data_dir``."""
    with _open_lock(data_dir, "servers.use") as handle:
        return _try_lock(handle, fcntl.LOCK_EX)


@contextmanager
def _open_lock(data_dir: Path, name: str) -> Iterator[int]:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(data_dir / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ServerError(
            f"The portal cannot write in {data_dir} ({error.strerror}). Run it as the user who owns that "
            "directory, or set PORTAL_DATA to a directory you can write in."
        ) from error
    try:
        yield handle
    finally:
        os.close(handle)


def _try_lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port(preferred: int | None = None) -> int:
    """Return ``preferred`` if nothing listens there on 127.0.0.1, otherwise a port that is free now."""
    for port in (preferred or 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError(f"No free port was found on {HOST}.")


def package_directory(package: str) -> Path:
    """Return where a wheel is installed, without importing it (its import has effects we do not want).

    Raises:
        ServerError: when the wheel is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            f"The package {package} is not installed in this environment. Run `make run`, or `uv sync`."
        )
    return Path(spec.submodule_search_locations[0])


def private_directory(path: Path) -> Path:
    """Make a directory that only the server's user may enter, and hand it to that user when we are root.

    A directory that already belongs to an ordinary user stays theirs: root then runs the server as them.

    Raises:
        ServerError: when the directory belongs to somebody else and we are not root.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = path.stat().st_uid
    if os.geteuid() == 0:
        if owner == 0:
            user = server_user()
            os.chown(path, user.pw_uid, user.pw_gid)
    elif owner != os.geteuid():
        raise ServerError(
            f"{path} belongs to the user {_user_name(owner)}. Run this command as the user who started the "
            "portal here first, or as root, or run `make reset` as root to begin anew."
        )
    return path


def server_user() -> pwd.struct_passwd:
    """Return the system user as whom root runs the servers.

    Raises:
        ServerError: when the system has none of SERVER_USERS.
    """
    for name in SERVER_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError(
        "PostgreSQL does not run as root, and this system has no user "
        f"{' or '.join(SERVER_USERS)} to run it as. Run this command as an ordinary user."
    )


def run_as_owner(
    directory: Path, command: Sequence[str | Path], *, timeout: float = 120.0
) -> subprocess.CompletedProcess[str]:
    """Run one program of a server as the owner of ``directory`` and return its result, output included.

    Args:
        directory: the server's own directory, made by ``private_directory``.
        command: an absolute path and its arguments.
        timeout: seconds after which the program is taken for hung.

    Raises:
        ServerError: when the program hangs, or cannot be run as the directory's owner.
    """
    arguments = [str(part) for part in command]
    if os.geteuid() == 0:
        arguments = [*_change_user(directory, Path(arguments[0])), *arguments]
    try:
        # Own session: Ctrl-C and a closed terminal do not reach the server it may leave running.
        # Output goes to a file, not a pipe: a server that inherits a pipe would keep us waiting.
        with (directory / "command.log").open("w+", encoding="utf-8", errors="replace") as output:
            done = subprocess.run(
                arguments,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=timeout,
                start_new_session=True,
                check=False,
            )
            output.seek(0)
            return subprocess.CompletedProcess(arguments, done.returncode, output.read(), "")
    except subprocess.TimeoutExpired as error:
        raise ServerError(f"{arguments[0]} did not finish within {timeout:.0f} seconds.") from error


def _change_user(directory: Path, program: Path) -> list[str]:
    """Return the ``setpriv`` command that runs a program as the owner of ``directory``."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ServerError(
            "PostgreSQL does not run as root, and `setpriv` (package util-linux) is missing to start it as "
            "another user. Install util-linux, or run this command as an ordinary user."
        )
    status = directory.stat()
    change = [setpriv, f"--reuid={status.st_uid}", f"--regid={status.st_gid}", "--clear-groups"]
    probe = ["sh", "-c", 'test -x "$1" && test -x "$2"', "sh", str(program), str(directory)]
    if _succeeds([*change, *probe]):
        return change
    for name, number in READ_PAST_DIRECTORIES:
        reading = [
            *change,
            f"--inh-caps=+{name}",
            f"--ambient-caps=+{name}",
            # Without this, access(2) ignores the capability, and PostgreSQL asks access(2).
            "--securebits=+no_setuid_fixup",
        ]
        if _has_capability(number) and _succeeds([*reading, *probe]):
            return reading
    raise ServerError(
        f"PostgreSQL does not run as root, and the user {_user_name(status.st_uid)}, as whom it is started, "
        f"cannot reach {program} and {directory}. Run this command as an ordinary user, or put the portal in "
        "a directory that everybody may enter, such as /srv."
    )


def _succeeds(command: list[str]) -> bool:
    done = subprocess.run(command, cwd="/", capture_output=True, check=False)
    return done.returncode == 0


def _has_capability(number: int) -> bool:
    status = Path("/proc/self/status")
    if not status.exists():
        return False
    for line in status.read_text().splitlines():
        if line.startswith("CapEff:"):
            return bool(int(line.split()[1], 16) >> number & 1)
    return False


def command_line(pid: int) -> str:
    """Return the command line of a living process; empty if it is gone, or dead and not yet buried."""
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    done = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def program_is_gone(pid: int) -> bool:
    """Say whether the file a process was started from was removed or replaced; False where one cannot tell."""
    try:
        return os.readlink(f"/proc/{pid}/exe").endswith(" (deleted)")
    except OSError:
        return False


def last_lines(path: Path, count: int = 5) -> str:
    """Return the last lines of a server's log, for a message."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:])


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
