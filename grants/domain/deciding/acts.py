"""The acts of a decision: appended, numbered, told to the applicant by a letter, and entered in the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import closed, register
from grants.enums import DecisionActKind, RegisterDirection, RegisterKind
from grants.models import Application, Decision, DecisionAct, DecisionCondition, DecisionLetter
from grants.permissions import can_decide, has_interest
from portal.core.amounts import format_amount
from portal.core.domain import jobs
from portal.core.errors import NotAllowed, field_errors

# The job that makes and sends a letter; named, since it records in the domain that it did (grants.periodic).
SEND = "grants.send_decision"


@dataclass(frozen=True)
class Condition:
    """One condition of a grant as it is set: what, and by when."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class Said:
    """What a decision says: its outcome and sum, its texts, its conditions, and from when the applicant may know."""

    outcome: str
    reasons: str
    appeal_notice: str
    amount: Decimal | None = None
    lower_reasons: str = ""
    condition_text: str = ""
    conditions: Sequence[Condition] = ()
    published_from: datetime | None = None

    def require_texts(self) -> None:
        """Raise DomainError beside each text that a decision needs and does not have."""
        problems = {}
        if not self.reasons:
            problems["reasons"] = _("A decision needs its reasons.")
        if not self.appeal_notice:
            problems["appeal_notice"] = _("A decision says how to appeal.")
        if problems:
            raise field_errors(problems)


def require_decider(application: Application, by: Any) -> None:
    """Raise NotAllowed for others than decision makers of the authority, and for anyone with an interest in the case.

    Raises DomainError where the case is closed.
    """
    if not can_decide(by, application):
        raise NotAllowed(
            _("Only decision makers of the authority decide its cases."), code="not_decision_maker"
        )
    require_no_interest(application, by)
    closed.require_not_closed(application)


def require_no_interest(application: Application, by: Any) -> None:
    """Raise NotAllowed for anyone with an interest in the case."""
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: somebody else has to decide it."), code="interest"
        )


def append(
    decision: Decision | None,
    application: Application,
    kind: DecisionActKind,
    *,
    by: Any,
    reasons: str,
    appeal_notice: str = "",
    said: Said | None = None,
    changes: str = "",
) -> DecisionAct:
    """Append an act to a case in the caller's transaction, with its conditions, its letter and its entry in the register.

    Parameters: ``decision`` is the head, None before the first one; ``said`` is what stands after the act, None where
    nothing does. A referral is between colleagues and has no letter. Raises ValidationError when a text is missing.
    """
    last = DecisionAct.objects.filter(application=application).aggregate(last=Max("number"))["last"] or 0
    act = DecisionAct(
        application=application,
        number=last + 1,
        kind=kind,
        requested=application.requested,
        changes=changes.strip(),
        reasons=reasons.strip(),
        appeal_notice=appeal_notice.strip(),
        by=by,
    )
    if said is not None:
        act.outcome, act.amount = said.outcome, said.amount
        act.lower_reasons, act.condition_text = said.lower_reasons, said.condition_text
        act.published_from = said.published_from
    elif decision is not None:
        # Who was not told of the decision yet is told of its end no earlier.
        act.published_from = decision.published_from
    act.validate_constraints()
    act.save(force_insert=True)
    if said is not None:
        _set_conditions(act, said.conditions)
    register.enter(
        application,
        kind=RegisterKind.DECISION,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: _subject(act),
        by=by,
        key=f"act-{act.number}",
    )
    if decision is not None and kind != DecisionActKind.REFERRAL:
        _post(act, decision)
    return act


def _set_conditions(act: DecisionAct, conditions: Sequence[Condition]) -> None:
    for number, one in enumerate(conditions, start=1):
        DecisionCondition.objects.create(act=act, number=number, text=one.text.strip(), due_on=one.due_on)


def _subject(act: DecisionAct) -> str:
    parts = [str(act.get_kind_display())]
    if act.outcome:
        parts.append(str(act.get_outcome_display()))
    if act.amount is not None:
        parts.append(format_amount(act.amount, act.application.call.currency))
    return ": ".join(parts[:2]) + (f", {parts[2]}" if len(parts) > 2 else "")


def _post(act: DecisionAct, decision: Decision) -> None:
    """Have the letter of an act made and told, at once or when it may be published."""
    now = timezone.now()
    letter = DecisionLetter.objects.create(act=act, due=act.published_from or now)
    if letter.due <= now:
        order(letter, decision)


def order(letter: DecisionLetter, decision: Decision) -> None:
    """Ask for the job that makes and sends a letter, once."""
    number = letter.act.number
    more: dict[str, Any] = {"number": number} if number > 1 else {}
    key = str(decision.pk) if number == 1 else f"{decision.pk}-{number}"
    jobs.request(SEND, key=key, decision_id=decision.pk, **more)
