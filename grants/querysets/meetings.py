"""Reading delegation orders and meetings: all of an authority's, by those who read for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from grants.enums.meetings import AGENDA_OPEN, MeetingStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import (  # noqa: F401  (types of the querysets below)
        AgendaCase,
        DecisionBasis,
        Delegation,
        DelegationOrder,
        Meeting,
        MeetingPaper,
    )


class DelegationOrderQuerySet(models.QuerySet["DelegationOrder"]):
    """Delegation orders."""

    def visible_to(self, user: Any) -> DelegationOrderQuerySet:
        """Keep the orders of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))

    def valid_on(self, day: date) -> DelegationOrderQuerySet:
        """Keep the orders that are valid on a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def for_list(self) -> DelegationOrderQuerySet:
        """Return the rows of the list, each with the number of its delegations."""
        return (
            self.select_related("authority__organisation", "body")
            .annotate(count=models.Count("delegations"))
            .order_by("-valid_from", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Paragraphs of delegation orders."""

    def with_holders(self) -> DelegationQuerySet:
        """Return them with everything that says who decides what."""
        return self.select_related("order__body", "programme", "field", "user", "function")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings."""

    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Keep the meetings of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))

    def of_same_body(self, meeting: Meeting) -> MeetingQuerySet:
        """Keep the meetings of the body that meets in this one."""
        return self.filter(
            authority=meeting.authority_id, body=meeting.body_id, call_body=meeting.call_body_id
        )

    def to_come(self) -> MeetingQuerySet:
        """Keep those that are planned or called, the next one first."""
        return self.filter(status__in=AGENDA_OPEN).order_by("starts_at", "pk")

    def to_adjust(self) -> MeetingQuerySet:
        """Keep those that were held and whose minutes are not adjusted, the oldest first."""
        return self.filter(status=MeetingStatus.HELD).order_by("starts_at", "pk")

    def unfinished_before(self, meeting: Meeting) -> MeetingQuerySet:
        """Keep the earlier meetings of the same body whose minutes are still to come, the first one first."""
        unfinished = [*AGENDA_OPEN, MeetingStatus.HELD]
        same = self.of_same_body(meeting).filter(status__in=unfinished, starts_at__lt=meeting.starts_at)
        return same.order_by("starts_at", "pk")

    def for_list(self) -> MeetingQuerySet:
        """Return the rows of the list, each with the number of its items."""
        return (
            self.select_related("authority__organisation", "body", "call_body__call")
            .annotate(item_count=models.Count("items"))
            .fetch_mode(models.FETCH_RAISE)
        )


class MeetingPaperQuerySet(models.QuerySet["MeetingPaper"]):
    """Papers of meetings."""

    def visible_to(self, user: Any) -> MeetingPaperQuerySet:
        """Keep the papers of the meetings that the user sees."""
        return self.filter(meeting__authority__in=reads(user))

    def for_list(self) -> MeetingPaperQuerySet:
        """Return them with what a row shows, newest first."""
        return (
            self.select_related(
                "meeting__authority", "meeting__body", "meeting__call_body", "job", "created_by"
            )
            .order_by("-pk")
            .fetch_mode(models.FETCH_RAISE)
        )


class AgendaCaseQuerySet(models.QuerySet["AgendaCase"]):
    """Cases on agendas."""

    def in_order(self) -> AgendaCaseQuerySet:
        """Return them in the order of the agenda."""
        return self.order_by("item__position", "item", "position", "pk")

    def with_case(self) -> AgendaCaseQuerySet:
        """Return them with the case and its call, without what was submitted."""
        return (
            self.select_related("application__call", "item__meeting__authority__organisation")
            .defer("application__content", "application__search_text", "application__applicant_sort")
            .order_by("position", "pk")
        )


class DecisionBasisQuerySet(models.QuerySet["DecisionBasis"]):
    """By what right decisions were taken."""

    def to_report(self, meeting: Meeting) -> DecisionBasisQuerySet:
        """Keep what was decided by an order of this body before the meeting, and reported to none.

        What an earlier meeting of the body reports, whose minutes are not adjusted, is left to that one.
        """
        if meeting.body_id is None:
            return self.none()
        found = self.filter(
            reported=None,
            delegation__order__authority=meeting.authority_id,
            delegation__order__body=meeting.body_id,
            decided_at__lt=meeting.starts_at,
        )
        earlier = (
            type(meeting).objects.unfinished_before(meeting).aggregate(last=models.Max("starts_at"))["last"]
        )
        return found if earlier is None else found.filter(decided_at__gte=earlier)

    def for_report(self) -> DecisionBasisQuerySet:
        """Return them with all that a line of a report says, the first one first."""
        return self.select_related("decided_by", "delegation__order", "act__application__call").order_by(
            "decided_at", "pk"
        )
