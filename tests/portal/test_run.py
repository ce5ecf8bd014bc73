"""`make run`: the whole portal starts, comes back when parts die, refuses politely, and stops as a whole."""

import contextlib
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal import run
from portal.core import embedded
from portal.core.ports import Refused
from tests.servers import RunningPortal, running_portal, start_portal


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """A portal that all tests of this module share."""
    with running_portal(tmp_path_factory.mktemp("run") / "data") as started:
        yield started


def health(portal: RunningPortal) -> dict[str, Any]:
    """Return the readiness answer, whatever its status."""
    try:
        with urllib.request.urlopen(f"{portal.address}/health/ready", timeout=5) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as answer:
        with answer:
            return dict(json.load(answer))


def wait_until_ready(portal: RunningPortal) -> None:
    """Wait until every part answers again."""
    deadline = time.monotonic() + 60
    while health(portal)["status"] != "ok":
        assert time.monotonic() < deadline, health(portal)
        time.sleep(0.2)


def wait_for_child(portal: RunningPortal, name: str) -> None:
    """Wait until a child runs again."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(LookupError):
            portal.pid(name)
            return
        time.sleep(0.1)
    raise AssertionError(f"{name} did not come back:\n{portal.output()}")


def runs(pid: int) -> bool:
    """Tell whether there is such a process; one that has ended and waits to be noticed is none."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "State:\tZ" not in status


def refusal(portal: RunningPortal) -> str:
    """Return the last line of a portal that ended by itself."""
    assert portal.process.wait(60) == 1
    return portal.output().strip().splitlines()[-1]


def test_run_prints_address_and_demo_accounts(portal: RunningPortal) -> None:
    assert f": {portal.address}\n" in portal.output()
    assert [account for account, _ in run.DEMO_ACCOUNTS if account not in portal.output()] == []


def test_run_is_ready_with_all_parts(portal: RunningPortal) -> None:
    assert health(portal)["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "worker": "ok",
    }


def test_run_a_second_time_says_that_it_runs(portal: RunningPortal) -> None:
    second = start_portal(portal.data_dir)

    assert refusal(second) == f"The portal is already running: {portal.address}"
    assert health(portal)["status"] == "ok"


def test_children_share_a_session_so_that_the_worker_gives_way_and_none_is_reached_by_ctrl_c(
    portal: RunningPortal,
) -> None:
    own = portal.process.pid
    pids = [portal.pid(name) for name in ("web", "worker")]

    assert [os.getsid(pid) for pid in pids] == [os.getsid(own)] * 2
    assert os.getpgid(own) not in {os.getpgid(pid) for pid in pids}


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_killed_child_comes_back(portal: RunningPortal, name: str) -> None:
    portal.wait_for("Ctrl-C stops it")
    wait_for_child(portal, name)  # beat starts once the portal is ready
    killed = portal.pid(name)
    before = portal.output().count(f"{name:<7}| ended (-9); starting it again")

    os.kill(killed, signal.SIGKILL)

    portal.wait_for(f"{name:<7}| ended (-9); starting it again", times=before + 1, seconds=10)
    wait_for_child(portal, name)
    wait_until_ready(portal)
    assert portal.pid(name) != killed


def test_killed_servers_come_back(portal: RunningPortal) -> None:
    killed = {name: portal.pid(name) for name in ("postgres", "valkey")}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)

    time.sleep(3)
    wait_until_ready(portal)

    assert [name for name, pid in killed.items() if portal.pid(name) == pid] == []


def test_reset_of_a_running_portal_is_refused(portal: RunningPortal) -> None:
    with pytest.raises(Refused, match=r"^The portal is running here\. Stop it first"):
        run.reset(portal.data_dir)


def test_closed_terminal_stops_everything_and_the_next_start_is_quick(portal: RunningPortal) -> None:
    code = portal.stop(signal.SIGHUP)
    servers = embedded.pids(portal.data_dir)
    with running_portal(portal.data_dir) as again:
        output = again.output()

    assert (code, servers) == (0, {"postgres": None, "valkey": None})
    assert ("Database tables" in output, "Facts and demo accounts" in output) == (False, False)
    # Held against the first start, which made and filled the database: a busy machine slows down both.
    assert again.seconds_to_ready < portal.seconds_to_ready / 2


def test_killed_supervisor_leaves_no_child_and_the_next_start_works(portal: RunningPortal) -> None:
    portal.stop()
    first = start_portal(portal.data_dir)
    first.wait_for("The portal is ready")
    wait_for_child(first, "beat")
    children = {name: first.pid(name) for name in ("web", "worker", "beat")}
    first.process.kill()
    first.process.wait()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(runs, children.values())):
        time.sleep(0.1)
    left = [name for name, pid in children.items() if runs(pid)]

    with running_portal(portal.data_dir, PORT=first.address.rsplit(":", 1)[1]) as second:
        assert (health(second)["status"], left) == ("ok", [])


def test_run_on_a_taken_port_names_it_and_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        refused = refusal(start_portal(tmp_path, PORT=str(port)))

    assert refused == (
        f"Port {port} is taken by another program. Stop that, or take another port: PORT={port + 1} make run"
    )


def test_run_with_a_wrong_variable_ends_with_its_sentence(tmp_path: Path) -> None:
    portal = start_portal(tmp_path, STORAGE_URL="bucket")
    try:
        assert portal.process.wait(60) == 1
        assert "The portal is not configured: STORAGE_URL is set wrongly." in portal.output()
        assert "Traceback" not in portal.output()
    finally:
        embedded.stop(tmp_path)


def test_reset_forgets_the_data(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fixtures.stamp").write_text("x")

    run.reset(tmp_path / "data")

    assert (tmp_path / "data").exists() is False


def test_fingerprint_changes_with_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "CHECKOUT", tmp_path)
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "a.yaml").write_text("one")
    before = run.fingerprint(tmp_path / "facts")

    (tmp_path / "facts" / "a.yaml").write_text("two")

    assert run.fingerprint(tmp_path / "facts") != before
