"""Statements that are composed once: what a page asks at every key that somebody presses, only with other values.

Composing a statement can cost Django more than the database needs to answer it. Here a queryset is composed with slots
in the place of its values, and the statement is kept; whoever asks again fills the slots. What may be seen is still
said in one place, the querysets.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.db.models import Expression, QuerySet

# How a statement differs from others but in its values: what it is for, the language it sorts by, how many words.
type Shape = tuple[Hashable, ...]

_statements: dict[Shape, tuple[str, tuple[Any, ...]]] = {}


class Slot(Expression):
    """The place of a value that is told when the statement is asked; it stands in a filter where the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return a place for one value, and itself as that value."""
        return "%s", (self,)


def composed(
    shape: Shape, compose: Callable[[], QuerySet[Any]], values: Mapping[str, Any]
) -> tuple[str, list[Any]]:
    """Return the statement of this shape with its values, for ``raw()`` or a cursor.

    Parameters: ``compose`` makes the queryset with slots in it, and is asked once for each shape: whatever else its
    statement depends on has to be part of the shape. ``values`` fill the slots by name. Raises KeyError for a slot that
    nothing fills.
    """
    if shape not in _statements:
        _statements[shape] = compose().query.sql_with_params()
    sql, params = _statements[shape]
    return sql, [values[param.name] if isinstance(param, Slot) else param for param in params]
