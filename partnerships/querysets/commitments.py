"""Reading commitments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from partnerships.enums import PUBLIC_STATUSES, CommitmentStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from partnerships.models import Commitment  # noqa: F401  (type of the queryset below)

VAGUE = "[~?%]"  # what the source itself is not sure of


def _kept_by(authority_ids: list[int]) -> Q:
    """Return the condition that one of these authorities keeps the agreement or the plan."""
    return (
        Q(agreement__partnership__authority__in=authority_ids)
        | Q(agreement__recorded_by__in=authority_ids)
        | Q(work_programme__authority__in=authority_ids)
    )


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """What agreements and work programmes oblige to."""

    def visible_to(self, user: Any) -> CommitmentQuerySet:
        """Keep what the user may see: what signed agreements and work programmes say, and one's own drafts."""
        own = reads(user)
        public = Q(agreement=None) | Q(agreement__status__in=PUBLIC_STATUSES)
        planned = Q(work_programme=None) | Q(work_programme__agreement=None)
        planned |= Q(work_programme__agreement__status__in=PUBLIC_STATUSES)
        mine = _kept_by(own)
        return self.filter((public & planned) | mine)

    def of_authorities(self, ids: list[int]) -> CommitmentQuerySet:
        """Keep the commitments under agreements and work programmes of these authorities."""
        return self.filter(_kept_by(ids))

    def under_agreement(self, agreement_id: int) -> CommitmentQuerySet:
        """Keep what an agreement obliges to, and what the work programmes that execute it add."""
        return self.filter(Q(agreement=agreement_id) | Q(work_programme__agreement=agreement_id))

    def under_partnership(self, partnership_id: int) -> CommitmentQuerySet:
        """Keep what the agreements and the work programmes of a partnership oblige to."""
        return self.filter(
            Q(agreement__partnership=partnership_id)
            | Q(work_programme__partnership=partnership_id)
            | Q(work_programme__agreement__partnership=partnership_id)
        )

    def late(self, today: date) -> CommitmentQuerySet:
        """Keep what is certainly late: open, its last possible day over, and nothing about that day in doubt."""
        return self.filter(status=CommitmentStatus.OPEN, due_latest__lt=today).exclude(due__regex=VAGUE)

    def due_between(self, first: date, last: date) -> CommitmentQuerySet:
        """Keep what is open and has its last possible day from ``first`` to ``last``, both included."""
        return self.filter(status=CommitmentStatus.OPEN, due_latest__gte=first, due_latest__lte=last)

    def search(self, q: str) -> CommitmentQuerySet:
        """Keep the commitments in which, or in whose agreement or owner, every word of ``q`` occurs."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(what__icontains=word)
                | Q(agreement__names__texts__contains=word)
                | Q(work_programme__names__texts__contains=word)
                | Q(owner__search_text__contains=word)
            )
        return found

    def for_list(self) -> CommitmentQuerySet:
        """Return the rows of a table, the nearest date first, those without a date last."""
        return (
            self.select_related(
                "agreement__partnership",
                "article",
                "work_programme__agreement",
                "work_programme__partnership",
                "owner",
                "payer",
            )
            .order_by(F("due_latest").asc(nulls_last=True), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
