"""A register on its way in: the file, how it lies there, what each row would do."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.models import Move
from portal.core.sheets import Layout, SheetKind
from portal.imports.enums import Outcome, RunStatus
from portal.imports.querysets import ImportRowQuerySet, ImportRunQuerySet


class ImportRun(models.Model):
    """A file with an authority's register, from the day it is handed in to the day its rows are records."""

    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects"),
        help_text=_("The file whose rows with errors this one brings again."),
    )
    job = models.OneToOneField(
        "core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    noun = models.CharField(_("register"), max_length=40)
    filename = models.CharField(_("file name"), max_length=255)
    kind = models.CharField(
        _("kind of file"), max_length=10, choices=[(one.value, one.value) for one in SheetKind]
    )
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=10)
    counts = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.TextField(_("problem"), blank=True)

    status = models.CharField(_("status"), max_length=20, choices=RunStatus, default=RunStatus.HANDED_IN)
    created_at = models.DateTimeField(_("handed in"), db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["authority", "-id"], name="import_run_list")]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("imports:officer:import_run_detail", args=[self.pk])

    @property
    def where(self) -> Layout:
        """Return how the register lies in its file."""
        return Layout.from_json(self.layout)

    def count(self, outcome: str) -> int:
        """Return how many rows have this outcome."""
        return int(self.counts.get(outcome, 0))

    @property
    def to_write(self) -> int:
        """Return how many rows would be written."""
        return self.count(Outcome.NEW) + self.count(Outcome.CHANGED)

    @property
    def errors(self) -> int:
        """Return how many rows cannot be brought in."""
        return self.count(Outcome.ERROR)


class ImportRow(models.Model):
    """One row of a file: what it would do, field by field, or why it cannot."""

    # Both indexes below begin with the run.
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    label = models.CharField(_("record"), max_length=200, blank=True)
    record_id = models.BigIntegerField(null=True)
    # [column, before, after] for each field that differs; [column, sentence] for each problem.
    differences: Any = models.JSONField(default=list)
    problems: Any = models.JSONField(default=list)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_row_by_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"],
                name="import_row_once",
                violation_error_message=_("This row is already there."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"


class ColumnMemory(models.Model):
    """What an authority's people have called a column before, so that the next file needs no naming."""

    authority = models.ForeignKey("partnerships.Authority", on_delete=models.CASCADE, related_name="+")
    noun = models.CharField(_("register"), max_length=40)
    head = models.CharField(_("head"), max_length=200)
    column = models.CharField(_("column"), max_length=60, blank=True)

    class Meta:
        ordering = ["noun", "head"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "noun", "head"],
                name="column_memory_once",
                violation_error_message=_("This column is already remembered."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.head} → {self.column}"


class ImportMove(Move):
    """One step of a file on its way in."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
