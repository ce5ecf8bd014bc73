"""The deadline of one application: that of its stage, or of the strand that it chose, else its call's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery, prefetch_related_objects

from grants.domain import stages, windows
from grants.domain.content import AnsweredSection
from grants.enums import FormStage, Meaning
from grants.models import Answer, Application


def strand_in(sections: Sequence[AnsweredSection]) -> str:
    """Return the code of the strand that the answers choose; empty where none is asked for or chosen."""
    for part in sections:
        for answered in part.answers:
            if answered.question.meaning == Meaning.STRAND and isinstance(answered.reading.value, str):
                return answered.reading.value
    return ""


def with_strand(applications: Any) -> Any:
    """Return a queryset of applications that each say as ``strand`` which one its answers choose: its code, or None."""
    chosen = Answer.objects.filter(
        application=OuterRef("pk"), question__meaning=Meaning.STRAND, question__removed_at=None
    )
    return applications.annotate(strand=Subquery(chosen.values("value")[:1]))


def prefetch_deadlines(applications: Iterable[Any]) -> None:
    """Read what the deadlines of these follow from, at once; nothing where each follows its call.

    Parameters: ``applications`` come ``with_strand``.
    """
    calls = [one.call for one in applications if one.stage != FormStage.ANY or one.strand]
    if calls:
        prefetch_related_objects(calls, "windows", "extensions", "strands")


def closing_of(application: Application, strand: str, now: datetime) -> datetime | None:
    """Return when an application has to be handed in.

    Parameters: ``strand`` is the code of the one that it has chosen, or empty; asks nothing more where it is.
    """
    call = application.call
    if application.stage != FormStage.ANY or not strand:
        return stages.closing_of(application, now)
    found = next((one for one in call.strands.all() if one.code == strand), None)
    return windows.closing_for(call, found, now) if found else call.closes_at
