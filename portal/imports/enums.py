"""The closed lists of bringing registers in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The worker's tasks, by name: their bodies move a run on, so that they stand above the domain that asks for them.
CHECK_JOB = "imports.check"
WRITE_JOB = "imports.write"


class RunStatus(TextChoices):
    """How far a register has come on its way in."""

    HANDED_IN = "handed_in", pgettext_lazy("import", "Handed in")
    LAID_OUT = "laid_out", pgettext_lazy("import", "Columns to be named")
    CHECKING = "checking", pgettext_lazy("import", "Being compared")
    CHECKED = "checked", pgettext_lazy("import", "To be confirmed")
    WRITING = "writing", pgettext_lazy("import", "Being written")
    DONE = "done", pgettext_lazy("import", "Brought in")
    CANCELLED = "cancelled", pgettext_lazy("import", "Cancelled")


RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunStatus.HANDED_IN: frozenset({RunStatus.LAID_OUT, RunStatus.CANCELLED}),
    RunStatus.LAID_OUT: frozenset({RunStatus.LAID_OUT, RunStatus.CHECKING, RunStatus.CANCELLED}),
    # A file that turns out unreadable goes back to be laid out again.
    RunStatus.CHECKING: frozenset({RunStatus.CHECKED, RunStatus.LAID_OUT, RunStatus.CANCELLED}),
    RunStatus.CHECKED: frozenset(
        {RunStatus.LAID_OUT, RunStatus.CHECKING, RunStatus.WRITING, RunStatus.CANCELLED}
    ),
    # Records that changed since the preview send it back to be compared again; nothing is written then.
    RunStatus.WRITING: frozenset({RunStatus.DONE, RunStatus.CHECKED}),
    RunStatus.DONE: frozenset(),
    RunStatus.CANCELLED: frozenset(),
}
OPEN_STATUSES = [RunStatus.HANDED_IN, RunStatus.LAID_OUT, RunStatus.CHECKED]
WORKING = [RunStatus.CHECKING, RunStatus.WRITING]
RUN_TONES: dict[str, str] = {
    RunStatus.HANDED_IN: "draft",
    RunStatus.LAID_OUT: "draft",
    RunStatus.CHECKING: "wait",
    RunStatus.CHECKED: "info",
    RunStatus.WRITING: "wait",
    RunStatus.DONE: "good",
    RunStatus.CANCELLED: "ended",
}


class Outcome(TextChoices):
    """What a row would do, or has done."""

    NEW = "new", pgettext_lazy("row", "New")
    CHANGED = "changed", pgettext_lazy("row", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("row", "Unchanged")
    ERROR = "error", pgettext_lazy("row", "Error")
    LEFT_OUT = "left_out", pgettext_lazy("row", "Left out")


OUTCOME_TONES: dict[str, str] = {
    Outcome.NEW: "good",
    Outcome.CHANGED: "info",
    Outcome.UNCHANGED: "neutral",
    Outcome.ERROR: "stop",
    Outcome.LEFT_OUT: "ended",
}


class DateOrder(TextChoices):
    """How figures alone say a day."""

    DMY = "dmy", _("day first: 31/5/2019")
    MDY = "mdy", _("month first: 5/31/2019")


class DecimalSign(TextChoices):
    """What stands before decimals."""

    COMMA = ",", _("comma: 1 234,50")
    POINT = ".", _("point: 1,234.50")
