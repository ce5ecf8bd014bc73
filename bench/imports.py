"""Bringing 50,000 organisations in, against the same resource row by row as django-import-export comes."""

import csv
import io
import resource as process
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from tablib import Dataset

from partnerships.models import Authority, Region
from partnerships.resources.organisations import OrganisationResource
from portal.core.resources import Reading
from portal.imports.domain import runs, work
from portal.imports.enums import RunStatus
from portal.imports.models import ImportRun

ROWS, SMALL, ROW_BY_ROW = 50_000, 10_000, 1_000
LEAST_TIMES_FASTER = 10.0
MOST_MEGABYTES_MORE = 250
HEADS = ["slug", "name_sv", "name_en", "acronym", "kind", "region", "website"]
KINDS = ["museum", "theatre", "association", "choir", "company"]


class AsItComes(OrganisationResource):
    """The same columns, saved as the library does unless it is told otherwise."""

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save the instance without the portal's own checks, which would make this side slower."""
        instance.save()


def run() -> bool:
    """Print every figure; returns whether all are within their bounds."""
    authority = Authority.objects.order_by("pk")[0]
    _forget()
    print(
        f"\nBringing organisations in (one process; bounds: {LEAST_TIMES_FASTER} times as fast per row as the"
    )
    print(f"same resource row by row with default settings, {MOST_MEGABYTES_MORE} MB more at {ROWS} rows)\n")
    # Before, between and after: a machine that slows down meanwhile slows both.
    slowly = [_row_by_row(authority)]
    before = _peak()
    small_check, small_write = _brought_in(authority, SMALL)
    small_peak = _peak()
    _forget()
    slowly.append(_row_by_row(authority))
    check, write = _brought_in(authority, ROWS)
    peak = _peak()
    again, _nothing = _compared_again(authority)
    _forget()
    slowly.append(_row_by_row(authority))
    slow = statistics.median(slowly)
    ratio, with_check = slow / (write / ROWS), slow / ((check + write) / ROWS)
    told = ", ".join(f"{one * 1000:.3f}" for one in slowly)
    print(
        f"row by row, default settings ({ROW_BY_ROW} rows): {slow * 1000:8.3f} ms a row, the median of {told}"
    )
    print(
        f"compared for the preview ({ROWS} rows):        {check / ROWS * 1000:8.3f} ms a row, {check:6.1f} s"
    )
    print(
        f"written, all or nothing ({ROWS} rows):         {write / ROWS * 1000:8.3f} ms a row, {write:6.1f} s"
    )
    print(
        f"compared again, nothing changed ({ROWS} rows): {again / ROWS * 1000:8.3f} ms a row, {again:6.1f} s"
    )
    print(f"written {SMALL} rows: {small_check:.1f} s compared, {small_write:.1f} s written")
    print(f"times faster, per row: {ratio:.1f} written, {with_check:.1f} with the preview before it")
    print(
        f"peak memory: {before:.0f} MB before, {small_peak:.0f} MB at {SMALL}, {peak:.0f} MB at {ROWS} rows"
    )
    within = ratio >= LEAST_TIMES_FASTER and peak - before <= MOST_MEGABYTES_MORE
    print("" if within else "over its bound")
    return within


def _rows(count: int) -> list[list[str]]:
    regions = list(Region.objects.order_by("slug").values_list("slug", flat=True)[:20])
    return [
        [
            f"bench-{number}",
            f"Föreningen för konst och hantverk nr {number}",
            f"Society of Art and Craft no {number}",
            f"FKH{number}",
            KINDS[number % len(KINDS)],
            regions[number % len(regions)],
            f"https://forening-{number}.example/",
        ]
        for number in range(count)
    ]


def _row_by_row(authority: Authority) -> float:
    """Return the seconds that the library takes for each row, and remove the rows again."""
    rows = Dataset(*_rows(ROW_BY_ROW), headers=HEADS)
    start = time.perf_counter()
    result = AsItComes().import_data(rows, raise_errors=True, reading=Reading(authority))
    seconds = time.perf_counter() - start
    if result.totals["new"] != ROW_BY_ROW:
        raise RuntimeError(f"Row by row brought in {result.totals}.")
    _forget()
    return seconds / ROW_BY_ROW


def _brought_in(authority: Authority, count: int) -> tuple[float, float]:
    """Return the seconds of comparing and of writing."""
    checked, seconds = _checked(authority, count)
    run = runs.confirm(checked, by=None)
    writing = _timed(lambda: work.write(run, _silent, by=None))
    run.refresh_from_db()
    if run.status != RunStatus.DONE:
        raise RuntimeError(f"The rows were not written: {run.problem}")
    return seconds, writing


def _compared_again(authority: Authority) -> tuple[float, int]:
    run, seconds = _checked(authority, ROWS)
    if run.counts["unchanged"] != ROWS:
        raise RuntimeError(f"A second run would change something: {run.counts}")
    return seconds, run.to_write


def _checked(authority: Authority, count: int) -> tuple[ImportRun, float]:
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *_rows(count)])
    file = ContentFile(text.getvalue().encode(), name="bench.csv")
    run = runs.hand_in(authority, "organisations", file, by=None)
    run = runs.lay_out(run, run.where, by=None)
    run = runs.name_columns(
        run, {key: run.mapping[key] for key in ("targets", "constants", "clear")}, by=None
    )
    seconds = _timed(lambda: work.check(run, _silent))
    run.refresh_from_db()
    return run, seconds


def _silent(done: int, total: int, note: str = "") -> None:
    """Say nothing."""


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    return process.getrusage(process.RUSAGE_SELF).ru_maxrss / 1024


def _forget() -> None:
    """Remove what the benchmark wrote; its database is nobody else's."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Nothing refers to these rows: neither triggers nor 34 foreign keys a row have to be asked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM partnerships_organisation WHERE slug LIKE 'bench-%%'")
        cursor.execute("TRUNCATE imports_importrow")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE partnerships_organisation")
