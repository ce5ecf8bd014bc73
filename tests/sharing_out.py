"""How the tests are shared out among the processes that run them."""

from xdist.scheduler import LoadScopeScheduling

# Files whose tests take a minute or more, the longest first.
LONG = (
    "tests/test_access.py",
    "tests/portal/test_run.py",
    "tests/grants/lifecycle/test_who_may_what.py",
    "tests/grants/lifecycle/test_state_machine.py",
)
# Journeys that share no portal with the others.
APART = (
    "tests/journeys/test_joint_call_to_archive.py",
    "tests/journeys/test_kills.py",
    "tests/journeys/test_kills_of_money.py",
)
JOURNEYS_APART = "tests/journeys/ apart"
TOGETHER = ("tests/journeys/", "tests/cases/")


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each process a whole file at a time, and what shares a portal or loaded records as one."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)


def share_of(nodeid: str) -> str:
    """Return what a test is done together with: by the same process, one after the other."""
    file = nodeid.partition("::")[0]
    if file in APART:
        return JOURNEYS_APART
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def turn_of(nodeid: str) -> int:
    """Return when a test's turn comes: the journeys first, then the long files, then all others.

    Nobody begins with a long piece when the others are about to end. The journeys apart are the last of the long ones:
    the seeded data are made by whoever needs them first, and another process would wait for that.
    """
    share = share_of(nodeid)
    if share == "tests/journeys/":
        return -1
    if share == JOURNEYS_APART:
        return len(LONG)
    return LONG.index(share) if share in LONG else len(LONG) + 1
