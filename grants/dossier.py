"""The chapter on money of a partnership's dossier: what was granted for its exchanges, or by its calls."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.models import Award, Call
from grants.tables import recipient
from partnerships.models import Partnership
from portal.core.amounts import format_amount
from portal.core.registry import Chapter, Section, Table


def chapter(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter: every award with its recipient, and the sum in each currency."""
    own = Call.objects.filter(partnerships=partnership).order_by().values("pk")
    awards = list(
        Award.objects.visible_to(user)
        .filter(Q(exchange__partnership=partnership) | Q(decision__application__call__in=own))
        .for_list()
    )
    if not awards:
        yield Chapter(_("Money"), _("Nothing has been granted for this relation through the portal."))
        return
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for award in awards:
        totals[award.currency] += award.amount
    facts = [(_("Granted"), format_amount(totals[currency], currency)) for currency in sorted(totals)]
    rows = [_row(award) for award in awards]
    columns = [_("Project"), _("Recipient"), _("Call"), _("Decided"), _("Amount")]
    title = _("What was granted")
    lead = ngettext("%(number)d award.", "%(number)d awards.", len(awards)) % {"number": len(awards)}
    table = Table(title, columns, rows, numeric=frozenset({4}))
    yield Chapter(_("Money"), lead, facts, [Section(title, tables=[table])])


def _row(award: Award) -> list[str]:
    application = award.decision.application
    day = date_format(localtime(award.decision.decided_at), "SHORT_DATE_FORMAT")
    amount = format_amount(award.amount, award.currency)
    return [application.title, str(recipient(award)), str(application.call), day, amount]
