"""What the worker does with a register: compare its rows with the records, and write them, all or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import batched
from threading import Thread
from typing import Any

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portal.core.domain import moves
from portal.core.domain.bulk import Draft, RowRefused
from portal.core.domain.locking import lock
from portal.core.resources import Reading, RegisterResource, resource_for
from portal.core.sheets import SheetProblem, Workbook
from portal.imports.domain import files
from portal.imports.domain.planning import Judged, Plan, Targets
from portal.imports.domain.trees import tangles
from portal.imports.enums import RUN_TRANSITIONS, Outcome, RunStatus
from portal.imports.models import ImportRow, ImportRun

STORED = 1000  # rows at a time

type Report = Callable[[int, int, str], None]


class ChangedSince(Exception):
    """A row would do something else than what the officer has seen."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def check(run: ImportRun, report: Report) -> None:
    """Compare every row with the records and keep what it would do, for the preview.

    Run again after a crash, it begins anew. A file that cannot be read as it was laid out goes back with a sentence.
    """
    if run.status != RunStatus.CHECKING:
        return
    with translation.override(run.language):
        try:
            counts = _compare(run, report)
        except SheetProblem as problem:
            _finish(run, RunStatus.LAID_OUT, problem=" ".join(problem.messages))
        else:
            _finish(run, RunStatus.CHECKED, counts=counts)


def write(run: ImportRun, report: Report, *, by: Any) -> None:
    """Write the rows that the officer has seen as new or changed, in one transaction.

    Killed in the middle nothing is written; run again after it was written, it finds that it was. A row that would do
    something else than what was shown, or that the database refuses, stops all of them with a sentence.
    """
    if run.status != RunStatus.WRITING:
        return
    with translation.override(run.language):
        try:
            with transaction.atomic():
                locked = lock(run)
                if locked.status != RunStatus.WRITING:
                    return
                _Writer(locked, _aside(report), by).write()
                moves.move(locked, to=RunStatus.DONE, by=by, transitions=RUN_TRANSITIONS)
        except ChangedSince as since:
            sentence = _(
                "Nothing was written: records have changed since the preview was made (row %(row)s). Compare again."
            )
            _finish(run, RunStatus.CHECKED, problem=sentence % {"row": since.row})
        except RowRefused as refused:
            _refuse(run, refused)


def plan_of(run: ImportRun, workbook: Workbook, **options: Any) -> Plan:
    """Return the rows of a run's file against the records as they are now."""
    layout = run.where
    reading = Reading(run.authority, dates=layout.dates, decimal=layout.decimal)
    return Plan(resource_for(run.noun), workbook, layout, Targets.from_json(run.mapping), reading, **options)


def _compare(run: ImportRun, report: Report) -> dict[str, int]:
    ImportRow.objects.filter(run=run).delete()
    counts: dict[str, int] = dict.fromkeys(Outcome.values, 0)
    tree = _Tree()
    with files.workbook(run) as book:
        plan = plan_of(run, book)
        report(0, 0, _("Reading the file"))
        plan.index()
        done = 0
        for some in batched(plan.rows(), STORED):
            for judged in some:
                counts[judged.outcome] += 1
                tree.add(judged)
            ImportRow.objects.bulk_create([_row(run, judged) for judged in some])
            done += len(some)
            report(min(done, plan.total), plan.total, _("Comparing the rows"))
    for number, sentence in tree.tangles(plan.resource).items():
        found = ImportRow.objects.get(run=run, number=number)
        counts[found.outcome] -= 1
        counts[Outcome.ERROR] += 1
        found.outcome, found.differences = Outcome.ERROR, []
        found.problems = [[plan.resource.within, sentence]]
        found.save(update_fields=["outcome", "differences", "problems"])
    return counts


def _row(run: ImportRun, judged: Judged) -> ImportRow:
    return ImportRow(
        run=run,
        number=judged.number,
        outcome=judged.outcome,
        label=judged.label,
        record_id=judged.record_id,
        differences=judged.differences,
        problems=judged.problems,
    )


