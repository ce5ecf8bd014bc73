"""After a decision: correct a clerical error, or revoke it before it is paid; before one: refer the case back."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import screening
from grants.domain.deciding import acts, halves, standing
from grants.domain.deciding.acts import Condition, Said
from grants.domain.deciding.bounds import require_parties
from grants.domain.meetings import basis
from grants.enums import APPLICATION_TRANSITIONS, ApplicationStatus, DecisionActKind
from grants.models import Application, Award, Decision, DecisionAct, DecisionCondition
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.versions import require_version


def said_by(decision: Decision) -> Said:
    """Return what a decision in force says."""
    award = Award.objects.standing().filter(decision=decision).first()
    act = _last_deciding(decision.application)
    conditions = DecisionCondition.objects.filter(act=act) if act else DecisionCondition.objects.none()
    return Said(
        outcome=decision.outcome,
        reasons=decision.reasons,
        appeal_notice=decision.appeal_notice,
        amount=award.amount if award else None,
        lower_reasons=decision.lower_reasons,
        condition_text=decision.condition_text,
        conditions=tuple(Condition(one.text, one.due_on) for one in conditions),
        published_from=decision.published_from,
    )


def _last_deciding(application: Application) -> DecisionAct | None:
    return DecisionAct.objects.filter(application=application).exclude(outcome="").order_by("-number").first()


@transaction.atomic
def correct(
    application: Application,
    *,
    changes: str,
    reasons: str,
    by: Any,
    amount: Decimal | None = None,
    corrected_reasons: str = "",
    version: int | None = None,
) -> DecisionAct:
    """Correct a clerical error of the decision in force, as an act of its own with a letter; sent twice, one act.

    Parameters: ``changes`` says what was wrong and how it reads now; ``amount`` is the right sum where the error is in the
    sum; ``corrected_reasons`` are the reasons as they read now, where the error is in them. Raises NotAllowed for others
    than decision makers without an interest, DomainError with a sentence otherwise.
    """
    application = lock(application)
    acts.require_decider(application, by)
    decision = standing.in_force(application)
    changes, reasons = changes.strip(), reasons.strip()
    last = halves.last_act(application)
    if last is not None and (last.kind, last.changes, last.reasons, last.by_id) == (
        DecisionActKind.CORRECTION,
        changes,
        reasons,
        by.pk,
    ):
        return last
    if version is not None:
        require_version(application, version)
    if not changes:
        raise field_errors({"changes": _("Say what is corrected.")})
    if not reasons:
        raise field_errors({"reasons": _("A decision needs its reasons.")})
    before = said_by(decision)
    if amount is not None and before.amount is None:
        raise field_errors({"amount": _("A rejection has no amount. Leave it empty.")})
    if amount is not None and amount <= 0:
        raise field_errors({"amount": _("Write the amount that is granted.")})
    lower = before.lower_reasons
    sum_now = amount if amount is not None else before.amount
    if sum_now is not None and application.requested is not None and sum_now < application.requested:
        lower = lower or reasons
    call = lock(application.call)
    said = Said(
        outcome=before.outcome,
        reasons=corrected_reasons.strip() or before.reasons,
        appeal_notice=before.appeal_notice,
        amount=sum_now,
        lower_reasons=lower,
        condition_text=before.condition_text,
        conditions=before.conditions,
        published_from=before.published_from,
    )
    # More than was decided is a decision of its own: the delegation order is asked.
    more = sum_now is not None and before.amount is not None and sum_now > before.amount
    if more:
        require_parties(application)
    rests_on = basis.require(application, outcome=said.outcome, amount=sum_now, by=by) if more else None
    standing.stand(
        application,
        call,
        said,
        by=by,
        kind=DecisionActKind.CORRECTION,
        changes=changes,
        act_reasons=reasons,
    )
    basis.keep(application, rests_on, by=by)
    return DecisionAct.objects.filter(application=application).latest("number")


@transaction.atomic
def revoke(
    application: Application, *, reasons: str, appeal_notice: str, by: Any, version: int | None = None
) -> DecisionAct:
    """Revoke the decision in force before it is paid: the money is back in the budget, the case waits to be decided.

    Sent twice, one act. Raises NotAllowed for others than decision makers without an interest whom the delegation order
    lets take this decision, DomainError without reasons or notice, for a joint call (whose funders withdraw their halves),
    and when something was paid.
    """
    application = lock(application)
    acts.require_decider(application, by)
    last = halves.last_act(application)
    if last is not None and (last.kind, last.reasons, last.by_id) == (
        DecisionActKind.REVOCATION,
        reasons.strip(),
        by.pk,
    ):
        return last
    decision = standing.in_force(application)
    if version is not None:
        require_version(application, version)
    if halves.is_joint(application.call):
        raise DomainError(
            _("Several funders have decided this case: the one that no longer does withdraws its half."),
            code="joint",
        )
    if not reasons.strip():
        raise field_errors({"reasons": _("A decision needs its reasons.")})
    if not appeal_notice.strip():
        raise field_errors({"appeal_notice": _("A decision says how to appeal.")})
    standing_award = Award.objects.standing().filter(decision=decision).first()
    amount = standing_award.amount if standing_award else None
    rests_on = basis.require_to_undo(application, outcome=decision.outcome, amount=amount, by=by)
    lock(application.call)
    act = standing.end(
        application,
        decision,
        DecisionActKind.REVOCATION,
        reasons=reasons,
        appeal_notice=appeal_notice,
        by=by,
    )
    basis.keep(application, rests_on, by=by)
    return act


@transaction.atomic
def refer_back(application: Application, *, asked: str, by: Any, version: int | None = None) -> Application:
    """Send a case back to be screened and assessed again: nothing found or decided stands, by no funder either.

    Parameters: ``asked`` is what has to be done before it can be decided. Sent twice, it is once. Raises NotAllowed for
    others than those who decide the case, DomainError when nothing is asked or the case is decided.
    """
    application = lock(application)
    require_opener(application, by)
    last = halves.last_act(application)
    again = last is not None and (last.kind, last.reasons, last.by_id) == (
        DecisionActKind.REFERRAL,
        asked.strip(),
        by.pk,
    )
    if again and application.status == ApplicationStatus.SUBMITTED:
        return application
    if version is not None:
        require_version(application, version)
    if not asked.strip():
        raise field_errors({"asked": _("Say what has to be done before the case can be decided.")})
    if Decision.objects.standing().filter(application=application).exists():
        raise DomainError(_("This case is decided. Revoke the decision first."), code="decided")
    if application.status not in {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE}:
        raise DomainError(
            _("This is “%(now)s”: only a case that was screened is referred back.")
            % {"now": application.get_status_display()},
            code="not_screened",
        )
    halves.end_all(application, why=asked.strip(), by=by)
    screening.end(application, by=by)
    acts.append(None, application, DecisionActKind.REFERRAL, by=by, reasons=asked)
    application.version += 1
    move(
        application,
        to=ApplicationStatus.SUBMITTED,
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        note=asked.strip(),
        also=["version"],
    )
    return application


def require_opener(application: Application, by: Any) -> None:
    """Raise NotAllowed for others than decision makers of the authority, or of a funder that decides its own half."""
    if not any(halves.can_decide_half(by, funder) for funder in halves.deciders(application.call)):
        acts.require_decider(application, by)
    acts.require_no_interest(application, by)
