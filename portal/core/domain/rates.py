"""Reference rates: kept once, and never another in its place."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.amounts import format_number
from portal.core.domain import records
from portal.core.ecb import Quoted
from portal.core.errors import DomainError
from portal.core.models import ReferenceRate

AT_ONCE = 5_000


@transaction.atomic
def keep(quoted: Sequence[Quoted], *, source: str) -> int:
    """Keep the rates that are not known yet, all or none; return how many they were. Again, nothing more.

    Parameters: ``source`` names where they come from. Raises DomainError where a rate is another than the one that is
    kept: amounts have been reckoned with that one.
    """
    records.one_at_a_time("reference rates")
    days = {one.day for one in quoted}
    kept = {
        (currency, day): rate
        for currency, day, rate in ReferenceRate.objects.filter(
            day__range=(min(days), max(days)), currency__in={one.currency for one in quoted}
        ).values_list("currency", "day", "rate")
    }
    new = []
    for one in quoted:
        known = kept.get((one.currency, one.day))
        if known is None:
            new.append(ReferenceRate(currency=one.currency, day=one.day, rate=one.rate, source=source[:200]))
        elif known != one.rate:
            sentence = _("%(day)s, %(currency)s: the file says %(new)s, and %(kept)s is kept.")
            words = {
                "day": one.day.isoformat(),
                "currency": one.currency,
                "new": format_number(one.rate),
                "kept": format_number(known),
            }
            raise DomainError(sentence % words, code="contradicts")
    ReferenceRate.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(new)
