"""Reading agreements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.enums import (
    BINDING_STATUSES,
    DRAFTED_STATUSES,
    DRAFTING_ROLES,
    PUBLIC_STATUSES,
    SHARED_STATUSES,
    AgreementActKind,
    AgreementStatus,
)
from partnerships.querysets.belonging import bodies_of
from partnerships.querysets.registers import once_named
from portal.accounts.permissions import edits, reads
from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Agreement  # noqa: F401  (type of the queryset below)


A_DAY = timedelta(days=1)
A_MONTH = timedelta(days=31)
LONGEST_NOTICE = 36  # months


def kept_by(authority_ids: Collection[int]) -> Q:
    """Return the condition that one of these authorities keeps the record of an agreement."""
    return Q(partnership__authority__in=authority_ids) | Q(recorded_by__in=authority_ids)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Instruments under partnerships."""

    def visible_to(self, user: Any) -> AgreementQuerySet:
        """Keep what the user may see: signed agreements, all of one's own authority, and shared drafts of its parties.

        A draft that was never shown stays with its owner; from the negotiation on, the people of every authority that
        is a party (or to which a party belongs) see it too.
        """
        return self.filter(Q(status__in=PUBLIC_STATUSES) | self._worked_on(reads(user), SHARED_STATUSES))

    def of_authorities(self, ids: Collection[int]) -> AgreementQuerySet:
        """Keep the agreements of these authorities: under their partnerships, and recorded by them."""
        return self.filter(kept_by(ids))

    def public_to(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements whose public documents everybody may read: signed ones."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def internal_to(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements of the authorities whose records the user may read."""
        return self.filter(kept_by(reads(user)))

    def shared_with(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements whose text the user works on: the holder's own, and those shared with the parties."""
        return self.filter(self._worked_on(reads(user), [*SHARED_STATUSES, *PUBLIC_STATUSES]))

    def drafted_by(self, user: Any) -> AgreementQuerySet:
        """Keep the shared drafts on which the user may propose, comment and answer for the holder or for a party."""
        return self.filter(self._worked_on(edits(user), DRAFTED_STATUSES), status__in=DRAFTED_STATUSES)

    def _worked_on(self, authorities: list[int], statuses: Sequence[str]) -> Q:
        own = kept_by(authorities)
        # Visitors and applicants are no party; the public pages stay as quick as they are.
        if not authorities:
            return own
        parties: Any = self.model._meta.get_field("parties").related_model
        mine = parties._default_manager.filter(
            role__in=DRAFTING_ROLES, left__isnull=True, organisation_id__in=bodies_of(authorities)
        )
        return own | Q(status__in=statuses, pk__in=mine.values("agreement_id"))

    def edited_by(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements of the authorities whose records the user edits: who reads confidential documents."""
        return self.filter(partnership__authority__in=edits(user))

    def search(self, q: str) -> AgreementQuerySet:
        """Keep the agreements that every word of ``q`` finds: in their title, partnership or reference, or in what a
        party is or was called in any language (X04)."""
        parties: Any = self.model._meta.get_field("parties").related_model
        bodies = parties._meta.get_field("organisation").related_model
        found = self
        for word in q.lower().split():
            called = Q(organisation__search_text__contains=word) | Q(
                organisation__in=once_named(bodies, word)
            )
            named = parties._default_manager.filter(called | Q(name_as_signed__icontains=word))
            found = found.filter(
                Q(names__texts__contains=word)
                | Q(partnership__names__texts__contains=word)
                | Q(reference__icontains=word)
                | Q(pk__in=named.order_by().values("agreement_id"))
            )
        return found

    def beginning_by(self, today: date) -> AgreementQuerySet:
        """Keep signed agreements whose first day has certainly come, and whose validity is complete."""
        complete = Q(open_ended=True) | Q(renews_tacitly=True) | Q(valid_until__isnull=False)
        return self.filter(
            complete, status=AgreementStatus.SIGNED, valid_from__isnull=False, valid_from_latest__lte=today
        ).order_by("pk")

    def ended_before(self, today: date) -> AgreementQuerySet:
        """Keep agreements in force whose last day is certainly over; those renewed tacitly go on until an act ends them."""
        by_itself = Q(last_day=None, renews_tacitly=False, valid_until_latest__lt=today)
        by_an_act = Q(last_day_latest__lt=today)
        return self.filter(by_itself | by_an_act, status=AgreementStatus.IN_FORCE).order_by("pk")

    def renewing_by(self, today: date) -> AgreementQuerySet:
        """Keep agreements in force whose period is certainly over, and that renew themselves for a term that is known."""
        return self.filter(
            status=AgreementStatus.IN_FORCE,
            renews_tacitly=True,
            renewal_months__gt=0,
            valid_until_latest__lt=today,
        ).order_by("pk")

    def superseded_by(self, today: date) -> AgreementQuerySet:
        """Keep living agreements whose successor has certainly begun."""
        return self.filter(
            status__in=BINDING_STATUSES,
            acts__kind=AgreementActKind.SUPERSESSION,
            acts__effective_latest__lte=today,
        ).distinct()

    def in_force_on(self, day: date, *, certainly: bool = True) -> AgreementQuerySet:
        """Keep the agreements that are in force on a day, certainly or (where that is enough) possibly.

        The same as `Agreement.in_force_on`, found by an index on the days.
        """
        column = "certain_validity" if certainly else "possible_validity"
        return self.filter(status__in=PUBLIC_STATUSES, **{f"{column}__contains": day})

    def acting_within(self, first: date, last: date) -> AgreementQuerySet:
        """Keep living agreements on which something may be due from ``first`` to ``last``: a wide net.

        The months of notice are counted as 31 days, and the day after the end is a day of renewal.
        """
        by_act = Q(last_day_latest__gte=first, last_day_latest__lte=last)
        by_text = Q(last_day=None, valid_until_latest__gte=first - A_DAY, valid_until_latest__lte=last)
        by_notice = Q(
            last_day=None,
            notice_months__gt=0,
            valid_until_latest__gte=first,
            valid_until_earliest__lte=last + LONGEST_NOTICE * A_MONTH,
        )
        return self.filter(by_act | by_text | by_notice, status__in=BINDING_STATUSES)

    def ending_within(self, today: date, days: timedelta) -> AgreementQuerySet:
        """Keep agreements in force whose last possible day is from today on, at most ``days`` ahead."""
        soon = (today, today + days)
        by_text = Q(last_day=None, valid_until_latest__range=soon)
        return self.filter(by_text | Q(last_day_latest__range=soon), status=AgreementStatus.IN_FORCE)

    def overdue(self, today: date) -> AgreementQuerySet:
        """Keep agreements that are said to be in force though their last day is certainly over."""
        by_text = Q(last_day=None, valid_until_latest__lt=today)
        return self.filter(by_text | Q(last_day_latest__lt=today), status=AgreementStatus.IN_FORCE)

    def for_list(self) -> AgreementQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related(
                "partnership__authority__organisation", "partnership__region", "recorded_by__organisation"
            )
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
