"""The head of a decision: what is in force, put there or ended by an act."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.deciding import acts, spending
from grants.domain.deciding.acts import Said
from grants.domain.money import plans
from grants.domain.reporting import duties
from grants.enums import APPLICATION_TRANSITIONS, ApplicationStatus, DecisionActKind
from grants.models import Application, Award, Call, Decision, DecisionAct, Screening
from portal.core.domain.moves import move
from portal.core.errors import DomainError

# What may stand against taking an award back, such as money that was paid: each answers a sentence, or nothing.
OBSTACLES: Sequence[Callable[[Award], str]] = (plans.obstacle,)


def stand(
    application: Application,
    call: Call,
    said: Said,
    *,
    by: Any,
    kind: DecisionActKind = DecisionActKind.ORIGINAL,
    changes: str = "",
    act_reasons: str = "",
) -> Decision:
    """Put a decision in force: the head, the award with what it draws, the act with its letter, the status of the case.

    The case and the call are locked by the caller, who has also asked what may be decided. Parameters: ``changes`` and
    ``act_reasons`` are a correction's own words; the decision keeps its reasons. Raises DomainError beside ``amount``
    when the budget or an envelope has less left.
    """
    decision = Decision.objects.filter(application=application).first() or Decision(application=application)
    decision.outcome, decision.reasons = said.outcome, said.reasons
    decision.appeal_notice, decision.decided_by = said.appeal_notice, by
    decision.lower_reasons, decision.condition_text = said.lower_reasons, said.condition_text
    decision.decided_at, decision.published_from = timezone.now(), said.published_from
    decision.revoked_at, decision.revoked_by = None, None
    decision.save()
    award = _set_award(decision, application, call, said, by=by)
    acts.append(
        decision,
        application,
        kind,
        by=by,
        reasons=act_reasons or said.reasons,
        appeal_notice=said.appeal_notice,
        said=said,
        changes=changes,
    )
    # After the act, so that the register tells first what was decided, and then what follows from it.
    if award is not None:
        duties.owe(award, by=by)
        plans.build(award, by=by)
    application.version += 1
    if application.status == said.outcome:
        application.save(update_fields=["version"])
    else:
        _move(application, said.outcome, by=by)
    return decision


def _set_award(
    decision: Decision, application: Application, call: Call, said: Said, *, by: Any
) -> Award | None:
    award = Award.objects.filter(decision=decision).first()
    if said.amount is None:
        if award is not None and award.revoked_at is None:
            _revoke(award, by=by)
        return None
    award = award or Award(decision=decision)
    award.decision = decision
    if award.revoked_at is not None:
        award.reduced = Decimal(0)
    award.amount, award.currency = said.amount, call.currency
    award.revoked_at, award.revoked_by = None, None
    spending.grant(award, application, call)
    return award


def end(
    application: Application,
    decision: Decision,
    kind: DecisionActKind,
    *,
    reasons: str,
    appeal_notice: str,
    by: Any,
) -> DecisionAct:
    """End a decision in force: nothing stands, the money is back in the budget, the case waits to be decided again.

    Raises DomainError when something stands against it, such as money that was paid.
    """
    award = Award.objects.standing().filter(decision=decision).first()
    if award is not None:
        for obstacle in OBSTACLES:
            if sentence := obstacle(award):
                raise DomainError(sentence, code="paid")
        _revoke(award, by=by)
    decision.revoked_at, decision.revoked_by = timezone.now(), by
    decision.save(update_fields=["revoked_at", "revoked_by"])
    act = acts.append(decision, application, kind, by=by, reasons=reasons, appeal_notice=appeal_notice)
    application.version += 1
    against = Screening.objects.standing().filter(application=application, eligible=False)
    meets = decision.outcome == ApplicationStatus.APPROVED.value or not against.exists()
    _move(application, ApplicationStatus.ELIGIBLE if meets else ApplicationStatus.INELIGIBLE, by=by)
    return act


def _revoke(award: Award, *, by: Any) -> None:
    # The database gives back what it drew from the envelopes and from the budget.
    award.revoked_at, award.revoked_by = timezone.now(), by
    award.save(update_fields=["revoked_at", "revoked_by"])
    plans.revoke(award, by=by)


def _move(application: Application, to: str, *, by: Any, note: str = "") -> None:
    move(
        application,
        to=ApplicationStatus(to),
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        note=note,
        also=["version"],
    )


def in_force(application: Application) -> Decision:
    """Return the decision in force. Raises DomainError where there is none."""
    decision = Decision.objects.standing().filter(application=application).first()
    if decision is None:
        raise DomainError(_("This case has no decision in force."), code="not_decided")
    return decision
