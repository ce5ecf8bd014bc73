"""The chapter on exchanges of a partnership's dossier: what took place, with its results, and what came of it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchanges.models import Exchange, Outcome
from partnerships.models import Partnership
from portal.core.amounts import format_amount
from portal.core.registry import Chapter, Section, Table


def chapter(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter: a table of all exchanges, the latest first, then what each led to."""
    rows = list(Exchange.objects.visible_to(user).filter(partnership=partnership).for_list())
    outcomes = list(
        Outcome.objects.visible_to(user)
        .filter(Q(partnership=partnership) | Q(exchange__partnership=partnership))
        .for_list()
    )
    sections = []
    if rows:
        columns = [_("Exchange"), _("Kind"), _("When"), _("Direction"), _("Status"), _("Cost")]
        title = _("What took place")
        sections.append(Section(title, tables=[Table(title, columns, [_row(row) for row in rows])]))
    results = [f"{row}: {row.results}" for row in rows if row.results]
    if results:
        sections.append(Section(_("Results"), paragraphs=results))
    if outcomes:
        columns = [_("What came of it"), _("When"), _("Out of"), _("Evidence")]
        title = _("What came of it")
        sections.append(Section(title, tables=[Table(title, columns, [_outcome(one) for one in outcomes])]))
    lead = _("No exchange has been entered.")
    if rows:
        lead = ngettext("%(number)d exchange.", "%(number)d exchanges.", len(rows)) % {"number": len(rows)}
    yield Chapter(_("Exchanges"), lead, sections=sections)


def _row(row: Exchange) -> list[str]:
    cost = format_amount(row.cost, row.currency) if row.cost is not None else ""
    when = str(row.period) if row.period else ""
    return [
        str(row),
        row.get_kind_display(),
        when,
        row.get_direction_display(),
        row.get_status_display(),
        cost,
    ]


def _outcome(one: Outcome) -> list[str]:
    when = str(one.when) if one.when else str(one.when_note)
    return [str(one), when, str(one.exchange or one.partnership), one.evidence]
