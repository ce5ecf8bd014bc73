"""Reading agreements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.enums import PUBLIC_STATUSES, AgreementStatus
from portal.accounts.permissions import reads
from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Agreement  # noqa: F401  (type of the queryset below)


A_MONTH = timedelta(days=31)
LONGEST_NOTICE = 36  # months


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Instruments under partnerships."""

    def visible_to(self, user: Any) -> AgreementQuerySet:
        """Keep what the user may see: signed agreements are public, drafts are read by the authority's people."""
        return self.filter(Q(status__in=PUBLIC_STATUSES) | Q(partnership__authority__in=reads(user)))

    def public_to(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements whose public documents everybody may read: signed ones."""
        return self.filter(status__in=PUBLIC_STATUSES)

    def internal_to(self, user: Any) -> AgreementQuerySet:
        """Keep the agreements of the authorities whose records the user may read."""
        return self.filter(partnership__authority__in=reads(user))

    def search(self, q: str) -> AgreementQuerySet:
        """Keep the agreements whose title, partnership or reference contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            found = found.filter(
                Q(names__icontains=word)
                | Q(partnership__names__icontains=word)
                | Q(reference__icontains=word)
            )
        return found

    def beginning_by(self, today: date) -> AgreementQuerySet:
        """Keep signed agreements whose first day has certainly come, and whose validity is complete."""
        complete = Q(open_ended=True) | Q(renews_tacitly=True) | Q(valid_until__isnull=False)
        return self.filter(
            complete, status=AgreementStatus.SIGNED, valid_from__isnull=False, valid_from_latest__lte=today
        ).order_by("pk")

    def ended_before(self, today: date) -> AgreementQuerySet:
        """Keep agreements in force whose last day is certainly over; those renewed tacitly run on."""
        return self.filter(
            status=AgreementStatus.IN_FORCE,
            renews_tacitly=False,
            valid_until__isnull=False,
            valid_until_latest__lt=today,
        ).order_by("pk")

    def ending_within(self, today: date, days: timedelta) -> AgreementQuerySet:
        """Keep agreements in force whose last possible day is from today on, at most ``days`` ahead."""
        return self.filter(
            status=AgreementStatus.IN_FORCE,
            valid_until_latest__gte=today,
            valid_until_latest__lte=today + days,
        )

    def ending_or_notice_within(self, today: date, days: timedelta) -> AgreementQuerySet:
        """Keep agreements in force that end, or may have to be given notice, at most ``days`` ahead.

        The months of notice are counted as 31 days here: a wide net, whose catch `Agreement.acts_by` decides.
        """
        soon = Q(valid_until_latest__lte=today + days)
        for months in range(1, LONGEST_NOTICE + 1):
            soon |= Q(notice_months=months, valid_until_earliest__lte=today + days + months * A_MONTH)
        return self.filter(soon, status=AgreementStatus.IN_FORCE, valid_until_latest__gte=today)

    def overdue(self, today: date) -> AgreementQuerySet:
        """Keep agreements that are said to be in force though their last day is certainly over."""
        return self.filter(status=AgreementStatus.IN_FORCE, valid_until_latest__lt=today)

    def for_list(self) -> AgreementQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("partnership__authority__organisation", "partnership__region")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
