"""Reading exchanges."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from exchanges.enums import ExchangeStatus
from portal.core.uncertain import certainly_in, overlaps

if TYPE_CHECKING:
    from exchanges.models import Exchange  # noqa: F401  (type of the queryset below)


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    """What happens between the two sides."""

    def visible_to(self, user: Any) -> ExchangeQuerySet:
        """Keep what the user may see: exchanges are public."""
        return self.all()

    def of_authorities(self, ids: list[int]) -> ExchangeQuerySet:
        """Keep the exchanges of these authorities."""
        return self.filter(authority__in=ids)

    def search(self, q: str) -> ExchangeQuerySet:
        """Keep the exchanges whose title, partnership, or one of whose actors contains every word of ``q``."""
        found = self
        for word in q.lower().split():
            acting = self.model.objects.filter(actors__organisation__search_text__contains=word).values("pk")
            found = found.filter(
                Q(names__texts__contains=word)
                | Q(partnership__names__texts__contains=word)
                | Q(partnership__region__search_text__contains=word)
                | Q(pk__in=acting)
            )
        return found

    def certainly_in_year(self, year: int) -> ExchangeQuerySet:
        """Keep what certainly took place in the year, whatever day was meant, or certainly went on in it (X01).

        "Since 2011" goes on in every later year while the exchange is ongoing; the year of a vague beginning is only
        possible.
        """
        first, last = date(year, 1, 1), date(year, 12, 31)
        goes_on = Q(
            status=ExchangeStatus.ONGOING,
            period__endswith="/..",
            period_earliest__lt=first,
        ) & ~Q(period__regex="[X~?%]")
        return self.exclude(status=ExchangeStatus.CANCELLED).filter(
            certainly_in("period", first, last) | goes_on
        )

    def possibly_in_year(self, year: int) -> ExchangeQuerySet:
        """Keep what may have taken place in the year, the certain ones included; without any date nothing is said."""
        return self.exclude(status=ExchangeStatus.CANCELLED).filter(
            overlaps("period", date(year, 1, 1), date(year, 12, 31))
        )

    def without_date(self) -> ExchangeQuerySet:
        """Keep what nobody has dated."""
        # XXXX is how EDTF writes a year that nobody knows.
        return self.filter(Q(period=None) | Q(period="") | Q(period="XXXX"))

    def overdue(self, today: date) -> ExchangeQuerySet:
        """Keep what is still planned or ongoing although its last possible day has passed."""
        still_open = [ExchangeStatus.PLANNED, ExchangeStatus.ONGOING]
        return self.filter(status__in=still_open, period_latest__lt=today)

    def for_list(self) -> ExchangeQuerySet:
        """Return the rows of a register, latest first, those without a date last."""
        return (
            self.select_related("authority__organisation", "partnership")
            .prefetch_related("fields")
            .order_by(F("period_latest").desc(nulls_last=True), "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )
