"""One portal and one browser for all journeys that break nothing; a portal of one's own for those that do."""

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal import run
from tests.journeys.browsing import CHECKOUT, Visitors, chromium
from tests.servers import RunningPortal, Seeded, running_portal

SEEDED = ("fixtures", "partnerships/migrations", "exchanges/migrations", "grants/migrations", "portal")


@pytest.fixture(scope="package")
def seed(pytestconfig: pytest.Config) -> Path:
    """The data of a portal that was started once and stopped: tables, facts, accounts, drafts and open calls.

    Made once and kept while nothing it is made of has changed: it takes most of a minute.
    """
    made_of = run.fingerprint(*(CHECKOUT / name for name in SEEDED))
    kept = pytestconfig.cache.mkdir(f"portal-{made_of[:16]}") / "data"
    done = kept.with_name("done")
    # Two test processes may come here at once: one makes the data, the other waits for it.
    with kept.with_name("making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            with running_portal(kept):
                pass
            done.touch()
    return kept


@pytest.fixture(scope="package")
def seeded(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """Run a portal with seeded data of its own: with seeded(PORT="8210") as portal."""

    @contextmanager
    def run_one(**variables: str) -> Iterator[RunningPortal]:
        data = tmp_path_factory.mktemp("portal") / "data"
        # As it is, owners included: PostgreSQL runs as a user of its own where root starts it.
        subprocess.run(["cp", "-a", str(seed), str(data)], check=True)
        with running_portal(data, **variables) as portal:
            yield portal

    return run_one


@pytest.fixture
def own(seeded: Seeded) -> Iterator[RunningPortal]:
    """A portal for one test alone; it does not run on beside the tests that follow."""
    with seeded() as portal:
        yield portal


@pytest.fixture(scope="package")
def portal(seeded: Seeded) -> Iterator[RunningPortal]:
    """The portal that all journeys share."""
    with seeded() as portal:
        yield portal


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium; ends with the package, since its event loop would keep Django's tests from the database."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def states() -> dict[str, dict[str, object]]:
    """Who has signed in already, with their cookies."""
    return {}


@pytest.fixture
def visit(
    portal: RunningPortal, browser: Browser, states: dict[str, dict[str, object]]
) -> Iterator[Visitors]:
    """Open the portal for a person: visit("officer@vgr.example"). Whatever a page complained about fails the test."""
    visitors = Visitors(browser, portal.address, states)
    yield visitors
    visitors.leave()
    assert visitors.trouble == []
