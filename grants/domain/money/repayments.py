"""Money claimed back: the demand with reasons and a day, parts with days of their own, what comes in, and the end."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import emails
from grants.domain.money import holding
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import REPAYMENT_TRANSITIONS, PaymentStatus, RepaymentStatus
from grants.models import Award, Repayment, RepaymentPart, RepaymentReceipt
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.moments import say_date

DAYS = timedelta(days=30)
REMIND_EVERY = timedelta(days=14)


def claimable(award: Award) -> Decimal:
    """Return what was paid and is not claimed back yet."""
    paid = award.payments.filter(status=PaymentStatus.PAID).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    claimed = award.repayments.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return paid - claimed


def came_in(repayment: Repayment) -> Decimal:
    """Return what has come in of a repayment."""
    return repayment.receipts.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def owed(repayment: Repayment) -> Decimal:
    """Return what has not come in of a repayment."""
    return repayment.amount - came_in(repayment)


@transaction.atomic
def demand(award: Award, *, amount: Decimal, reasons: str, by: Any, due_on: date | None = None) -> Repayment:
    """Claim money back that was paid, with reasons, by a day (a month from now where none is given).

    Raises NotAllowed for others than officers of the authority and for anyone with an interest, DomainError without
    reasons, for more than was paid and not claimed yet, or for a day that has passed.
    """
    award = holding.hold(award)
    holding.require_handler(award, by)
    said = holding.require_text(reasons, "reasons", _("A demand needs its reasons."))
    free = claimable(award)
    if amount <= 0 or amount > free:
        raise field_errors(
            {
                "amount": _(
                    "Between nothing and %(sum)s can be claimed back: what was paid and not claimed yet."
                )
                % {"sum": format_amount(free, award.currency)}
            }
        )
    today = timezone.localdate()
    due = due_on or today + DAYS
    if due <= today:
        raise field_errors({"due_on": _("This day has passed. Give the grantee time.")})
    repayment = Repayment(award=award, amount=amount, reasons=said, due_on=due, demanded_by=by)
    repayment.validate_constraints()
    with acting(by):
        repayment.save(force_insert=True)
    _tell(repayment, gettext_lazy("%(sum)s claimed back by %(day)s: %(reasons)s"), by, RegisterDirection.OUT)
    emails.grant_told(award, "repay", key=str(repayment.pk))
    return repayment


@transaction.atomic
def divide(repayment: Repayment, parts: Sequence[tuple[date, Decimal]], *, by: Any) -> Repayment:
    """Let money be paid back in parts with days of their own; the last day is the demand's.

    Raises NotAllowed for others than officers, DomainError where the parts are not the whole, or a day has passed.
    """
    holding.hold(repayment.award)
    repayment = lock(repayment)
    holding.require_handler(repayment.award, by)
    _require_open(repayment)
    if sum((amount for _day, amount in parts), Decimal(0)) != repayment.amount:
        raise DomainError(
            _("The parts have to come to %(sum)s.")
            % {"sum": format_amount(repayment.amount, repayment.award.currency)},
            code="sum",
        )
    if any(day <= timezone.localdate() for day, _amount in parts):
        raise DomainError(_("This day has passed. Give the grantee time."), code="day")
    made = [RepaymentPart(repayment=repayment, due_on=day, amount=amount) for day, amount in parts]
    if len({part.due_on for part in made}) < len(made):
        raise DomainError(_("Two parts have the same day."), code="day")
    with acting(by):
        repayment.parts.all().delete()
        for part in made:
            part.clean_fields(exclude=["repayment"])
            part.validate_constraints()
            part.save(force_insert=True)
        repayment.due_on = max(day for day, _amount in parts)
        repayment.save(update_fields=["due_on"])
    _tell(
        repayment,
        gettext_lazy("%(sum)s is paid back in parts, the last by %(day)s"),
        by,
        RegisterDirection.OUT,
    )
    return repayment


@transaction.atomic
def receive(repayment: Repayment, *, amount: Decimal, on: date, reference: str, by: Any) -> Repayment:
    """Record money that came back; with the last of it the repayment is closed. The same reference again is the same.

    Raises NotAllowed for others than officers, DomainError for more than is owed or a day to come.
    """
    holding.hold(repayment.award)
    repayment = lock(repayment)
    holding.require_handler(repayment.award, by)
    said = holding.require_text(reference, "reference", _("Say where it stands in the accounts."))
    known = repayment.receipts.filter(reference=said[:100]).first()
    if known is not None and (known.amount, known.on) == (amount, on):
        return repayment
    _require_open(repayment)
    left = owed(repayment)
    if amount <= 0 or amount > left:
        raise field_errors(
            {
                "amount": _("%(sum)s is still owed: write that at most.")
                % {"sum": format_amount(left, repayment.award.currency)}
            }
        )
    if on > timezone.localdate():
        raise field_errors({"on": _("This day is still to come.")})
    receipt = RepaymentReceipt(
        repayment=repayment, amount=amount, on=on, reference=said[:100], recorded_by=by
    )
    receipt.validate_constraints()
    receipt.save(force_insert=True)
    _tell(repayment, gettext_lazy("%(received)s came back"), by, RegisterDirection.IN, received=amount)
    if amount == left:
        with acting(by):
            move(repayment, to=RepaymentStatus.REPAID, by=by, transitions=REPAYMENT_TRANSITIONS)
    return repayment


@transaction.atomic
def write_off(repayment: Repayment, *, reasons: str, by: Any) -> Repayment:
    """Give up what has not come in. Raises NotAllowed for others than decision makers, DomainError without reasons."""
    award = holding.hold(repayment.award)
    repayment = lock(repayment)
    holding.require_settler(award, by)
    repayment.closing = holding.require_text(reasons, "reasons", _("Say why the rest is written off."))
    with acting(by):
        move(
            repayment,
            to=RepaymentStatus.WRITTEN_OFF,
            by=by,
            transitions=REPAYMENT_TRANSITIONS,
            note=repayment.closing,
            also=["closing"],
        )
    _tell(repayment, gettext_lazy("%(owed)s written off: %(closing)s"), by, RegisterDirection.DRAWN_UP)
    return repayment


@transaction.atomic
def remind(repayment: Repayment, *, today: date) -> bool:
    """Remind of money that is overdue, every fortnight; tell whether there was something to say."""
    award = holding.hold(repayment.award)
    repayment = lock(repayment)
    if repayment.status != RepaymentStatus.DEMANDED or not overdue(repayment, today):
        return False
    if repayment.reminded_on is not None and today < repayment.reminded_on + REMIND_EVERY:
        return False
    repayment.reminded_on = today
    repayment.save(update_fields=["reminded_on"])
    emails.grant_told(award, "repay", key=f"{repayment.pk}-{today}")
    _tell(
        repayment,
        gettext_lazy("Reminder: %(owed)s is still to be paid back"),
        None,
        RegisterDirection.OUT,
        kind=RegisterKind.REMINDER,
    )
    return True


def overdue(repayment: Repayment, today: date) -> Decimal:
    """Return what should have come in before a day, and has not."""
    parts = list(repayment.parts.all())
    due = sum((part.amount for part in parts if part.due_on < today), Decimal(0))
    if not parts and repayment.due_on < today:
        due = repayment.amount
    return max(due - came_in(repayment), Decimal(0))


def _require_open(repayment: Repayment) -> None:
    if repayment.status != RepaymentStatus.DEMANDED:
        raise DomainError(
            _("This is “%(now)s”: nothing is owed any more.") % {"now": repayment.get_status_display()},
            code="closed",
        )


def _tell(
    repayment: Repayment,
    sentence: Promise,
    by: Any,
    direction: RegisterDirection,
    *,
    kind: RegisterKind = RegisterKind.REPAYMENT,
    received: Decimal = Decimal(0),
) -> None:
    currency, due = repayment.award.currency, owed(repayment)

    def said() -> str:
        return str(sentence) % {
            "sum": format_amount(repayment.amount, currency),
            "owed": format_amount(due, currency),
            "received": format_amount(received, currency),
            "day": say_date(repayment.due_on),
            "reasons": repayment.reasons,
            "closing": repayment.closing,
        }

    holding.tell(repayment.award, kind, said, by=by, direction=direction)