class _Tree:
    """What would be part of what, as far as this file says."""

    def __init__(self) -> None:
        self.parents: dict[int, int] = {}
        self.rows: dict[int, int] = {}
        self.errors: set[int] = set()

    def add(self, judged: Judged) -> None:
        """Take note of a row."""
        node = judged.record_id or -judged.number
        if judged.outcome == Outcome.ERROR:
            self.errors.add(judged.number)
        elif judged.parent is not None:
            self.parents[node] = judged.parent
            self.rows[node] = judged.number

    def tangles(self, resource: RegisterResource) -> dict[int, str]:
        """Return the rows that would be part of themselves, or of rows with errors, at any depth."""
        found: dict[int, str] = {}
        while more := tangles(resource, self.parents, self.rows, frozenset(self.errors)):
            found |= more
            self.errors |= more.keys()
            gone = {node for node, number in self.rows.items() if number in more}
            self.parents = {node: above for node, above in self.parents.items() if node not in gone}
        return found


class _Writer:
    """Writes the rows of one run; what refers to a later row is set when that row is there."""

    def __init__(self, run: ImportRun, report: Report, by: Any) -> None:
        self.run, self.report, self.by = run, report, by
        self.placed: dict[int, int] = {}  # row -> the record it has become
        self.late: list[tuple[int, str, Any]] = []  # record, field, rows still to come

    def write(self) -> None:
        """Write all rows. Raises ChangedSince, RowRefused, SheetProblem."""
        tree = _Tree()
        with files.workbook(self.run) as book:
            plan = plan_of(self.run, book, locked=True, told=False)
            self.report(0, 0, _("Reading the file"))
            plan.index()
            self.plan = plan
            done = 0
            for some in batched(plan.rows(), STORED):
                drafts = list(self._as_shown(some, tree))
                self._store(drafts)
                done += len(some)
                self.report(min(done, plan.total), plan.total, _("Writing the rows"))
        for number in tree.tangles(plan.resource):
            raise ChangedSince(number)
        self._store_late()

    def _as_shown(self, some: tuple[Judged, ...], tree: _Tree) -> Iterator[Draft]:
        """Yield the rows to be written, having made sure that each does what the preview said."""
        rows = ImportRow.objects.filter(run=self.run, number__range=(some[0].number, some[-1].number))
        shown = {number: seen for number, *seen in rows.values_list("number", "outcome", "record_id")}
        # What a new row holds is the file's; only of what a changed one replaces the records can say something else.
        differences = dict(rows.filter(outcome=Outcome.CHANGED).values_list("number", "differences"))
        for judged in some:
            if judged.number not in shown:
                raise ChangedSince(judged.number)
            outcome, record_id = shown[judged.number]
            if outcome in (Outcome.ERROR, Outcome.LEFT_OUT):
                continue
            same = (outcome, record_id) == (judged.outcome, judged.record_id)
            if not same or differences.get(judged.number, judged.differences) != judged.differences:
                raise ChangedSince(judged.number)
            if judged.draft is not None and judged.outcome != Outcome.UNCHANGED:
                tree.add(judged)
                yield judged.draft

    def _store(self, drafts: list[Draft]) -> None:
        waiting = [(draft, name, keys) for draft in drafts for name, keys in self._take_rows(draft)]
        note = _("brought in from %(file)s") % {"file": self.run.filename}
        if drafts:
            self.plan.resource.store(drafts, reading=self.plan.reading, by=self.by, note=note)
        made = {draft.row: draft.record.pk for draft in drafts if draft.is_new}
        self.placed |= made
        _point_at(self.run, made)
        self.late += [(draft.record.pk, name, keys) for draft, name, keys in waiting]

    def _take_rows(self, draft: Draft) -> Iterator[tuple[str, Any]]:
        """Replace rows of the file by the records they have become; yield what has to wait for later rows."""
        within = self.plan.resource.within
        if within:
            attribute = f"{self.plan.resource.columns[within].attribute}_id"
            above = getattr(draft.record, attribute)
            if above is not None and above < 0:
                setattr(draft.record, attribute, self.placed.get(-above))
                if -above not in self.placed:
                    yield attribute, -above
        for name, keys in list(draft.many.items()):
            if any(key < 0 and -key not in self.placed for key in keys):
                yield name, draft.many.pop(name)
            else:
                draft.many[name] = [self.placed[-key] if key < 0 else key for key in keys]

    def _store_late(self) -> None:
        """Set what referred to rows that stood further down."""
        resource = self.plan.resource
        for some in batched(self.late, STORED):
            known = resource.load({pk for pk, _name, _keys in some}, self.plan.reading, locked=True)
            drafts: dict[int, Draft] = {}
            for pk, name, keys in some:
                draft = drafts.setdefault(pk, Draft(0, known[pk], is_new=False))
                if isinstance(keys, int):
                    setattr(draft.record, name, self.placed[keys])
                    draft.changed |= {name.removesuffix("_id")}
                else:
                    draft.many[name] = [self.placed[-key] if key < 0 else key for key in keys]
            resource.store(list(drafts.values()), reading=self.plan.reading, by=self.by, note="")


