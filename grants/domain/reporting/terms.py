"""What is agreed with a grantee: the period and the budget as applied for, and as changed by decision since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from grants.enums import BudgetSide, Meaning, QuestionKind
from grants.models import AgreedTerms, Application, Award, ChangeRequest
from portal.core.domain.locking import lock
from portal.core.uncertain import UncertainDate, UncertainValueError

type BudgetLines = list[dict[str, str]]


def current(award: Award) -> AgreedTerms:
    """Return what holds now: the latest terms; not stored where nothing has been agreed yet, then as applied for."""
    known = AgreedTerms.objects.filter(award=award).order_by("number").last()
    return known or _first(award)


def record_first(award: Award) -> AgreedTerms:
    """Keep the terms as applied for, once, in the caller's transaction."""
    known = AgreedTerms.objects.filter(award=award, number=1).first()
    if known is not None:
        return known
    first = _first(award)
    first.save(force_insert=True)
    return first


def change(
    award: Award,
    request: ChangeRequest,
    *,
    starts: UncertainDate | None,
    ends: UncertainDate | None,
    lines: BudgetLines | None,
) -> AgreedTerms:
    """Let new terms hold, in the caller's transaction; what is not given stays as it was. The earlier row is kept."""
    lock(award)
    record_first(award)
    before = current(award)
    last = AgreedTerms.objects.filter(award=award).aggregate(last=Max("number"))["last"]
    return AgreedTerms.objects.create(
        award=award,
        change=request,
        number=last + 1,
        starts=starts or before.starts,
        ends=ends or before.ends,
        lines=before.lines if lines is None else lines,
    )


def _first(award: Award) -> AgreedTerms:
    content = award.decision.application.content or {}
    starts, ends = stated_period(content)
    if starts and ends and starts.earliest and ends.latest and starts.earliest > ends.latest:
        starts = None  # asked for apart, the two contradict each other: what is due counts from the end
    return AgreedTerms(award=award, number=1, starts=starts, ends=ends, lines=stated_budget(content))


def _answers(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in content.get("sections", []):
        yield from section.get("answers", [])


def stated_period(content: Mapping[str, Any]) -> tuple[UncertainDate | None, UncertainDate | None]:
    """Return the start and the end that what was handed in states, as uncertain as it states them."""
    by_meaning = {
        answer["meaning"]: answer.get("value") for answer in _answers(content) if "meaning" in answer
    }
    period = by_meaning.get(Meaning.PERIOD)
    if period is None:
        period = next(
            (
                answer.get("value")
                for answer in _answers(content)
                if answer.get("kind") == QuestionKind.PERIOD and not answer.get("meaning")
            ),
            None,
        )
    period = period if isinstance(period, Mapping) else {}
    return (
        _date(period.get("start")) or _date(by_meaning.get(Meaning.START)),
        _date(period.get("end")) or _date(by_meaning.get(Meaning.END)),
    )


def stated_return(content: Mapping[str, Any]) -> UncertainDate | None:
    """Return the latest end of the stays that what was handed in lists: the return home; None where it lists none."""
    ends = [
        found
        for answer in _answers(content)
        if answer.get("kind") == QuestionKind.PLACES and isinstance(answer.get("value"), list)
        for row in answer["value"]
        if isinstance(row, Mapping) and (found := _date(row.get("end"))) is not None and found.latest
    ]
    return max(ends, key=lambda one: one.latest or date.min, default=None)


def _date(value: Any) -> UncertainDate | None:
    try:
        return UncertainDate(value) if isinstance(value, str) and value else None
    except UncertainValueError:
        return None


def stated_budget(content: Mapping[str, Any]) -> BudgetLines:
    """Return the lines of the budget that was handed in: key, side, what, amount as a decimal text, details."""
    found: BudgetLines = []
    for answer in _answers(content):
        value = answer.get("value")
        if answer.get("kind") != QuestionKind.BUDGET or not isinstance(value, Mapping):
            continue
        for side in BudgetSide.values:
            lines: Sequence[Mapping[str, Any]] = value.get(side, {}).get("lines", [])
            for place, line in enumerate(lines):
                found.append(
                    {
                        "key": f"{side}-{place}",
                        "side": side,
                        "what": str(line.get("description", "")),
                        "amount": str(line.get("amount", "0")),
                        "details": str(line.get("details", "")),
                    }
                )
    return found


def currency_of(application: Application) -> str:
    """Return the currency in which the case counts."""
    return application.call.currency
