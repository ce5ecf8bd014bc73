"""``call_export SLUG``: a call as one portable document."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.domain.call_documents import as_text, export_call, schema
from grants.models import Call


class Command(BaseCommand):
    """Write a call, or the schema of such documents, to a file or to the screen."""

    help = "Write a call as one portable JSON document."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the call's address, the file, and the schema instead of a call."""
        parser.add_argument("slug", nargs="?", help="the call's address")
        parser.add_argument("--output", metavar="FILE", help="a file instead of the screen")
        parser.add_argument("--schema", action="store_true", help="the JSON Schema of call documents instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the document."""
        if options["schema"]:
            document = schema()
        elif options["slug"]:
            call = Call.objects.filter(slug=options["slug"]).select_related("programme", "authority").first()
            if call is None:
                raise CommandError(f"There is no call “{options['slug']}”.")
            document = export_call(call)
        else:
            raise CommandError("Say which call, or --schema.")
        if options["output"]:
            Path(options["output"]).write_text(as_text(document), encoding="utf-8")
        else:
            self.stdout.write(as_text(document), ending="")
