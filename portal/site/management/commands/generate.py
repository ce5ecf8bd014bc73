"""``generate --applications N | --agreements N [--seed S] [--authority SLUG]``: synthetic records, written fast."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.core.errors import DomainError
from portal.site.domain.synthetic import generate, generate_register

WRITERS: dict[str, Callable[..., dict[str, int]]] = {
    "applications": generate,
    "agreements": generate_register,
}


class Command(BaseCommand):
    """Write synthetic applications, or a synthetic register of agreements, and the world around them."""

    help = (
        "Writes synthetic applications or agreements with organisations, partnerships, exchanges and awards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read how many, and from which seed."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--applications", type=int, metavar="N")
        what.add_argument("--agreements", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--authority", default="", metavar="SLUG", help="whose they are; the first one's without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them and say how many of each kind there are."""
        kind = next(name for name in WRITERS if options[name] is not None)
        count = options[kind]
        if not 1 <= count <= 5_000_000:
            raise CommandError(f"--{kind} takes a number from 1 to 5,000,000.")
        try:
            written = WRITERS[kind](
                count,
                seed=options["seed"],
                authority=options["authority"],
                tell=lambda what, many: self.stdout.write(f"  {what}: {many}"),
            )
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner must know at once how large the tables are now
        self.stdout.write("Written: " + ", ".join(f"{many} {what}" for what, many in written.items()) + ".")
