"""The benchmarks' data: the demonstration and synthetic cases, kept from run to run."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from grants.models import (
    Application,
    ApplicationMove,
    Award,
    Decision,
    RegisterEntry,
    Screening,
    Submission,
)

# Whose officer the benchmarks sign in as, and whose the synthetic records are: a list of somebody else's is empty.
AUTHORITY, OFFICER = "vgr", "officer@vgr.example"
# From so many new cases on, it is quicker to build the indexes of what is written for them afterwards.
MANY = 50_000
WRITTEN = (Application, ApplicationMove, Submission, RegisterEntry, Screening, Decision, Award)


def prepare() -> None:
    """Create the database of the benchmarks and load the demonstration."""
    call_command("migrate", verbosity=0)
    call_command("seed_demo", verbosity=0)


def grow_to(count: int) -> int:
    """Generate applications until there are ``count``; returns how many there are."""
    known = Application.objects.count()
    if known < count:
        with _plain_tables() if count - known >= MANY else nullcontext():
            call_command("generate", applications=count - known, seed=known + 1, authority=AUTHORITY)
    return Application.objects.count()


@contextmanager
def _plain_tables() -> Iterator[None]:
    """Let many rows be written at once: without triggers and checks of references, and indexes are built afterwards.

    All in one transaction: interrupted, the tables are as they were.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY (%s::text[]::regclass[]) "
            "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
            [[model._meta.db_table for model in WRITTEN]],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)


def forget_cases() -> None:
    """Remove all applications, so that the comparison of sizes starts small."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE grants_application CASCADE")
        cursor.execute("TRUNCATE grants_callspending, grants_envelopespending")


def remove_applications(found: QuerySet[Application]) -> None:
    """Remove cases with all that hangs on them, over what forbids it: this database is nobody else's."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        keys = list(found.values_list("pk", flat=True))
        for relation in Application._meta.related_objects:
            model = relation.related_model
            if isinstance(model, type):
                model._base_manager.filter(**{f"{relation.field.name}__in": keys})._raw_delete(
                    using="default"
                )
        Application.objects.filter(pk__in=keys)._raw_delete(using="default")


def remove(found: QuerySet[Any]) -> None:
    """Remove records over what forbids it and without history: this database is nobody else's."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        found._raw_delete(using="default")
