"""Bringing a register in, step by step: handed in, laid out, named, compared, confirmed, written."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.models import Authority
from portal.accounts.permissions import can_edit_for
from portal.core.domain import jobs, moves, records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.resources import resource_for
from portal.core.sheets import Layout, SheetKind, check, combined_headers, guessing, open_workbook
from portal.imports.domain import columns, files
from portal.imports.domain.planning import heads_of
from portal.imports.enums import CHECK_JOB, RUN_TRANSITIONS, WRITE_JOB, RunStatus
from portal.imports.models import ImportRun
from portal.imports.permissions import can_import


@transaction.atomic
def hand_in(
    authority: Authority, noun: str, file: "File[bytes]", *, by: Any, corrects: ImportRun | None = None
) -> ImportRun:
    """Keep a register's file and guess how the register lies in it; nothing else is written.

    Raises NotAllowed, or SheetProblem with a sentence about the file.
    """
    records.require(by is None or can_edit_for(by, authority.pk))
    name = (file.name or "").rsplit("/", 1)[-1][:255]
    kind = check(file, name)
    with open_workbook(file, kind, name) as book:
        remembered = columns.remembered_by(authority, noun)

        def known(heads: Any) -> int:
            return sum(bool(one) for one in columns.recognised(noun, heads, remembered))

        layout = guessing.guess(file, kind, book, known)
        _require_rows(book, layout)
    run = ImportRun.objects.create(
        authority=authority,
        noun=noun,
        filename=name,
        kind=kind,
        layout=layout.as_json(),
        language=get_language() or "en",
        corrects=corrects,
        created_by=by,
    )
    run.moves.create(from_status="", to_status=run.status, by=by, note="")
    file.seek(0)
    files.keep(run, file)
    return run


def _require_rows(book: Any, layout: Layout) -> None:
    if next(iter(book.rows(layout)), None) is None:
        raise field_errors({"file": _("%(name)s holds no rows. Choose another file.") % {"name": book.name}})


@transaction.atomic
def lay_out(run: ImportRun, layout: Layout, *, by: Any) -> ImportRun:
    """Say how the register lies in its file; its columns are guessed from that.

    Raises NotAllowed, DomainError where there are no heads or no rows there, SheetProblem where it cannot be read so.
    """
    locked = _begin(run, by)
    heads = read_heads(locked, layout)
    if not any(heads):
        raise field_errors(
            {
                "header_row": _("Row %(row)s is empty. Say which row the heads of the columns are in.")
                % {"row": layout.header_row}
            }
        )
    locked.layout = layout.as_json()
    remembered = columns.remembered_by(locked.authority, locked.noun)
    locked.mapping = {
        "heads": heads,
        "targets": columns.recognised(locked.noun, heads, remembered),
        "constants": _earlier_constants(locked),
        "clear": False,
    }
    return _move(locked, RunStatus.LAID_OUT, by, also=["layout", "mapping"])


def _earlier_constants(run: ImportRun) -> dict[str, str]:
    """Return what was said for all rows of the file that this one corrects, or that was brought in before."""
    before = run.corrects or (
        ImportRun.objects.filter(authority=run.authority, noun=run.noun, status=RunStatus.DONE)
        .order_by("-pk")
        .first()
    )
    return dict(before.mapping.get("constants", {})) if before else {}


def read_heads(run: ImportRun, layout: Layout) -> list[str]:
    """Return the heads of the columns of a run's file. Raises SheetProblem."""
    with files.workbook(run) as book:
        heads = combined_headers(heads_of(book, layout))
        first = next((cells for number, cells in book.rows(layout) if number >= layout.first_row), None)
    if first is None:
        raise field_errors(
            {"header_row": _("There are no rows below the heads. Choose another row, or another sheet.")}
        )
    return heads


@transaction.atomic
def name_columns(run: ImportRun, values: Mapping[str, Any], *, by: Any) -> ImportRun:
    """Say which column is which, remember it for the authority's next file, and have the rows compared.

    Parameters: ``values`` has ``targets`` (one for each column of the file, empty to leave it out), ``constants`` and
    ``clear``. Raises NotAllowed, DomainError for a column named twice or one that is needed and missing.
    """
    locked = _begin(run, by)
    resource = resource_for(locked.noun)
    targets = list(values["targets"])
    heads = locked.mapping.get("heads", [])
    if len(targets) != len(heads):
        raise DomainError(_("The file was laid out anew since you opened this page. Name its columns again."))
    twice = {name for name in targets if name and targets.count(name) > 1}
    if twice:
        labels = ", ".join(sorted(label_of(resource.columns[name]) for name in twice))
        raise DomainError(_("Two columns cannot both be: %(columns)s.") % {"columns": labels})
    lacking = columns.missing(resource, targets, values["constants"])
    if lacking:
        labels = ", ".join(label_of(resource.columns[name]) for name in lacking)
        raise DomainError(
            _("This is needed: %(columns)s. Name its column, or say it for all rows below.")
            % {"columns": labels}
        )
    columns.remember(locked.authority, locked.noun, heads, targets)
    locked.mapping = {"heads": heads, **values}
    return _ask(locked, RunStatus.CHECKING, CHECK_JOB, by, also=["mapping"])


@transaction.atomic
def check_again(run: ImportRun, *, by: Any) -> ImportRun:
    """Have the rows compared with the records as they are now."""
    return _ask(_begin(run, by), RunStatus.CHECKING, CHECK_JOB, by)


@transaction.atomic
def confirm(run: ImportRun, *, by: Any) -> ImportRun:
    """Have the rows written by the worker, all of those shown as new or changed, or none.

    Raises NotAllowed, DomainError where there is nothing to write or the run is not there yet.
    """
    locked = _begin(run, by)
    if locked.status == RunStatus.CHECKED and not locked.to_write:
        raise DomainError(_("There is nothing to write: every row is unchanged or has an error."))
    return _ask(locked, RunStatus.WRITING, WRITE_JOB, by)


@transaction.atomic
def cancel(run: ImportRun, *, by: Any) -> ImportRun:
    """Give a file up before anything of it is written; the file and its preview stay to be looked at."""
    return _move(_begin(run, by), RunStatus.CANCELLED, by)


def retry(run: ImportRun, *, by: Any) -> None:
    """Start failed work of a run again."""
    records.require(by is None or can_import(by, run))
    if run.job is not None:
        jobs.retry(run.job)


def label_of(column: Any) -> str:
    """Return a column's name on screen, with its language where it has one."""
    return str(getattr(column, "full_label", column.label))


def kind_of(run: ImportRun) -> SheetKind:
    """Return the kind of the run's file."""
    return SheetKind(run.kind)


def _begin(run: ImportRun, by: Any) -> ImportRun:
    locked = lock(run)
    records.require(by is None or can_import(by, locked))
    return locked


def _move(run: ImportRun, to: str, by: Any, *, also: Any = ()) -> ImportRun:
    run.problem = ""
    moves.move(run, to=to, by=by, transitions=RUN_TRANSITIONS, also=["problem", *also])
    return run


def _ask(run: ImportRun, to: str, task: str, by: Any, *, also: Any = ()) -> ImportRun:
    """Move a run on and ask the worker for the work of its new state."""
    run.attempts += 1
    _move(run, to, by, also=["attempts", *also])
    run.job = jobs.request(task, key=f"{run.pk}:{run.attempts}", by=by, run_id=run.pk)
    run.save(update_fields=["job"])
    return run
