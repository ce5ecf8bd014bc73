"""Many decisions of one call at once: shown before, then made one by one, each in a transaction of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from grants.domain import decision_rules, decisions
from grants.domain.appeals import appeal_notice
from grants.domain.assessment.ranking import agreed_ranking
from grants.domain.deciding import halves
from grants.domain.deciding.acts import Said
from grants.domain.deciding.spending import draws_of, left_to_grant
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.models import Application, Call, Decision, DecisionTemplate
from portal.accounts.enums import Role
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed

MOST = 50


@dataclass(frozen=True)
class Words:
    """What one case gets: its outcome (empty: left for later), its sum, and its own words after those of the call."""

    outcome: str
    amount: Decimal | None = None
    own: str = ""


@dataclass(frozen=True)
class Result:
    """What would become, or has become, of one case: decided, or the sentences that speak against it.

    ``notes`` are what the rules leave to people, ``envelopes`` what the grant is taken from, ``left`` what the call has
    left after it.
    """

    application: Application
    said: Said
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    envelopes: Sequence[str] = ()
    left: Decimal | None = None
    again: bool = False


def require_bulk(call: Call, by: Any) -> None:
    """Raise NotAllowed for others than the call's decision makers, DomainError for a joint call."""
    if not by.is_authenticated or not by.has_any_role([Role.DECISION_MAKER], call.authority_id):
        raise NotAllowed(
            _("Only decision makers of the authority decide its cases."), code="not_decision_maker"
        )
    if halves.is_joint(call):
        raise DomainError(_("Several funders pay for this call: each decides its own half."), code="joint")


def waiting(call: Call) -> list[Application]:
    """Return the cases of a call that wait for a decision, so many that a page holds, as ``in_order``."""
    found = Application.objects.filter(
        call=call, status__in=[ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE]
    )
    return in_order(call, found)


def in_order(call: Call, found: QuerySet[Application]) -> list[Application]:
    """Return cases of a call in the order of the agreed ranking, then the first handed in first, at most ``MOST``."""
    places = {one.application.pk: place for place, one in enumerate(agreed_ranking(call))}
    keys = list(found.order_by("submitted_at", "pk").values_list("pk", flat=True))
    keys.sort(key=lambda pk: places.get(pk, len(places)))
    shown = found.select_related("authority__organisation__region", "organisation", "applicant", "call")
    cases = shown.in_bulk(keys[:MOST])
    return [cases[pk] for pk in keys[:MOST] if pk in cases]


def proposed(call: Call, cases: Sequence[Application]) -> dict[int, Words]:
    """Return what is proposed for cases of a call, by their keys.

    With an agreed ranking, the amounts of the meeting from the best place down to where the money of the call ends, and
    nothing below that line, without an amount, or for what does not meet the conditions. Without one, no outcome, and as
    the amount what was applied for.
    """
    ranked = agreed_ranking(call)
    if not ranked:
        return {case.pk: Words("", case.requested) for case in cases}
    here = {case.pk: case for case in cases}
    found = {pk: Words("") for pk in here}
    left, running = left_to_grant(call), Decimal(0)
    for one in ranked:
        if one.application.status != ApplicationStatus.ELIGIBLE or not one.proposed:
            continue
        running += one.proposed
        if left is not None and running > left:
            break
        if one.application.pk in here:
            found[one.application.pk] = Words(DecisionOutcome.APPROVED, one.proposed)
    return found


def words_of(call: Call) -> DecisionTemplate:
    """Return the words with which the call's decisions begin, kept or empty."""
    return DecisionTemplate.objects.filter(call=call).first() or DecisionTemplate(call=call)


@transaction.atomic
def remember(call: Call, *, approval: str, rejection: str, by: Any) -> DecisionTemplate:
    """Keep the words with which the call's decisions begin. Raises NotAllowed for others than its decision makers."""
    require_bulk(call, by)
    lock(call)
    kept, _new = DecisionTemplate.objects.update_or_create(
        call=call, defaults={"approval": approval.strip(), "rejection": rejection.strip()}
    )
    return kept


def said_for(application: Application, words: Words, template: DecisionTemplate, lower_reasons: str) -> Said:
    """Return a case's decision: the call's words, then its own, with the notice in the applicant's language."""
    approves = words.outcome == DecisionOutcome.APPROVED
    begin = template.approval if approves else template.rejection
    lower = (
        approves
        and words.amount is not None
        and application.requested is not None
        and words.amount < application.requested
    )
    return Said(
        outcome=words.outcome,
        reasons="\n\n".join(part.strip() for part in (begin, words.own) if part.strip()),
        appeal_notice=appeal_notice(application),
        amount=words.amount if approves else None,
        lower_reasons=lower_reasons.strip() if lower else "",
    )


def preview(cases: Sequence[Application], said: Mapping[int, Said], *, by: Any) -> list[Result]:
    """Return what would happen if these decisions were made now, one after the other; nothing is kept.

    They are made in earnest, in a transaction that is taken back: what the rules, the budget, an envelope or the order of
    delegation says is what they will say.
    """
    with transaction.atomic():
        results = list(_each(cases, said, by=by, shown=True))
        transaction.set_rollback(True)
    return results


def decide_all(cases: Sequence[Application], said: Mapping[int, Said], *, by: Any) -> list[Result]:
    """Make the decisions, each on its own: one that is refused leaves the others; sent twice, nothing is made twice."""
    return list(_each(cases, said, by=by, shown=False))


def _each(
    cases: Sequence[Application], said: Mapping[int, Said], *, by: Any, shown: bool
) -> Iterator[Result]:
    for case in cases:
        if case.pk not in said:
            continue
        one = said[case.pk]
        known = Decision.objects.standing().filter(application=case).exists()
        # Before it is decided: an application that is decided counts among the others.
        notes = _notes(case, one) if shown else []
        try:
            _decide(case, one, by=by)
        except ValidationError as error:
            yield Result(case, one, problems=error.messages, notes=notes)
            continue
        yield Result(
            case,
            one,
            notes=notes,
            envelopes=[str(draw.envelope) for draw in draws_of(case)] if shown and one.amount else [],
            left=left_to_grant(case.call) if shown else None,
            again=known,
        )


def _decide(case: Application, said: Said, *, by: Any) -> None:
    with transaction.atomic():
        decisions.decide(
            case,
            outcome=said.outcome,
            reasons=said.reasons,
            appeal_notice=said.appeal_notice,
            amount=said.amount,
            lower_reasons=said.lower_reasons,
            by=by,
        )


def _notes(case: Application, said: Said) -> list[str]:
    """Return what the rules say of a sum without stopping it."""
    found = decision_rules.said_of(case, said.amount)
    stopping = decision_rules.stopping(found)
    return [one.finding.sentence for one in found if one not in stopping]
