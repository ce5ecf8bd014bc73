"""``generate --applications N [--seed S]``: synthetic records, written fast."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.core.errors import DomainError
from portal.site.domain.synthetic import generate


class Command(BaseCommand):
    """Write synthetic applications and the world around them."""

    help = "Writes synthetic applications with organisations, partnerships, agreements, exchanges and awards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read how many, and from which seed."""
        parser.add_argument("--applications", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them and say how many of each kind there are."""
        count = options["applications"]
        if not 1 <= count <= 5_000_000:
            raise CommandError("--applications takes a number from 1 to 5,000,000.")
        try:
            written = generate(
                count, seed=options["seed"], tell=lambda what, many: self.stdout.write(f"  {what}: {many}")
            )
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner must know at once how large the tables are now
        self.stdout.write("Written: " + ", ".join(f"{many} {what}" for what, many in written.items()) + ".")
