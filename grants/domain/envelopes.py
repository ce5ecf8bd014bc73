"""What a call has granted from each of its envelopes: told by the answers of those who were granted something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from grants.domain.call_rules import Asked
from grants.domain.readings import YES
from grants.enums import QuestionKind
from grants.models import Answer, Application
from grants.rules import Rule
from grants.rules.facts import History
from grants.rules.kinds.combined import Combined
from grants.rules.kinds.decisions import EarmarkAtLeast, EnvelopeAtMost
from grants.rules.words import lies_in

ZERO = Decimal(0)


def with_envelopes(history: History, application: Application, rules: Sequence[Asked]) -> History:
    """Return the history with what was granted from each envelope besides this application; two queries.

    A grant is from an envelope for places when a partner is at home there, from one for a purpose when the applicant
    said that it serves it. Asks nothing where no rule speaks of an envelope.
    """
    spoken_of = [rule for rule in _every(rules) if isinstance(rule, EnvelopeAtMost | EarmarkAtLeast)]
    if not spoken_of:
        return history
    purposes = {rule.envelope: rule.question for rule in spoken_of if isinstance(rule, EarmarkAtLeast)}
    places = {one.code: one.places for one in application.call.envelopes.all() if one.places}
    answers = (
        Answer.objects.filter(application__call=application.call, application__decision__award__isnull=False)
        .filter(Q(question__code__in=purposes.values()) | Q(question__kind=QuestionKind.PARTNERS))
        .exclude(application=application)
        .values_list(
            "application_id",
            "application__decision__award__amount",
            "question__code",
            "question__kind",
            "value",
        )
    )
    granted: dict[str, dict[int, Decimal]] = {}
    for pk, amount, code, kind, value in answers:
        if kind == QuestionKind.PARTNERS:
            drawn = [envelope for envelope, codes in places.items() if _is_in(value, codes)]
        else:
            drawn = [envelope for envelope, asked in purposes.items() if asked == code and value == YES]
        for envelope in drawn:
            granted.setdefault(envelope, {})[pk] = amount
    return replace(
        history, awarded_by_envelope={code: sum(each.values(), ZERO) for code, each in granted.items()}
    )


def _every(rules: Sequence[Asked]) -> Iterator[Rule]:
    """Yield every rule, those inside others too."""
    waiting: list[Rule] = [asked.rule for asked in rules]
    while waiting:
        rule = waiting.pop()
        yield rule
        if isinstance(rule, Combined):
            waiting += rule.inside


def _is_in(rows: Any, places: Sequence[str]) -> bool:
    """Tell whether a partner of the rows, as typed, is at home in one of the places."""
    homes = [_home(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return any(lies_in(home, places) for home in homes)


def _home(row: Mapping[str, Any]) -> set[str]:
    return {str(row[name]) for name in ("country", "region") if row.get(name)}
