"""Reading agreements."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from partnerships.enums import PUBLIC_STATUSES, AgreementStatus
from portal.accounts.permissions import reads
from portal.core.collation import order_by_name

if TYPE_CHECKING:
    from partnerships.models import Agreement  # noqa: F401  (type of the queryset below)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Instruments under partnerships."""

    def visible_to(self, user: Any) -> AgreementQuerySet:
        """Keep what the user may see: signed agreements are public, drafts are read by the authority's people."""
        return self.filter(Q(status__in=PUBLIC_STATUSES) | Q(partnership__authority__in=reads(user)))

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

    def for_list(self) -> AgreementQuerySet:
        """Return the rows of a register, with all that a row shows, in the order of the active language."""
        return (
            self.select_related("partnership__authority__organisation", "partnership__region")
            .order_by(order_by_name(), "pk")
            .fetch_mode(models.FETCH_RAISE)
        )
