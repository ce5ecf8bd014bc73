"""Taking a case away: all of it, or everything that says who, while what the statistics count stays.

The tables are found (``grants.case_tables``), not listed: a table that is added later is emptied of texts too, unless it
is named here. Histories lose the same as the rows, and rows that were removed long ago lose it in their histories.
"""

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from grants.case_tables import CaseTable, case_tables
from grants.domain.retention import blanking
from grants.domain.retention.blanking import Erased
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
from portal.core.models import Document, Message

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
        blanking.check_now()
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
    for table in case_tables():
        for one in table.model._meta.concrete_fields:
            if one.related_model is Document and one.null:
                table.rows(application).update(**{one.name: None})
    blanking.erase_documents(documents, erased)


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
    blanking.history_of(Nomination).filter(pgh_obj_id=key).delete()
    return Nomination.objects.filter(pk=key).delete()[0]


def _blank(table: CaseTable, application: Application, people: list[int]) -> int:
    """Take texts and people out of the rows of a table, and of their history."""
    found = list(table.rows(application).values_list("pk", flat=True))
    rows = table.model._base_manager.filter(pk__in=found)
    blanking.write(table.model, rows, people)
    if table.event_model is not None:
        keys = list(table.events(application).values_list("pk", flat=True))
        blanking.write(table.event_model, table.event_model._base_manager.filter(pk__in=keys), people)
    return len(found)
