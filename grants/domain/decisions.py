"""Decisions: approved with a sum or rejected, once, with reasons; the sums never exceed the call's budget."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from grants import tasks
from grants.domain import appeals, decision_rules
from grants.enums import APPLICATION_TRANSITIONS, ApplicationStatus, DecisionOutcome
from grants.models import Application, Award, Call, Decision
from grants.permissions import can_decide, has_interest
from portal.core.amounts import format_amount
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.versions import require_version

DECIDABLE = {
    DecisionOutcome.APPROVED: {ApplicationStatus.ELIGIBLE},
    DecisionOutcome.REJECTED: {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE},
}


class AlreadyDecided(DomainError):
    """Somebody decided the case first; carries the decision that stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            _("This case has already been decided: %(outcome)s, by %(who)s.")
            % {"outcome": decision.get_outcome_display(), "who": decision.decided_by},
            code="decided",
        )
        self.decision = decision


def awarded(call: Call) -> Decimal:
    """Return the sum of the call's awards, in its currency."""
    total = Award.objects.filter(decision__application__call=call).aggregate(sum=Sum("amount"))["sum"]
    return total or Decimal(0)


def left_in(call: Call) -> Decimal | None:
    """Return what is left of the call's budget, in its currency; None where the call names no budget."""
    return None if call.budget is None else call.budget - awarded(call)


@transaction.atomic
def decide(
    application: Application,
    *,
    outcome: str,
    reasons: str,
    appeal_notice: str,
    by: Any,
    amount: Decimal | None = None,
    version: int | None = None,
) -> Decision:
    """Decide a case, once: the same decision by the same person again is the one that stands.

    Parameters: ``appeal_notice`` gives way to the call's own where its decisions are final; ``amount`` is in the call's
    currency, and only given with an approval; ``version`` is the one the decision maker saw. Two decision makers at
    once: the second meets AlreadyDecided with what the first decided.
    Raises NotAllowed for others than decision makers of the authority and for anyone with an interest in the case,
    StaleEdit when the case changed since, DomainError with a sentence beside the field otherwise.
    """
    application = lock(application)
    if not can_decide(by, application):
        raise NotAllowed(
            _("Only decision makers of the authority decide its cases."), code="not_decision_maker"
        )
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: somebody else has to decide it."), code="interest"
        )
    made = Decision(
        application=application,
        outcome=outcome,
        reasons=reasons.strip(),
        appeal_notice=appeals.as_the_call_says(application, appeal_notice.strip()),
        decided_by=by,
    )
    standing = Decision.objects.select_related("decided_by").filter(application=application).first()
    if standing is not None:
        return _same_again(standing, made, amount)
    if version is not None:
        require_version(application, version)
    # After the case, always in this order: whoever decides another case of the call waits here for our sum.
    call = lock(application.call)
    require_decidable(application, call, outcome=outcome, amount=amount)
    decision_rules.require_met(application, amount)
    _require_texts(made)
    made.save(force_insert=True)
    if amount is not None:
        Award.objects.create(decision=made, amount=amount, currency=call.currency)
    application.version += 1
    move(
        application,
        to=ApplicationStatus(outcome),
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        also=["version"],
    )
    jobs.request(tasks.send_decision, key=str(made.pk), decision_id=made.pk)
    return made


def _same_again(standing: Decision, made: Decision, amount: Decimal | None) -> Decision:
    award = Award.objects.filter(decision=standing).first()
    same = (
        standing.decided_by_id == made.decided_by_id
        and standing.outcome == made.outcome
        and standing.reasons == made.reasons
        and standing.appeal_notice == made.appeal_notice
        and (award.amount if award else None) == amount
    )
    if not same:
        raise AlreadyDecided(standing)
    return standing


def require_decidable(application: Application, call: Call, *, outcome: str, amount: Decimal | None) -> None:
    """Raise DomainError unless the case stands where this decision is possible and the sum keeps its bounds.

    A sum is more than zero, at most what was applied for, and at most what is left of the call's budget.
    """
    if application.status not in DECIDABLE.get(DecisionOutcome(outcome), set()):
        raise DomainError(_sentence_for(application, outcome), code="not_decidable")
    if outcome == DecisionOutcome.REJECTED:
        if amount is not None:
            raise field_errors({"amount": _("A rejection has no amount. Leave it empty.")})
        return
    if amount is None or amount <= 0:
        raise field_errors({"amount": _("Write the amount that is granted.")})
    if application.requested is not None and amount > application.requested:
        asked = format_amount(application.requested, call.currency)
        raise field_errors(
            {"amount": _("This is more than was applied for: %(sum)s at most.") % {"sum": asked}}
        )
    left = left_in(call)
    if left is not None and amount > left:
        raise field_errors(
            {
                "amount": _("The call has %(sum)s left of its budget. Grant that much at most.")
                % {"sum": format_amount(left, call.currency)}
            }
        )


def _sentence_for(application: Application, outcome: str) -> str:
    if application.status == ApplicationStatus.SUBMITTED:
        return _("This case has to be screened before it can be decided.")
    if application.status == ApplicationStatus.INELIGIBLE and outcome == DecisionOutcome.APPROVED:
        return _("This case does not meet the conditions and cannot be approved.")
    return _("This is “%(now)s” and cannot be decided.") % {"now": application.get_status_display()}


def _require_texts(decision: Decision) -> None:
    problems = {}
    if not decision.reasons:
        problems["reasons"] = _("A decision needs its reasons.")
    if not decision.appeal_notice:
        problems["appeal_notice"] = _("A decision says how to appeal.")
    if problems:
        raise field_errors(problems)
