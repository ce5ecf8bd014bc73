"""The benchmarks' data: the demonstration and synthetic cases, kept from run to run."""

from django.core.management import call_command

from grants.models import Application

# Whose officer the benchmarks sign in as, and whose the synthetic records are: a list of somebody else's is empty.
AUTHORITY, OFFICER = "vgr", "officer@vgr.example"


def prepare() -> None:
    """Create the database of the benchmarks and load the demonstration."""
    call_command("migrate", verbosity=0)
    call_command("seed_demo", verbosity=0)


def grow_to(count: int) -> int:
    """Generate applications until there are ``count``; returns how many there are."""
    known = Application.objects.count()
    if known < count:
        call_command("generate", applications=count - known, seed=known + 1, authority=AUTHORITY)
    return Application.objects.count()


def forget_cases() -> None:
    """Remove all applications, so that the comparison of sizes starts small."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE grants_application CASCADE")
