"""Writing many rows fast: PostgreSQL's COPY, with primary keys taken from the table's own sequence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def reserve(model: type[models.Model], count: int) -> range:
    """Take ``count`` primary keys from the model's sequence, so that nobody else gets them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return range(first, first + count)


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of a model; ``fields`` are column names, JSON cells are texts already.

    The history's triggers rest meanwhile: a million invented rows are no change that anybody made.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in fields)
    with connection.cursor() as cursor:
        # A table with checks that still wait cannot be altered: have them done now, and those of our rows at once.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def copy_records(model: type[models.Model], records: Iterable[models.Model]) -> int:
    """Write unsaved records as ``copy_rows`` does, every column as saving would fill it; returns how many.

    Parameters: ``records`` all have a reserved primary key, or none has one; and all say the same columns. Slower than
    rows, but a new column with a default needs nothing here; only one record is held at a time.
    """
    waiting = iter(records)
    first = next(waiting, None)
    if first is None:
        return 0
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not field.generated
        and (first.pk is not None or not field.primary_key)
        # What the database fills in by itself is left to it.
        and not isinstance(getattr(first, field.attname), DatabaseDefault)
    ]
    count = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal count
        for record in chain([first], waiting):
            count += 1
            yield [field.get_db_prep_save(field.pre_save(record, True), connection) for field in fields]

    copy_rows(model, [str(field.column) for field in fields], rows())
    return count
