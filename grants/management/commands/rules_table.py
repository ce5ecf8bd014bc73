"""``rules_table``: the rules of the real calls in ``fixtures/calls``, with what carries each, as one table."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.domain.rules_table import as_markdown

DOCUMENTS = settings.BASE_DIR / "fixtures" / "calls"
TEXTS = settings.BASE_DIR / "tests" / "grants" / "real_calls" / "texts.json"


class Command(BaseCommand):
    """Write the table to a file or to the screen."""

    help = "Write which rule of which real call is carried by what, as a Markdown table."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, the folder of documents, and the texts that number the rules."""
        parser.add_argument("--output", metavar="FILE", help="a file instead of the screen")
        parser.add_argument("--documents", metavar="FOLDER", default=DOCUMENTS, help="the call documents")
        parser.add_argument("--texts", metavar="FILE", default=TEXTS, help="the numbered rules of each call")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the documents and the texts, write the table."""
        try:
            texts = json.loads(Path(options["texts"]).read_text(encoding="utf-8"))
            documents = {
                path.stem: json.loads(path.read_text(encoding="utf-8"))
                for path in sorted(Path(options["documents"]).glob("*.json"))
            }
        except (OSError, ValueError) as error:
            raise CommandError(f"The documents or the texts cannot be read: {error}") from error
        if unnumbered := sorted(set(documents) - set(texts)):
            raise CommandError(f"No numbered rules are known of these: {', '.join(unnumbered)}.")
        table = as_markdown(documents, texts)
        if options["output"]:
            Path(options["output"]).write_text(table, encoding="utf-8")
        else:
            self.stdout.write(table, ending="")
