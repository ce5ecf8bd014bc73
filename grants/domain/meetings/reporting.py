"""Delegated decisions, reported to the next meeting of the body that delegated them: each once, and none forgotten."""

from django.db.models import Max
from django.utils.translation import gettext as _

from grants.enums.meetings import ItemKind
from grants.models import AgendaItem, DecisionBasis, Meeting, ReportedDecision


def waits(meeting: Meeting) -> bool:
    """Tell whether there are delegated decisions that this meeting has to be told of."""
    return DecisionBasis.objects.to_report(meeting).exists()


def ensure_item(meeting: Meeting) -> None:
    """Put the report of delegated decisions on the agenda where there are any and no item is for them.

    In the caller's transaction, under the meeting's lock.
    """
    if meeting.items.filter(kind=ItemKind.DELEGATED).exists() or not waits(meeting):
        return
    last = meeting.items.aggregate(last=Max("position"))["last"]
    AgendaItem.objects.create(
        meeting=meeting,
        kind=ItemKind.DELEGATED,
        title=_("Report of delegated decisions"),
        proposal=_("The report is noted."),
        position=0 if last is None else last + 1,
    )


def mark(meeting: Meeting) -> None:
    """Mark what the minutes report as reported, in the caller's transaction, under the meeting's lock."""
    item = meeting.items.filter(kind=ItemKind.DELEGATED).first()
    if item is not None:
        ReportedDecision.objects.bulk_create(
            ReportedDecision(item=item, basis=basis) for basis in DecisionBasis.objects.to_report(meeting)
        )
