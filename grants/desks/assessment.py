"""What lies on the desk of assessors, and of those who run an assessment."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums.assessment import AssessmentStatus
from grants.models import AssessmentRound, Assignment
from portal.accounts.permissions import edits
from portal.core.moments import time_left
from portal.core.registry import DeskGroup, DeskItem

FIRST_FEW = 5
DONE = [AssessmentStatus.HANDED_IN, AssessmentStatus.SET_ASIDE]


def groups(user: Any) -> list[DeskGroup | None]:
    """Return what the user has to assess, and the rounds that closed with assessments missing."""
    return [_to_assess(user), _missing(user)]


def _to_assess(user: Any) -> DeskGroup | None:
    now = timezone.now()
    waiting = (
        Assignment.objects.own(user)
        .counting()
        .filter(round__opens_at__lte=now, round__agreed_at=None)
        .exclude(assessment__status__in=DONE)
        .select_related("round", "application")
        .order_by("round__closes_at", "pk")
    )
    count = waiting.order_by().count()
    if not count:
        return None
    items = [
        DeskItem(
            text=one.application.title or one.application.reference,
            url=reverse("grants:officer:assignment_detail", args=[one.pk]),
            note=time_left(one.round.closes_at, now),
            due=timezone.localtime(one.round.closes_at).date(),
            late=one.round.closes_at <= now,
        )
        for one in waiting[:FIRST_FEW]
    ]
    return DeskGroup(_("To assess"), "waits", count, reverse("grants:officer:assignment_list"), items)


def _missing(user: Any) -> DeskGroup | None:
    """Return the rounds that closed while assessments are missing."""
    authorities = edits(user)
    if not authorities:
        return None
    unfinished = Q(assignments__ended_at=None) & ~Q(assignments__has_conflict=True)
    missing = Count("assignments", filter=unfinished & ~Q(assignments__assessment__status__in=DONE))
    rounds = list(
        AssessmentRound.objects.filter(
            call__authority__in=authorities, closes_at__lte=timezone.now(), agreed_at=None
        )
        .annotate(missing=missing)
        .filter(missing__gt=0)
        .order_by("closes_at", "pk")
    )
    if not rounds:
        return None
    items = [
        DeskItem(
            text=str(one.names),
            url=reverse("grants:officer:assessment_round_detail", args=[one.pk]),
            note=_("%(count)s assessments are missing") % {"count": one.missing},
            late=True,
        )
        for one in rounds[:FIRST_FEW]
    ]
    return DeskGroup(_("Assessments that are late"), "late", len(rounds), items[0].url, items)
