"""What every test stands on: a real PostgreSQL, a real Valkey, files in a temporary place, no internet.

The embedded servers of the checkout serve the tests too, with a database of the tests' own (one for each
xdist worker) and a Valkey database of the tests' own. With DATABASE_URL and REDIS_URL set, those are used.
"""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.test import TransactionTestCase, override_settings

from portal.core import embedded
from tests.clients import StrictClient
from tests.sharing_out import Together, turn_of

CHECKOUT = Path(__file__).resolve().parent.parent
DATA_DIR = CHECKOUT / ".data"
# What a developer's shell may hold and a test must not depend on.
FOREIGN = (
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "MAKEFLAGS",
    "PORTAL_DATA",
    "PORTAL_NAME",
    "PORTAL_URL",
    "SECRET_KEY",
    "SENTRY_DSN",
    "STORAGE_URL",
)


IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _valkey_database(number: int) -> str:
    """Return the address of one of Valkey's 16 databases; 0 is the running portal's."""
    address = os.environ.get("REDIS_URL") or embedded.redis_url(DATA_DIR)
    return f"{address.rsplit('/', 1)[0]}/{1 + number % 15}"


# The settings are read once, before any fixture: the environment has to be right when this file is imported.
# An xdist worker inherits it, and reads the settings before it comes here.
if not IS_WORKER:
    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests choose their own environment.")
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ["DEMO"] = "1"
    os.environ["REDIS_URL"] = _valkey_database(0)
    # Now, so that a conftest further down may import models.
    django.setup()

_session = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Keep a portal that stops meanwhile from stopping the servers under the tests, and load the apps.

    pytest-django loads them only when something has read a setting before; a test of plain functions has not.
    """
    _session.enter_context(embedded.in_use(DATA_DIR))
    django.setup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest pieces first."""
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out by what belongs together; xdist's groups are lost on a pytest that names its tests itself."""
    return Together(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_collection_finish() -> None:
    """Look less often for cycles among objects, and never among those that stay: the portal and all tests.

    A tenth of a test's time went into going through them again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the servers; they keep running for the next test run."""
    _session.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Give each xdist worker a Valkey database of its own, so that no worker takes another's messages."""
    for number, spec in enumerate(specs):
        spec.env["REDIS_URL"] = _valkey_database(number + 1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Copy each test database from a migrated one, and do not wait for the disk: it may be lost with the machine."""
    # The module needs the settings, which an xdist worker reads only after it has imported this file.
    from tests import databases

    database = settings.DATABASES["default"]
    database["OPTIONS"]["options"] += " -c synchronous_commit=off"
    with django_db_blocker.unblock():
        database["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(scope="session", autouse=True)
def _quickly_emptied() -> Iterator[None]:
    """Empty the database after a test that commits by deleting what is in it."""
    from tests import databases

    truncate = TransactionTestCase._fixture_teardown

    def fixture_teardown(self: TransactionTestCase) -> None:
        if not databases.empty():
            truncate(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", fixture_teardown)
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_in_a_temporary_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    media = tmp_path_factory.mktemp("media")
    storages = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(media)},
        },
    }
    with override_settings(MEDIA_ROOT=media, STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash passwords quickly: what keeps them safe in earnest is slow on purpose, and every test has people."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_internet() -> Iterator[None]:
    """Refuse every connection that would leave the machine: a test that needs the internet is broken."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_remote(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_remote(self, address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


def _refuse_remote(connection: socket.socket, address: Any) -> None:
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0]
    if host == "localhost" or ipaddress.ip_address(host).is_loopback:
        return
    raise RuntimeError(f"A test tried to reach {host}; tests may only reach this machine.")


@pytest.fixture
def client() -> StrictClient:
    """Return a browser that accepts only sound pages (tests/clients.py)."""
    return StrictClient()
