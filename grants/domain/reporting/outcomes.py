"""Figures of approved reports as facts of the exchange that an award pays for, with their uncertainty and source."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from exchanges.domain import parts
from exchanges.enums import FigureKind
from exchanges.models import ExchangeFigure
from grants.enums import OutcomeKind, ReportStatus
from grants.models import Award, OutcomeFigure, Report
from portal.core.models import Citation, Source

KIND_OF: Mapping[str, FigureKind] = {
    OutcomeKind.PEOPLE: FigureKind.PARTICIPANTS,
    OutcomeKind.PERSON_DAYS: FigureKind.PERSON_DAYS,
    # What exchanges call audience is that of a year; a report counts the whole time of the grant.
    OutcomeKind.AUDIENCE: FigureKind.OTHER,
    OutcomeKind.DAYS: FigureKind.OTHER,
}


@transaction.atomic
def make_facts(award: Award, *, by: Any) -> list[ExchangeFigure]:
    """Make facts of the award's exchange of the figures in its approved reports, each once.

    Nothing where the award has no exchange yet: tied to one later, they are made then. What is not known stays so,
    and “about” stays about: a figure is never exact that was not.
    """
    exchange = award.exchange
    if exchange is None:
        return []
    waiting = OutcomeFigure.objects.filter(
        report__award=award,
        report__status__in=[ReportStatus.APPROVED, ReportStatus.REDUCED],
        fact=None,
    ).select_related("report__application")
    made = []
    for figure in waiting.select_for_update(of=("self",)).order_by("pk"):
        kind = KIND_OF[figure.kind]
        values: dict[str, Any] = {"kind": kind, "number": figure.number}
        if kind == FigureKind.OTHER:
            values["note"] = _in_all_languages(OutcomeKind(figure.kind))
        fact = parts.add(ExchangeFigure(exchange=exchange), values, by=by)
        Citation.objects.create(source=_source(figure.report), subject=fact, field="number", entered_by=by)
        figure.fact = fact
        figure.save(update_fields=["fact"])
        made.append(fact)
    return made


def _in_all_languages(kind: OutcomeKind) -> dict[str, str]:
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = str(kind.label)
    return words


def _source(report: Report) -> Source:
    """Return the report as a source: by its number in the register, without the name of anybody."""
    application = report.application
    source, _created = Source.objects.get_or_create(
        key=f"report-{application.reference.lower()}-{report.number}",
        defaults={
            "title": _("%(report)s, %(number)s") % {"report": report, "number": application.diary_number},
            "language": application.language,
        },
    )
    return source
