"""Reading what dialogues left to do, and who took part in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from portal.accounts.permissions import edits, reads

if TYPE_CHECKING:
    from partnerships.models import DialogueParticipant, FollowUp  # noqa: F401  (types of the querysets below)


class DialogueParticipantQuerySet(models.QuerySet["DialogueParticipant"]):
    """People and organisations at the tables of dialogues."""

    def visible_to(self, user: Any) -> DialogueParticipantQuerySet:
        """Keep what the user may see: those of the authorities whose records the user reads; they name persons."""
        return self.filter(dialogue__partnership__authority__in=reads(user))


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """What dialogues left to do."""

    def visible_to(self, user: Any) -> FollowUpQuerySet:
        """Keep what the user may see: the follow-ups of the authorities whose records the user reads."""
        return self.filter(dialogue__partnership__authority__in=reads(user))

    def of_partnership(self, partnership: Any) -> FollowUpQuerySet:
        """Keep what the dialogues of one partnership left to do."""
        return self.filter(dialogue__partnership=partnership)

    def open(self) -> FollowUpQuerySet:
        """Keep what nobody has ticked off."""
        return self.filter(done_at=None)

    def for_person(self, user: Any) -> FollowUpQuerySet:
        """Keep what this person has to see to: the own, and what no person answers for where the user edits.

        Where a partnership names its responsible officer, what no person answers for is that officer's.
        """
        unnamed = Q(responsible=None, dialogue__partnership__authority__in=edits(user))
        officer = Q(dialogue__partnership__officer=None) | Q(dialogue__partnership__officer=user.pk)
        return self.filter(Q(responsible=user.pk) | (unnamed & officer))

    def late(self, today: date) -> FollowUpQuerySet:
        """Keep what is open though its last possible day is over."""
        return self.open().filter(due_latest__lt=today)

    def search(self, q: str) -> FollowUpQuerySet:
        """Keep what has every word of ``q`` in its own words, or in the partnership's name."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(what__icontains=word)
                | Q(dialogue__partnership__names__texts__contains=word)
                | Q(responsible__name__icontains=word)
            )
        return found

    def for_list(self) -> FollowUpQuerySet:
        """Return the rows of a list: open before done, the earliest day first, undated ones after dated ones."""
        return (
            self.select_related(
                "dialogue__partnership__authority__organisation", "responsible", "organisation", "done_by"
            )
            .order_by(F("done_at").asc(nulls_first=True), F("due_latest").asc(nulls_last=True), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
