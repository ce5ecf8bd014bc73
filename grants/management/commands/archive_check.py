"""``manage.py archive_check FILE``: look whether a package of a closed case is whole."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.domain.closing import packages


class Command(BaseCommand):
    """Say in sentences what is wrong with a package, and fail where something is."""

    help = "Verifies the archive package of a case: checksums, completeness, and its XML by the schema."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Look at the file, and say what was found."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        problems = packages.check(file)
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{file.name} is whole: nothing is missing, nothing was changed.")
