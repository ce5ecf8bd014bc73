"""Joint calls: each funder decides its own half; the result stands when all have approved, or one has rejected."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import emails
from grants.domain import decision_rules, register
from grants.domain.deciding import acts, spending, standing
from grants.domain.deciding.acts import Said
from grants.domain.deciding.bounds import AlreadyDecided, require_decidable, require_lower_reasons
from grants.domain.meetings import basis
from grants.enums import DecisionActKind, DecisionOutcome, FunderRole, RegisterDirection, RegisterKind
from grants.models import Application, Call, CallFunder, Decision, DecisionAct, FunderDecision
from portal.accounts.enums import Role
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.versions import require_version


def deciders(call: Call) -> list[CallFunder]:
    """Return the funders of a call that decide here: those that are authorities on this portal, where there are several.

    A funder that is none decides elsewhere, and a call with one authority is decided by that one as any other.
    """
    found = (
        CallFunder.objects.filter(
            call=call,
            organisation__authority__isnull=False,
            role__in=[FunderRole.FUNDER, FunderRole.PARTNER_FUNDER],
        )
        .select_related("organisation__authority")
        .order_by("position", "pk")
    )
    funders = list(found)
    return funders if len(funders) > 1 else []


def is_joint(call: Call) -> bool:
    """Tell whether several funders decide the cases of a call, each its own half."""
    return bool(deciders(call))


def can_decide_half(user: Any, funder: CallFunder) -> bool:
    """Tell whether the user decides for this funder: decision makers of its authority."""
    authority = funder.organisation.authority
    return bool(user.is_authenticated and user.has_any_role([Role.DECISION_MAKER], authority.pk))


def standing_halves(application: Application) -> list[FunderDecision]:
    """Return what the funders have decided and neither withdrawn nor seen set back, in the call's order."""
    halves = FunderDecision.objects.standing().filter(application=application)
    return list(
        halves.select_related("funder__organisation__authority", "by").order_by("funder__position", "funder")
    )


@transaction.atomic
def decide_half(
    application: Application,
    funder: CallFunder,
    said: Said,
    *,
    by: Any,
    version: int | None = None,
) -> FunderDecision:
    """Decide a funder's half, once; with the last approval, or any rejection, the result stands.

    Parameters: ``said.amount`` is what this funder gives. Raises NotAllowed for others than its decision makers, for whom
    the funder's own delegation order does not let decide this, and for anyone with an interest in the case, StaleEdit when
    the case changed since, DomainError beside the field otherwise.
    """
    application = lock(application)
    _require_funder(application, funder, by)
    said = replace(
        said,
        reasons=said.reasons.strip(),
        appeal_notice=said.appeal_notice.strip(),
        lower_reasons=said.lower_reasons.strip(),
        condition_text=said.condition_text.strip(),
    )
    known = FunderDecision.objects.standing().filter(application=application, funder=funder).first()
    if known is not None:
        return _same_again(known, said, by)
    decided = Decision.objects.standing().select_related("decided_by").filter(application=application).first()
    if decided is not None:
        raise AlreadyDecided(decided)
    if version is not None:
        require_version(application, version)
    call = lock(application.call)
    _require_half(application, call, funder, said)
    rests_on = basis.require_delegated(
        application, amount=said.amount, by=by, authority=funder.organisation.authority
    )
    half = FunderDecision(
        application=application,
        funder=funder,
        outcome=said.outcome,
        amount=said.amount,
        lower_reasons=said.lower_reasons,
        condition_text=said.condition_text,
        reasons=said.reasons,
        appeal_notice=said.appeal_notice,
        by=by,
    )
    half.validate_constraints()
    half.save(force_insert=True)
    _enter(half, gettext_lazy("%(funder)s has decided its half: %(outcome)s"), by=by, key=f"half-{half.pk}")
    application.version += 1
    application.save(update_fields=["version"])
    if _conclude(application, call, by=by):
        basis.keep(application, rests_on, by=by)
    return half


def _require_funder(application: Application, funder: CallFunder, by: Any) -> None:
    if funder.pk not in {one.pk for one in deciders(application.call)}:
        raise DomainError(_("This funder does not decide cases of this call."), code="no_funder")
    if not can_decide_half(by, funder):
        raise NotAllowed(_("Only decision makers of the funder decide its half."), code="not_decision_maker")
    acts.require_no_interest(application, by)


def _same_again(known: FunderDecision, said: Said, by: Any) -> FunderDecision:
    same = (known.by_id, known.outcome, known.amount, known.reasons) == (
        by.pk,
        said.outcome,
        said.amount,
        said.reasons,
    )
    if not same:
        values = {"outcome": known.get_outcome_display(), "who": known.by}
        raise DomainError(
            _("This half has already been decided: %(outcome)s, by %(who)s.") % values, code="decided"
        )
    return known


