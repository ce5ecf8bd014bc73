"""Taking a case away: all of it, or everything that says who, while what the statistics count stays.

The tables are found (``grants.case_tables``), not listed: a table that is added later is emptied of texts too, unless it
is named here. Histories lose the same as the rows, and rows that were removed long ago lose it in their histories.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat

from grants.case_tables import CaseTable, case_tables
from grants.enums.closing import RetentionAction
from grants.models import (
    Answer,
    Application,
    ArchivePackage,
    Award,
    CaseNote,
    Decision,
    DecisionLetter,
    DisclosureItem,
    EnvelopeDraw,
    Nomination,
    Redaction,
    ReportPart,
)
from portal.accounts.domain import leaving
from portal.accounts.models import User
from portal.core.collation import SortKeyField, sort_keys
from portal.core.models import Document, Message
from portal.core.sealed_text import SealedTextField

# What is left in the place of a text; a text that was empty stays empty.
MARK = "–"
# What the annual statistics count: it stays of a destroyed case, too, without any text.
COUNTED = (Application, Decision, Award, EnvelopeDraw)
# Typed texts, files and what is nothing without its file: removed also where the rest is only made anonymous.
REMOVED = (
    Answer,
    ArchivePackage,
    CaseNote,
    DecisionLetter,
    DisclosureItem,
    Nomination,
    Redaction,
    ReportPart,
)
# Texts that name nobody: codes, marks of the portal, money, languages, checksums, numbers of the register and the diary.
NAMELESS = frozenset(
    {
        "code", "content_sha256", "currency", "diary_number", "key", "language", "line", "number", "reference",
        "section_code", "sha256", "side", "time_zone",
    }
)  # fmt: skip


@dataclass
class Erased:
    """What was taken away: records, files with their sizes and checksums, and the stored files that are still there."""

    rows: int = 0
    files: int = 0
    size: int = 0
    digests: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def erase(application: Application, action: RetentionAction) -> Erased:
    """Take away a case whose row is locked, in the caller's transaction; the stored files are left to the caller.

    The triggers rest meanwhile: what protects a case from being changed ends with the time for which it is kept, and its
    history must not keep a copy of what is taken away.
    """
    erased = Erased()
    people = _people(application)
    tables = case_tables()[::-1]
    with pgtrigger.ignore():
        documents = _documents(application)
        _forget_messages(application)
        # First what is nothing without its file, then the files, then the rest.
        for table in tables:
            if table.model in REMOVED:
                erased.rows += _remove(table, application)
        _erase_documents(application, documents, erased)
        for table in tables:
            if table.model in REMOVED:
                continue
            if action == RetentionAction.DESTROY and table.model not in COUNTED:
                erased.rows += _remove(table, application)
            else:
                erased.rows += _blank(table, application, people)
        # Deferred checks look while the triggers still rest as they do now.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for person in people:
        leaving.forget_if_nothing_is_left(person)
    return erased


def _people(application: Application) -> list[int]:
    """Return the accounts of those who applied, took part or wrote on the applicant's side."""
    found = {application.applicant_id, application.submitted_by_id, application.reopened_by_id}
    found |= set(application.participants.values_list("accepted_by", flat=True))
    if application.nomination_id is not None:
        found |= set(
            Nomination.objects.filter(pk=application.nomination_id)
            .values_list("accepted_by", "created_by")
            .first()
            or ()
        )
    return sorted(pk for pk in found if pk is not None)


def _of_case(application: Application) -> Q:
    """Return what belongs to any row of the case, by its kind and its key."""
    wanted = Q(pk__in=[])
    for table in case_tables():
        rows = list(table.rows(application).values_list("pk", flat=True))
        if rows:
            wanted |= Q(content_type=ContentType.objects.get_for_model(table.model), object_id__in=rows)
    return wanted


def _documents(application: Application) -> list[Document]:
    """Return every document of the case, with the copies that were made of it for those who asked to read it."""
    return list(Document.objects.filter(_of_case(application)).order_by("pk"))


