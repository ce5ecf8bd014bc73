"""A migrated database to make test databases from, and how they are emptied again."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from portal import run

CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "test_template_"


def migrated() -> str:
    """Return the name of a database in which all migrations have run, to be copied; made once while they stay.

    Another process that comes here meanwhile waits for it: migrating takes longer than hundreds of tests.
    """
    modules = [*CHECKOUT.glob("*/migrations"), *CHECKOUT.glob("*/*/migrations"), CHECKOUT / "portal" / "core"]
    stamp = run.fingerprint(CHECKOUT / "uv.lock", CHECKOUT / "portal" / "settings.py", *modules)
    name = PREFIX + stamp[:16]
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    with closing(psycopg.connect(**parameters, autocommit=True)) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        found = [
            row[0]
            for row in server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
            )
        ]
        if name not in found:
            for old in found:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(old)))
            unfinished = f"{PREFIX}unfinished"
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            with connected_to(unfinished):
                call_command("migrate", interactive=False, verbosity=0)
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let Django work in another database of the same server."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


# Django makes their rows when a database is migrated; a test finds them and leaves them.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def empty() -> bool:
    """Empty the tables of a test that has committed, of whatever it left in them; False where the role may not.

    Django's own way truncates all of several hundred tables, and then makes every content type and permission anew.
    """
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return False
        asked = [f"SELECT '{one}' WHERE EXISTS (SELECT FROM \"{one}\")" for one in tables]  # noqa: S608
        cursor.execute(" UNION ALL ".join(asked))
        filled = [row[0] for row in cursor.fetchall()]
        # Histories refuse to lose rows, and references to lose what they refer to: all of them go.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for one in filled:
            cursor.execute(f'DELETE FROM "{one}"')  # noqa: S608 - the name of a table of ours
    return True
