"""Statements that are composed once: what a page asks at every key that somebody presses, only with other values.

Composing a statement can cost Django more than the database needs to answer it. Here a queryset is composed with slots
in the place of its values, and the statement is kept; whoever asks again fills the slots. What may be seen is still
said in one place, the querysets.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Model, QuerySet

# How a statement differs from others but in its values: what it is for, the language it sorts by, how many words.
type Shape = tuple[Hashable, ...]


class Slot(Expression):
    """The place of a value that is told when the statement is asked; it stands in a filter where the value would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return a place for one value, and itself as that value."""
        return "%s", (self,)


@dataclass(frozen=True)
class Statement:
    """What is asked, with slots among its parameters, and what Django does to some of the columns that come back."""

    sql: str
    params: Sequence[Any]
    converters: Mapping[int, tuple[Sequence[Callable[[Any, Any, Any], Any]], Any]]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> "Statement":
        """Compose a queryset."""
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return cls(sql, params, compiler.get_converters([column for column, _sql, _alias in compiler.select]))

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Ask with these values in the slots."""
        params = [values[param.name] if isinstance(param, Slot) else param for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return [self._read(row) for row in found] if self.converters else found

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        read = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                read[place] = convert(read[place], column, connection)
        return tuple(read)


_statements: dict[Shape, Statement] = {}


def composed(
    shape: Shape, compose: Callable[[], QuerySet[Any, Any]], values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Return the rows of the statement of this shape, asked with these values.

    Parameters: ``compose`` makes the queryset, of ``values_list``, with slots in it, and is asked once for each shape:
    whatever else its statement depends on has to be part of the shape. ``values`` fill the slots by name. Raises KeyError
    for a slot that nothing fills.
    """
    if shape not in _statements:
        _statements[shape] = Statement.of(compose())
    return _statements[shape].rows(values)


def made_of[M: Model](model: type[M], columns: Sequence[str], row: Sequence[Any]) -> M:
    """Return the record that a row with these columns is read from; the others are read when they are asked for."""
    known = dict(zip(columns, row, strict=True))
    # Django reads them in the order in which the model has them.
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])