def _require_half(application: Application, call: Call, funder: CallFunder, said: Said) -> None:
    """Raise DomainError unless this half is possible beside what the others have decided."""
    require_decidable(application, call, outcome=said.outcome, amount=said.amount)
    said.require_texts()
    if said.amount is None:
        return
    if funder.cap is not None and said.amount > funder.cap:
        values = {"sum": format_amount(funder.cap, call.currency)}
        raise field_errors({"amount": _("This funder gives %(sum)s at most for each application.") % values})
    spending.require_left_of_funder(call, funder, said.amount)
    halves = FunderDecision.objects.standing().filter(application=application)
    others = halves.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    require_decidable(application, call, outcome=said.outcome, amount=others + said.amount)


def _conclude(application: Application, call: Call, *, by: Any) -> bool:
    """Put the result in force when all who have to have approved, or one has rejected; tell whether it now is."""
    halves = standing_halves(application)
    rejected = any(half.outcome == DecisionOutcome.REJECTED for half in halves)
    if not rejected and len(halves) < len(deciders(call)):
        return False
    parts = {half.funder.organisation.slug: half.amount for half in halves if half.amount is not None}
    said = Said(
        outcome=DecisionOutcome.REJECTED if rejected else DecisionOutcome.APPROVED,
        reasons=_together(halves, "reasons"),
        appeal_notice=_together(halves, "appeal_notice"),
        amount=None if rejected else sum(parts.values(), Decimal(0)),
        lower_reasons="" if rejected else _together(halves, "lower_reasons"),
        condition_text="" if rejected else _together(halves, "condition_text"),
    )
    decision_rules.require_met(application, said.amount, parts)
    require_lower_reasons(application, said)
    standing.stand(application, call, said, by=by)
    return True


def _together(halves: Sequence[FunderDecision], name: str) -> str:
    """Return one of the halves' texts, each under the name of its funder; the same text of all of them once."""
    texts = [(_funder(half), getattr(half, name)) for half in halves if getattr(half, name)]
    if len({text for _funder, text in texts}) == 1 and len(texts) == len(halves):
        return str(texts[0][1])
    return "\n\n".join(f"{funder}:\n{text}" for funder, text in texts)


def _funder(half: FunderDecision) -> str:
    """Return the funder's name in the language in which the applicant is written to."""
    language = emails.interface_language(half.application.language)
    return str(half.funder.organisation.names.in_language(language))


@transaction.atomic
def withdraw(half: FunderDecision, *, reasons: str, appeal_notice: str, by: Any) -> FunderDecision:
    """Withdraw a funder's half: a result that stood on it is set back, and the other funders are told. Again, nothing new.

    Raises NotAllowed for others than the funder's decision makers and for whom its delegation order does not let take this
    decision, DomainError without reasons, or when something stands
    against it, such as money that was paid.
    """
    application = lock(half.application)
    half = lock(half)
    _require_funder(application, half.funder, by)
    if half.ended_at is not None:
        return half
    if not reasons.strip():
        raise field_errors({"reasons": _("Say why the decision is withdrawn.")})
    decision = Decision.objects.standing().filter(application=application).first()
    if decision is not None and not appeal_notice.strip():
        raise field_errors({"appeal_notice": _("A decision says how to appeal.")})
    rests_on = basis.require_to_undo(
        application,
        outcome=half.outcome,
        amount=half.amount,
        by=by,
        authority=half.funder.organisation.authority,
    )
    end_half(half, why=reasons.strip(), by=by)
    _enter(
        half,
        gettext_lazy("%(funder)s has withdrawn its half: %(outcome)s"),
        by=by,
        key=f"half-{half.pk}-ended",
    )
    if decision is not None:
        lock(application.call)
        said = f"{_funder(half)}:\n{reasons.strip()}"
        standing.end(
            application,
            decision,
            DecisionActKind.REVOCATION,
            reasons=said,
            appeal_notice=appeal_notice,
            by=by,
        )
        basis.keep(application, rests_on, by=by)
    else:
        application.version += 1
        application.save(update_fields=["version"])
    for other in deciders(application.call):
        if other.pk != half.funder_id:
            emails.half_withdrawn(half, other)
    return half


def end_half(half: FunderDecision, *, why: str, by: Any) -> None:
    """Let a half stand no longer; the caller has locked the case."""
    half.ended_at, half.ended_by, half.ended_why = timezone.now(), by, why
    half.save(update_fields=["ended_at", "ended_by", "ended_why"])


def end_all(application: Application, *, why: str, by: Any) -> None:
    """Let no half of a case stand: it is referred back, or decided after an appeal."""
    for half in standing_halves(application):
        end_half(half, why=why, by=by)


def _enter(half: FunderDecision, words: Promise, *, by: Any, key: str) -> None:
    register.enter(
        half.application,
        kind=RegisterKind.DECISION,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: str(words) % {"funder": half.funder, "outcome": half.get_outcome_display()},
        by=by,
        key=key,
    )


def last_act(application: Application) -> DecisionAct | None:
    """Return the newest act of a case."""
    return DecisionAct.objects.filter(application=application).order_by("-number").first()
