"""What the annual report says of goals that have a target year: was it met (C12)?"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import IndicatorResult
from partnerships.indicators import Answer, answer_of
from partnerships.models import Authority, Indicator
from portal.core.registry import Section, Table


def sections(authority: Authority, year: int, today: date) -> list[Section]:
    """Return the section on what was to be reached, for an authority that counts anything; one query.

    It holds the indicators of the year and of later ones, those without a year, and earlier ones as long as nobody
    has said whether they were met.
    """
    found = (
        Indicator.objects.filter(
            Q(target_year__gte=year) | Q(target_year=None) | Q(result=IndicatorResult.UNKNOWN),
            element__framework__authority=authority,
        )
        .select_related("element__framework")
        .order_by("target_year", "element__framework", "element__position", "pk")
    )
    answers = [answer_of(one, today) for one in found]
    if not answers:
        return []
    return [
        Section(title=_("What was to be reached"), paragraphs=_sentences(answers), tables=[_table(answers)])
    ]


def _sentences(answers: list[Answer]) -> list[str]:
    met = sum(one.indicator.result == IndicatorResult.MET for one in answers)
    sentences = [
        ngettext("%(met)d of %(number)d goal was met.", "%(met)d of %(number)d goals were met.", len(answers))
        % {"met": met, "number": len(answers)}
    ]
    if silent := sum(one.is_overdue for one in answers):
        sentences.append(
            ngettext(
                "For %(number)d whose year is over, nobody has said whether it was met.",
                "For %(number)d whose year is over, nobody has said whether they were met.",
                silent,
            )
            % {"number": silent}
        )
    return sentences


def _table(answers: list[Answer]) -> Table:
    return Table(
        title=_("Goals and whether they were met"),
        columns=[_("Goal"), _("Target year"), _("Target"), _("Observed"), _("Was it met?")],
        rows=[
            [
                f"{one.indicator.names} ({one.indicator.element.framework})",
                str(one.indicator.target_year or _("not known")),
                str(one.indicator.target or _("not known")),
                str(one.indicator.observed or _("not known")),
                ". ".join(part for part in (one.words, one.hint) if part),
            ]
            for one in answers
        ],
        note=_("Figures only suggest an answer; an officer gives it."),
    )
