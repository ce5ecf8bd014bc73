"""``call_import FILE.json``: a call from one portable document, as a draft."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grants.domain.call_documents import DocumentProblems, import_call
from partnerships.models import Authority


class Command(BaseCommand):
    """Read call documents in; each whole, or not at all."""

    help = "Read a call from a JSON document that call_export wrote; it becomes a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, whose call it becomes, and another address for it."""
        parser.add_argument("file", help="the document")
        parser.add_argument(
            "--authority", metavar="SLUG", help="whose call it becomes (default: the document's)"
        )
        parser.add_argument("--slug", default="", help="another address than the document's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the document, store the call or say everything that is wrong."""
        try:
            document = json.loads(Path(options["file"]).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise CommandError(f"{options['file']} cannot be read as JSON: {error}") from error
        named = options["authority"] or (document.get("authority") if isinstance(document, dict) else None)
        authority = Authority.objects.filter(slug=named).first()
        if authority is None:
            known = ", ".join(Authority.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no authority “{named}” on this portal. Known: {known}.")
        try:
            call = import_call(document, authority=authority, by=None, slug=options["slug"])
        except DocumentProblems as error:
            listed = "\n".join(f"- {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was stored.\n{listed}") from error
        self.stdout.write(
            f"{call.slug}: a draft with {call.questions.count()} questions, {call.rules.count()} rules."
        )
