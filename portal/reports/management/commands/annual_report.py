"""``annual_report AUTHORITY YEAR --language sv --output FILE.pdf``: the same report the browser gives."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.models import Authority
from portal.core.enums import DocumentKind, JobState
from portal.core.errors import DomainError
from portal.core.models import Document, Job
from portal.core.tasks import run_job
from portal.reports.domain import annual
from portal.reports.tasks import make_annual_report


class Command(BaseCommand):
    """Make the next version of an authority's annual report and write it to a file."""

    help = "Makes an authority's annual report of a year and writes the PDF to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the authority, the year, the language and the file."""
        parser.add_argument("authority", help="slug of the authority")
        parser.add_argument("year", type=int)
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--output", type=Path, required=True, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        """Order the report, make it here and now, and write it."""
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"There is no directory {output.parent}: make it, or name another file.")
        authority = Authority.objects.filter(slug=options["authority"]).first()
        if authority is None:
            known = ", ".join(Authority.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no authority “{options['authority']}”. There are: {known}.")
        try:
            report = annual.order(
                authority,
                year=options["year"],
                language=options["language"],
                this_year=timezone.localdate().year,
            )
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        assert report.job is not None  # noqa: S101 - ordering gives every report its job
        run_job(make_annual_report, report.job.pk)
        self._wait_for(report.job)
        if report.job.state != JobState.DONE:
            raise CommandError(f"The report was not made: {report.job.problem}")
        pages = Document.objects.of(report).get(kind=DocumentKind.ANNUAL_REPORT)
        with pages.file.open("rb") as content:
            output.write_bytes(content.read())
        self.stdout.write(f"{pages.title}: {output}")

    def _wait_for(self, job: Job) -> None:
        """Wait while a worker, told of the same job at the same moment, makes the report instead of us."""
        job.refresh_from_db()
        while job.state == JobState.RUNNING:
            time.sleep(0.5)
            job.refresh_from_db()