def _forget_messages(application: Application) -> None:
    Message.objects.filter(_of_case(application)).delete()


def _erase_documents(application: Application, documents: list[Document], erased: Erased) -> None:
    """Remove documents of the case, and note what they came to."""
    for document in documents:
        erased.files += 1
        erased.size += document.size
        erased.digests.append(document.sha256)
        erased.stored.append(str(document.file.name))
    keys = [document.pk for document in documents]
    for table in case_tables():
        for one in table.model._meta.concrete_fields:
            if one.related_model is Document and one.null:
                table.rows(application).update(**{one.name: None})
    Message.attachments.through._default_manager.filter(document__in=keys).delete()
    _history_of(Document).filter(pgh_obj_id__in=keys).delete()
    Document.objects.filter(pk__in=keys).delete()


def _history_of(model: Any) -> Any:
    return model.pgh_event_model._base_manager


def _remove(table: CaseTable, application: Application) -> int:
    """Remove the rows of a table with their history; rows that refer to them have gone before."""
    if table.model is Nomination:
        return _remove_nomination(application)
    if table.event_model is not None:
        table.events(application).delete()
    keys = list(table.rows(application).values_list("pk", flat=True))
    rows = table.model._base_manager.filter(pk__in=keys)
    rows._raw_delete(rows.db)
    return len(keys)


def _remove_nomination(application: Application) -> int:
    key = application.nomination_id
    if key is None:
        return 0
    Application.objects.filter(pk=application.pk).update(nomination=None)
    _history_of(Nomination).filter(pgh_obj_id=key).delete()
    return Nomination.objects.filter(pk=key).delete()[0]


def _blank(table: CaseTable, application: Application, people: list[int]) -> int:
    """Take texts and people out of the rows of a table, and of their history."""
    found = list(table.rows(application).values_list("pk", flat=True))
    rows = table.model._base_manager.filter(pk__in=found)
    _write(table.model, rows, people)
    if table.event_model is not None:
        keys = list(table.events(application).values_list("pk", flat=True))
        _write(table.event_model, table.event_model._base_manager.filter(pk__in=keys), people)
    return len(found)


def _write(model: type[models.Model], rows: Any, people: list[int]) -> None:
    blanks = dict(_blanks(model))
    if blanks:
        rows.update(**blanks)
    stand_in = leaving.nobody()
    for one in model._meta.concrete_fields:
        if one.related_model is User:
            rows.filter(**{f"{one.name}__in": people}).update(**{one.name: stand_in})


def _blanks(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Yield what each column that may name somebody is set to."""
    for one in model._meta.concrete_fields:
        kind = type(one)
        if isinstance(one, SealedTextField):
            yield one.name, ""
            continue
        if one.name in NAMELESS or one.name.startswith("pgh_") or one.generated:
            continue
        if isinstance(one, SortKeyField):
            yield one.name, sort_keys(MARK)
        elif isinstance(one, models.EmailField):
            yield (
                one.name,
                _unless_empty(one, Concat(Cast(F("pk"), models.TextField()), Value("@removed.invalid"))),
            )
        elif isinstance(one, models.JSONField):
            yield one.name, None if one.null else one.get_default() or {}
        elif isinstance(one, ArrayField):
            yield one.name, []
        elif kind in _TEXTS or (isinstance(one, models.TextField) and not one.flatchoices):
            if one.flatchoices:
                continue
            if one.unique:
                yield one.name, Concat(Value("removed-"), Cast(F("pk"), models.TextField()))
            else:
                yield one.name, _unless_empty(one, Value(MARK))


_TEXTS = (models.CharField, models.SlugField, models.URLField)


def _unless_empty(one: Any, text: Any) -> Any:
    """Return the text, for rows in which there is one."""
    return Case(
        When(**{f"{one.name}__isnull": True}, then=Value(None)),
        When(**{one.name: ""}, then=Value("")),
        default=text,
        output_field=models.TextField(),
    )
