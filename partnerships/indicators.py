"""Was it met? What an indicator says before and after its target year (C12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.enums import IndicatorResult
from partnerships.models import Framework, Indicator

TONES = {
    IndicatorResult.MET: "good",
    IndicatorResult.PARTLY: "wait",
    IndicatorResult.NOT_MET: "stop",
}


@dataclass(frozen=True)
class Answer:
    """An indicator, whether it was met, in words and with the shape that goes with them, and what its figures say."""

    indicator: Indicator
    words: str
    tone: str
    hint: str = ""
    is_overdue: bool = False  # the target year is over, and nobody has answered


def answers(framework: Framework, today: date | None = None) -> list[Answer]:
    """Return the indicators of a framework with what is known of each; one query."""
    today = today or localdate()
    return [answer_of(one, today) for one in in_order(framework)]


def in_order(framework: Framework) -> QuerySet[Indicator]:
    """Return the framework's indicators in the order of its elements."""
    rows = Indicator.objects.filter(element__framework=framework).select_related("element")
    return rows.order_by("element__position", "element_id", "pk")


def answer_of(indicator: Indicator, today: date) -> Answer:
    """Say whether an indicator was met. What its figures suggest is said beside it: an officer decides."""
    if indicator.result != IndicatorResult.UNKNOWN:
        return Answer(indicator, indicator.get_result_display(), TONES[IndicatorResult(indicator.result)])
    hint = _from_figures(indicator)
    year = indicator.target_year
    if year is None:
        return Answer(indicator, _("Not known, and no target year"), "neutral", hint)
    if year < today.year:
        words = _("%(year)d is over: nobody has said whether it was met") % {"year": year}
        return Answer(indicator, words, "wait", hint, is_overdue=True)
    return Answer(indicator, _("To be met by the end of %(year)d") % {"year": year}, "neutral", hint)


def unanswered(authorities: Iterable[int], today: date) -> QuerySet[Indicator]:
    """Return the indicators of authorities whose target year is over and which nobody has answered.

    Parameters: ``authorities`` are the primary keys of those whose frameworks are meant.
    """
    return (
        Indicator.objects.filter(
            element__framework__authority__in=authorities,
            result=IndicatorResult.UNKNOWN,
            target_year__lt=today.year,
        )
        .select_related("element__framework")
        .order_by("target_year", "pk")
    )


def _from_figures(indicator: Indicator) -> str:
    """Return what target and observation say for certain: met, missed, or nothing where they are too uncertain."""
    target, seen = indicator.target, indicator.observed
    if target is None or seen is None or target.is_unknown or seen.is_unknown:
        return ""
    if seen.lower is not None and target.upper is not None and seen.lower >= target.upper:
        return _("The figures say: met.")
    if seen.upper is not None and target.lower is not None and seen.upper < target.lower:
        return _("The figures say: not met.")
    return _("The figures are too uncertain to say.")
