"""``ecb_rates FILE``: the European Central Bank's reference rates, from a file that it publishes."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.core import ecb
from portal.core.domain import rates


class Command(BaseCommand):
    """Keep the rates of a file; whole, or not at all; again, nothing more."""

    help = (
        "Read euro foreign exchange reference rates from eurofxref-daily.xml, eurofxref-hist.xml, eurofxref.csv or "
        "eurofxref-hist.csv, which you have fetched from the European Central Bank."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file and what is kept as the source of its rates."""
        parser.add_argument("file", help="the file")
        parser.add_argument(
            "--source", default="", help="where they come from (default: the bank, and the file's name)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, check it, and say how many rates were new."""
        path = Path(options["file"])
        source = options["source"] or f"European Central Bank, {path.name}"
        try:
            quoted = ecb.read(path.read_bytes(), today=timezone.localdate())
            new = rates.keep(quoted, source=source)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        except ValidationError as error:
            raise CommandError(f"Nothing was stored. {' '.join(error.messages)}") from error
        days = sorted({one.day for one in quoted})
        self.stdout.write(f"{new} of {len(quoted)} rates are new; days {days[0]} to {days[-1]}.")