def _point_at(run: ImportRun, made: dict[int, int]) -> None:
    """Let the rows of a run lead to the records that they have become, by one statement however many they are."""
    if not made:
        return
    with connection.cursor() as cursor:
        # The range keeps PostgreSQL from reading all rows of the run again for each thousand.
        cursor.execute(
            "UPDATE imports_importrow AS shown SET record_id = made.pk "
            "FROM unnest(%s::integer[], %s::bigint[]) AS made(number, pk) "
            "WHERE shown.run_id = %s AND shown.number = made.number AND shown.number BETWEEN %s AND %s",
            [list(made), list(made.values()), run.pk, min(made), max(made)],
        )


def _finish(run: ImportRun, to: str, *, problem: str = "", counts: dict[str, int] | None = None) -> None:
    """Move a run on when its work has ended; one that was cancelled meanwhile stays so."""
    with transaction.atomic():
        locked = lock(run)
        if to not in RUN_TRANSITIONS[locked.status]:
            return
        locked.problem = problem
        if counts is not None:
            locked.counts = counts
        moves.move(
            locked,
            to=to,
            by=None,
            transitions=RUN_TRANSITIONS,
            note=problem[:500],
            also=["problem", "counts"],
        )


def _refuse(run: ImportRun, refused: RowRefused) -> None:
    """Show the row that the database refused among the errors; the others can be confirmed without it."""
    sentence = " ".join(refused.messages)
    with transaction.atomic():
        row = ImportRow.objects.filter(run=run, number=refused.row).first()
        counts = dict(run.counts)
        if row is not None:
            counts[row.outcome] -= 1
            counts[Outcome.ERROR] = counts.get(Outcome.ERROR, 0) + 1
            row.outcome, row.problems = Outcome.ERROR, [["", sentence]]
            row.save(update_fields=["outcome", "problems"])
        words = {"row": refused.row, "sentence": sentence}
        problem = _("Nothing was written: row %(row)s was refused. %(sentence)s") % words
        _finish(run, RunStatus.CHECKED, problem=problem, counts=counts)


def _aside(report: Report) -> Report:
    """Say how far it is on a connection of its own: what is said inside the transaction nobody would see."""

    @contextmanager
    def own_connection() -> Iterator[None]:
        try:
            yield
        finally:
            connection.close()

    def say(done: int, total: int, note: str) -> None:
        def told() -> None:
            with own_connection():
                report(done, total, note)

        thread = Thread(target=told)
        thread.start()
        thread.join()

    return say
