"""What a decision may say: where the case stands, which sums are possible, which texts it needs."""

from decimal import Decimal

from django.utils.translation import gettext as _

from grants.domain.casework import parties
from grants.domain.deciding import spending
from grants.domain.deciding.acts import Said
from grants.domain.money import aid
from grants.domain.money.terms import terms_of
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.models import Application, Call, Decision
from portal.core.amounts import format_amount
from portal.core.errors import DomainError, field_errors

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


def require_decidable(application: Application, call: Call, *, outcome: str, amount: Decimal | None) -> None:
    """Raise DomainError unless the case stands where this decision is possible and the sum keeps its bounds.

    Nothing is granted to who is bankrupt or deceased before it is said how that is dealt with.

    A sum is more than zero, at most what was applied for, and at most what is left of the call's budget.
    """
    if application.status not in DECIDABLE.get(DecisionOutcome(outcome), set()):
        raise DomainError(_sentence_for(application, outcome), code="not_decidable")
    if outcome == DecisionOutcome.REJECTED:
        if amount is not None:
            raise field_errors({"amount": _("A rejection has no amount. Leave it empty.")})
        return
    require_parties(application)
    if amount is None or amount <= 0:
        raise field_errors({"amount": _("Write the amount that is granted.")})
    if application.requested is not None and amount > application.requested:
        asked = format_amount(application.requested, call.currency)
        raise field_errors(
            {"amount": _("This is more than was applied for: %(sum)s at most.") % {"sum": asked}}
        )
    spending.require_left(call, amount)
    if sentence := aid.problem(application, terms_of(call), amount):
        raise field_errors({"amount": sentence})


def require_parties(application: Application) -> None:
    """Raise DomainError where a party is bankrupt or deceased, until an officer says how it is dealt with."""
    if sentence := parties.hindrance(application):
        raise DomainError(sentence, code="party")


def _sentence_for(application: Application, outcome: str) -> str:
    if application.status == ApplicationStatus.SUBMITTED:
        return _("This case has to be screened before it can be decided.")
    if application.status == ApplicationStatus.INELIGIBLE and outcome == DecisionOutcome.APPROVED:
        return _("This case does not meet the conditions and cannot be approved.")
    return _("This is “%(now)s” and cannot be decided.") % {"now": application.get_status_display()}


def require_lower_reasons(application: Application, said: Said) -> None:
    """Raise DomainError unless it is said why less is granted than was applied for, or why nothing is asked for it."""
    lower = (
        said.amount is not None and application.requested is not None and said.amount < application.requested
    )
    if lower and not said.lower_reasons:
        raise field_errors({"lower_reasons": _("Say why less is granted than was applied for.")})
    if said.outcome == DecisionOutcome.REJECTED and (said.condition_text or said.conditions):
        raise field_errors({"condition_text": _("A rejection has no conditions. Leave them empty.")})
