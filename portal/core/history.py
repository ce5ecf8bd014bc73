"""Who is acting: what the triggers write beside each change."""

from contextlib import AbstractContextManager
from typing import Any

import pghistory


def acting(by: Any) -> AbstractContextManager[Any]:
    """Let every change inside be recorded as this person's; None is the portal's own clock, or whoever asked already.

    Requests are recorded by pghistory's middleware; this also covers tasks and commands, which have no request.
    """
    return pghistory.context(user=by.pk) if by is not None else pghistory.context()
