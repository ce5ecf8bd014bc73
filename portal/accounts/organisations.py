"""How accounts reach organisations, which live in a higher app: it hands over what it lets a person do."""

from collections.abc import Callable
from typing import Any

from portal.accounts.models import Representation

Creator = Callable[[str, str, Any], Any]
_creators: list[Creator] = []


def register_creator(creator: Creator) -> None:
    """Let people add an organisation; `creator(name, kind, by)` stores and returns it."""
    _creators[:] = [creator]


def create(name: str, kind: str, by: Any) -> Any:
    """Add an organisation that a person acts for and that nobody has entered yet."""
    return _creators[0](name, kind, by)


def model() -> Any:
    """Return the model of organisations."""
    return Representation._meta.get_field("organisation").related_model
