"""Decisions: approved with a sum or rejected, once, with reasons; the sums never exceed the call's budget."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import appeals, decision_rules
from grants.domain.deciding import acts, halves, standing
from grants.domain.deciding.acts import Condition, Said
from grants.domain.deciding.bounds import AlreadyDecided, require_decidable, require_lower_reasons
from grants.domain.deciding.spending import awarded, left_in
from grants.domain.meetings import basis
from grants.models import AgendaCase, Application, Award, Decision
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.versions import require_version

__all__ = ["AlreadyDecided", "awarded", "decide", "left_in", "require_decidable"]


@transaction.atomic
def decide(
    application: Application,
    *,
    outcome: str,
    reasons: str,
    appeal_notice: str,
    by: Any,
    amount: Decimal | None = None,
    lower_reasons: str = "",
    condition_text: str = "",
    conditions: Sequence[Condition] = (),
    published_from: datetime | None = None,
    version: int | None = None,
    agenda_case: AgendaCase | None = None,
) -> Decision:
    """Decide a case, once: the same decision by the same person again is the one that stands.

    Parameters: ``appeal_notice`` gives way to the call's own where its decisions are final;
    ``amount`` is in the call's currency, and only given with an approval; ``lower_reasons`` says why it is
    less than was applied for; ``conditions`` are kept one by one, ``condition_text`` says them in prose; until
    ``published_from`` the applicant is told nothing; ``version`` is the one the decision maker saw; ``agenda_case`` is
    the case as a meeting decided it, for whose body ``by`` acts. What the decision rests on, a paragraph of the delegation
    order or of the minutes, stays with it. Two decision makers at once: the second meets AlreadyDecided with what the
    first decided.
    Raises NotAllowed for others than those who may take it by the delegation order and for anyone with an interest in
    the case, StaleEdit when the case changed since, DomainError with a sentence beside the field otherwise.
    """
    application = lock(application)
    basis.require_person(application, by=by, agenda_case=agenda_case)
    acts.require_no_interest(application, by)
    said = Said(
        outcome=outcome,
        reasons=reasons.strip(),
        appeal_notice=appeals.as_the_call_says(application, appeal_notice.strip()),
        amount=amount,
        lower_reasons=lower_reasons.strip(),
        condition_text=condition_text.strip(),
        conditions=tuple(conditions),
        published_from=published_from,
    )
    standing_now = Decision.objects.standing().select_related("decided_by").filter(application=application)
    if (known := standing_now.first()) is not None:
        return _same_again(known, said, by)
    if version is not None:
        require_version(application, version)
    if halves.is_joint(application.call):
        raise DomainError(_("Several funders pay for this call: each decides its own half."), code="joint")
    # After the case, always in this order: whoever decides another case of the call waits here for our sum.
    call = lock(application.call)
    require_decidable(application, call, outcome=outcome, amount=amount)
    rests_on = basis.require(application, outcome=outcome, amount=amount, by=by, agenda_case=agenda_case)
    decision_rules.require_met(application, amount)
    said.require_texts()
    require_lower_reasons(application, said)
    decision = standing.stand(application, call, said, by=by)
    basis.keep(application, rests_on, by=by)
    return decision


def _same_again(known: Decision, said: Said, by: Any) -> Decision:
    award = Award.objects.standing().filter(decision=known).first()
    same = (
        known.decided_by_id == by.pk
        and known.outcome == said.outcome
        and known.reasons == said.reasons
        and known.appeal_notice == said.appeal_notice
        and (award.amount if award else None) == said.amount
    )
    if not same:
        raise AlreadyDecided(known)
    return known
