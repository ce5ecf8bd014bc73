"""What a call has granted from each of its envelopes: told by the answers of those who were granted something."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from grants.domain.call_rules import Asked, asked_in
from grants.domain.readings import YES
from grants.enums import EnvelopePeriod, QuestionKind
from grants.models import Answer, Application, Call, Envelope
from grants.rules import Rule
from grants.rules.facts import History
from grants.rules.kinds.combined import Combined
from grants.rules.kinds.decisions import EarmarkAtLeast, EnvelopeAtMost
from grants.rules.words import lies_in

ZERO = Decimal(0)
ASKED = ("question__code", "question__kind", "value")


def with_envelopes(history: History, application: Application, rules: Sequence[Asked]) -> History:
    """Return the history with what was granted from each envelope besides this application; two queries.

    A grant is from an envelope for places when a partner is at home there, from one for a purpose when the applicant
    said that it serves it, and from one for all whatever it is. Asks nothing where no rule speaks of an envelope.
    """
    spoken_of = [rule for rule in every_rule(rules) if isinstance(rule, EnvelopeAtMost | EarmarkAtLeast)]
    if not spoken_of:
        return history
    answers = _answers(rules, application.call).filter(
        application__decision__award__isnull=False, application__decision__award__revoked_at=None
    )
    rows = answers.exclude(application=application).values_list(
        "application_id", "application__decision__award__amount", *ASKED
    )
    envelopes = list(application.call.envelopes.all())
    granted = _sums(_drawn(envelopes, rules, rows))
    granted |= {one.code: history.awarded_in_call for one in envelopes if one.for_all}
    return replace(history, awarded_by_envelope=granted)


def drawn_from(call: Call, amounts: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """Return how much of these amounts, by the applications' keys, is drawn from each envelope of a call, by its code.

    What a funder pays in is drawn from by what it decides, which no amount of an application says.
    """
    return _sums(drawn_by_case(call, amounts))


def drawn_by_case(call: Call, amounts: Mapping[int, Decimal]) -> dict[str, dict[int, Decimal]]:
    """Return what each application draws of these amounts from each envelope but a funder's, by its code and the key."""
    rules = asked_in(call)
    rows = _answers(rules, call).filter(application__in=amounts).values_list("application_id", *ASKED)
    envelopes = list(call.envelopes.all())
    drawn = _drawn(envelopes, rules, ((pk, amounts[pk], code, kind, value) for pk, code, kind, value in rows))
    return drawn | {one.code: dict(amounts) for one in envelopes if one.for_all}


def _sums(drawn: Mapping[str, Mapping[int, Decimal]]) -> dict[str, Decimal]:
    return {code: sum(each.values(), ZERO) for code, each in drawn.items()}


def year_of(envelope: Envelope, granted: date) -> int | None:
    """Return the year that a grant counts in for an envelope: the one in which it was granted; None where it has none.

    Not the call's: one that is open all the time, or closes twice a year, grants in several years.
    """
    return granted.year if envelope.period == EnvelopePeriod.YEAR else None


def purposes_of(call: Call) -> dict[str, str]:
    """Return the question by which an applicant says that an envelope's purpose is served, by the envelope's code."""
    return _purposes(asked_in(call))


def _purposes(rules: Sequence[Asked]) -> dict[str, str]:
    return {rule.envelope: rule.question for rule in every_rule(rules) if isinstance(rule, EarmarkAtLeast)}


def _answers(rules: Sequence[Asked], call: Call) -> QuerySet[Answer]:
    """Return the answers of a call's applications that say which envelopes they draw from."""
    asked = Q(question__code__in=_purposes(rules).values()) | Q(question__kind=QuestionKind.PARTNERS)
    return Answer.objects.filter(asked, application__call=call)


def _drawn(
    envelopes: Sequence[Envelope],
    rules: Sequence[Asked],
    answers: Iterable[tuple[int, Decimal, str, str, Any]],
) -> dict[str, dict[int, Decimal]]:
    """Return what each application draws from each envelope, by the envelope's code and the application's key."""
    purposes = _purposes(rules)
    places = {one.code: one.places for one in envelopes if one.places}
    found: dict[str, dict[int, Decimal]] = {}
    for pk, amount, code, kind, value in answers:
        if kind == QuestionKind.PARTNERS:
            drawn = [envelope for envelope, codes in places.items() if is_in(value, codes)]
        else:
            drawn = [envelope for envelope, asked in purposes.items() if asked == code and value == YES]
        for envelope in drawn:
            found.setdefault(envelope, {})[pk] = amount
    return found


def every_rule(rules: Sequence[Asked]) -> Iterator[Rule]:
    """Yield every rule, those inside others too."""
    waiting: list[Rule] = [asked.rule for asked in rules]
    while waiting:
        rule = waiting.pop()
        yield rule
        if isinstance(rule, Combined):
            waiting += rule.inside


def is_in(rows: Any, places: Sequence[str]) -> bool:
    """Tell whether a partner of the rows, as typed, is at home in one of the places."""
    homes = [_home(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return any(lies_in(home, places) for home in homes)


def _home(row: Mapping[str, Any]) -> set[str]:
    return {str(row[name]) for name in ("country", "region") if row.get(name)}
