"""Ordering the papers of a meeting: the committee pack, and the minutes."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants import tasks
from grants.domain import register
from grants.domain.retention.records import gone
from grants.enums.closing import RetainedKind
from grants.enums.meetings import MeetingStatus, PaperKind
from grants.models import Meeting, MeetingPaper
from grants.permissions import can_edit_meeting
from portal.core.domain import jobs, records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.models import Job

KEPT_AS = {PaperKind.PACK: RetainedKind.PACKS, PaperKind.MINUTES: RetainedKind.MINUTES}


@transaction.atomic
def order(meeting: Meeting, *, kind: PaperKind, language: str, by: Any) -> MeetingPaper:
    """Order the next version of the committee pack, or the minutes in another language, made by the worker.

    One that is still being made, and minutes that are made, are returned instead of a second one. Raises NotAllowed, and
    DomainError where there is nothing to make.
    """
    meeting = lock(meeting)
    records.require(can_edit_meeting(by, meeting))
    if kind == PaperKind.MINUTES and meeting.status != MeetingStatus.MINUTED:
        raise DomainError(_("The minutes are not adjusted yet."), code="not_minuted")
    if gone(meeting=meeting, kind=KEPT_AS[kind]).exists():
        raise DomainError(_("The time for which these papers were kept has passed."), code="gone")
    if not meeting.items.exists():
        raise DomainError(_("There is nothing on the agenda yet."), code="empty")
    return request(meeting, kind=kind, language=language, by=by)


def request(meeting: Meeting, *, kind: PaperKind, language: str, by: Any) -> MeetingPaper:
    """Ask the worker for a paper, in the caller's transaction, under the meeting's lock."""
    papers = MeetingPaper.objects.filter(meeting=meeting, kind=kind)
    known = papers.filter(language=language)
    if kind == PaperKind.PACK:
        known = known.filter(job__in=Job.objects.unfinished())
    paper = known.first()
    if paper is not None:
        return paper
    last = papers.aggregate(last=Max("version"))["last"] or 0
    paper = MeetingPaper(meeting=meeting, kind=kind, language=language, version=last + 1, created_by=by)
    paper.validate_constraints()
    paper.save(force_insert=True)
    paper.job = jobs.request(tasks.make_meeting_paper, key=str(paper.pk), by=by, paper_id=paper.pk)
    paper.save(update_fields=["job"])
    return paper


def language_of(meeting: Meeting) -> str:
    """Return the language in which a meeting's papers are made unless somebody chooses: the authority's first."""
    return register.language_of(meeting.authority)
