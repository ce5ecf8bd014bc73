"""Who takes part in an application."""

from typing import Any


def takes_part(user: Any, application: Any, **more: Any) -> bool:
    """Tell whether the user has accepted to take part in this application, and was not removed."""
    if not user.is_authenticated:
        return False
    mine = application.participants.filter(accepted_by=user.pk, removed_at=None, **more)
    return bool(mine.exists())
