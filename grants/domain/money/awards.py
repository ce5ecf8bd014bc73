"""The life of a grant after its decision: offered, accepted, running, suspended, ended, closed."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import emails, tasks
from grants.domain.money import aid, holding, plans
from grants.enums import (
    OWED_REPORTS,
    ChangeStatus,
    InstalmentTrigger,
    RegisterDirection,
    RegisterKind,
    ReportStatus,
)
from grants.enums.money import (
    UNPREPARED,
    AwardStatus,
    PaymentStatus,
    RepaymentStatus,
)
from grants.models import Award, Payment
from portal.core.amounts import format_amount
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.moments import say_date

REMIND_BEFORE = timedelta(days=7)


@transaction.atomic
def accept(award: Award, *, name: str, by: Any, other_aid: Sequence[dict[str, Any]] | None = None) -> Award:
    """Accept the conditions of a grant, or sign its contract, with one's name; accepted again, it is the same.

    Parameters: ``other_aid`` is what ``aid.declare`` takes, where something is declared with the acceptance. Raises
    NotAllowed for others than the grantee, DomainError when it is too late, where nothing is declared about
    other aid though the grant is aid with a ceiling, and where that ceiling would be exceeded.
    """
    award = holding.hold(award)
    holding.require_grantee(award, by)
    if award.status in {AwardStatus.ACCEPTED, AwardStatus.RUNNING} and award.accepted_by_id == by.pk:
        return award
    if award.status != AwardStatus.OFFERED:
        raise DomainError(
            _("The grant is “%(now)s”: it does not wait to be accepted.")
            % {"now": award.get_status_display()},
            code="status",
        )
    said = holding.require_text(name, "name", _("Write your name: it stands for your signature."))
    if not award.payments.exists():
        # Decided before the portal kept plans: it gets its plan now, or nothing could be paid.
        plans.build(award, by=by)
        award = holding.hold(award)
        if award.status != AwardStatus.OFFERED:
            return award
    today = timezone.localdate()
    if award.accept_by and today > award.accept_by:
        raise DomainError(
            _("The grant was to be accepted by %(day)s. Write to the authority.")
            % {"day": say_date(award.accept_by)},
            code="late",
        )
    if other_aid is not None:
        aid.declare(award, other_aid, by=by)
    aid.require_declared(award)
    award.accepted_at, award.accepted_by, award.accepted_name = timezone.now(), by, said[:150]
    with acting(by):
        holding.shift(
            award, AwardStatus.ACCEPTED, by=by, also=("accepted_at", "accepted_by", "accepted_name")
        )
    holding.tell(
        award,
        RegisterKind.CONTRACT,
        lambda: _("The grant is accepted by %(name)s") % {"name": said},
        by=by,
        direction=RegisterDirection.IN,
        key=f"accepted-{award.pk}",
    )
    plans.happened(award, InstalmentTrigger.ACCEPTANCE, on=today, by=by)
    jobs.request(tasks.make_contract, key=str(award.pk), award_id=award.pk)
    return award


@transaction.atomic
def decline(award: Award, *, reason: str, by: Any) -> Award:
    """Decline a grant that was offered: nothing is paid. Raises NotAllowed for others than the grantee."""
    award = holding.hold(award)
    holding.require_grantee(award, by)
    with acting(by):
        plans.stop(award, by=by, note=reason.strip())
        holding.shift(award, AwardStatus.DECLINED, by=by, note=reason.strip(), also=("reduced",))
    holding.tell(
        award,
        RegisterKind.CONTRACT,
        lambda: _("The grant is declined"),
        by=by,
        direction=RegisterDirection.IN,
    )
    return award


@transaction.atomic
def lapse(award: Award) -> bool:
    """Let a grant lapse whose day to accept has passed; tell whether it did."""
    award = holding.hold(award)
    if award.status != AwardStatus.OFFERED or not award.accept_by or timezone.localdate() <= award.accept_by:
        return False
    with acting(None):
        plans.stop(award, by=None, note="")
        holding.shift(award, AwardStatus.LAPSED, by=None, also=("reduced",))
    day = award.accept_by
    holding.tell(
        award,
        RegisterKind.CONTRACT,
        lambda: _("The grant has lapsed: it was not accepted by %(day)s") % {"day": say_date(day)},
        by=None,
        key=f"lapsed-{award.pk}",
    )
    emails.grant_told(award, "lapsed")
    return True


@transaction.atomic
def remind(award: Award) -> bool:
    """Remind of a grant that is to be accepted soon, once; tell whether there was something to say."""
    award = holding.hold(award)
    if award.status != AwardStatus.OFFERED or award.reminded_on or not award.accept_by:
        return False
    award.reminded_on = timezone.localdate()
    award.save(update_fields=["reminded_on"])
    emails.grant_told(award, "accept")
    day = award.accept_by
    holding.tell(
        award,
        RegisterKind.REMINDER,
        lambda: _("Reminder: the grant is to be accepted by %(day)s") % {"day": say_date(day)},
        by=None,
        direction=RegisterDirection.OUT,
        key=f"accept-{award.pk}",
    )
    return True


@transaction.atomic
def extend(award: Award, *, until: Any, by: Any) -> Award:
    """Give more time to accept. Raises NotAllowed for others than officers, DomainError for a day that has passed."""
    award = holding.hold(award)
    holding.require_handler(award, by)
    if award.status != AwardStatus.OFFERED:
        raise DomainError(_("This grant does not wait to be accepted."), code="status")
    if until <= timezone.localdate():
        raise field_errors({"until": _("This day has passed. Give the grantee time.")})
    award.accept_by, award.reminded_on = until, None
    award.version += 1
    with acting(by):
        award.save(update_fields=["accept_by", "reminded_on", "version"])
    holding.tell(
        award,
        RegisterKind.CONTRACT,
        lambda: _("More time to accept, until %(day)s") % {"day": say_date(until)},
        by=by,
        direction=RegisterDirection.OUT,
    )
    return award


@transaction.atomic
def suspend(award: Award, *, reasons: str, by: Any) -> Award:
    """Stop the payments of a grant; what was prepared or released goes back to be prepared anew.

    Raises NotAllowed for others than officers of the authority, DomainError without reasons.
    """
    award = holding.hold(award)
    holding.require_handler(award, by)
    said = holding.require_text(reasons, "reasons", _("Say why the grant is suspended."))
    with acting(by):
        for payment in award.payments.filter(status__in=[PaymentStatus.PREPARED, PaymentStatus.RELEASED]):
            send_back(lock(payment), by=by, note=said)
        holding.shift(award, AwardStatus.SUSPENDED, by=by, note=said)
    holding.tell(
        award,
        RegisterKind.SUSPENSION,
        lambda: _("The grant is suspended: %(reasons)s") % {"reasons": said},
        by=by,
        direction=RegisterDirection.OUT,
    )
    emails.grant_told(award, "suspended")
    return award


def send_back(payment: Payment, *, by: Any, note: str) -> None:
    """Take a held payment back to where it is prepared, without those who prepared and released it."""
    payment.prepared_at = payment.prepared_by = payment.released_at = payment.released_by = None
    payment.account = payment.run = payment.line = None
    also = ("prepared_at", "prepared_by", "released_at", "released_by", "account", "run", "line")
    plans.step(payment, PaymentStatus.PAYABLE, by=by, note=note, also=also)


@transaction.atomic
def resume(award: Award, *, reasons: str, by: Any) -> Award:
    """Let the payments of a suspended grant go on. Raises as ``suspend`` does, and for a grant that is not suspended."""
    award = holding.hold(award)
    holding.require_handler(award, by)
    if award.status != AwardStatus.SUSPENDED:
        raise DomainError(_("This grant is not suspended."), code="status")
    said = holding.require_text(reasons, "reasons", _("Say why the grant goes on."))
    before = award.moves.filter(to_status=AwardStatus.SUSPENDED).order_by("pk").last()
    back = before.from_status if before is not None else AwardStatus.RUNNING
    with acting(by):
        holding.shift(award, AwardStatus(back), by=by, note=said)
    holding.tell(
        award,
        RegisterKind.SUSPENSION,
        lambda: _("The grant goes on: %(reasons)s") % {"reasons": said},
        by=by,
        direction=RegisterDirection.OUT,
    )
    return award


@transaction.atomic
def end(award: Award, *, reasons: str, by: Any) -> Award:
    """End a grant early: what is not in the bank's hands is not paid any more.

    Raises NotAllowed for others than decision makers of the authority, DomainError without reasons.
    """
    award = holding.hold(award)
    holding.require_settler(award, by)
    said = holding.require_text(reasons, "reasons", _("Say why the grant ends early."))
    with acting(by):
        plans.stop(award, by=by, note=said)
        holding.shift(award, AwardStatus.ENDED, by=by, note=said, also=("reduced",))
    holding.tell(
        award,
        RegisterKind.CHANGE,
        lambda: _("The grant ends early: %(reasons)s") % {"reasons": said},
        by=by,
        direction=RegisterDirection.OUT,
    )
    emails.grant_told(award, "ended")
    return award


@transaction.atomic
def reduce(award: Award, *, amount: Decimal, reasons: str, by: Any) -> Award:
    """Lower what is still to be paid of a grant, from its last part on.

    Raises NotAllowed for others than officers of the authority and for anyone with an interest, DomainError without
    reasons, or where less than ``amount`` is still unprepared: what is paid is claimed back instead.
    """
    award = holding.hold(award)
    holding.require_handler(award, by)
    said = holding.require_text(reasons, "reasons", _("Say why the grant is lowered."))
    unpaid = [lock(payment) for payment in award.payments.filter(status__in=UNPREPARED)]
    free = sum((payment.amount for payment in unpaid), Decimal(0))
    if amount <= 0 or amount > free:
        raise field_errors(
            {
                "amount": _("Between nothing and %(sum)s can be taken from what is still to be paid.")
                % {"sum": format_amount(free, award.currency)}
            }
        )
    with acting(by):
        _take_from(unpaid, amount, said, by)
        award.reduced += amount
        award.version += 1
        award.save(update_fields=["reduced", "version"])
    holding.tell(
        award,
        RegisterKind.CHANGE,
        lambda: (
            _("The grant is lowered by %(sum)s: %(reasons)s")
            % {"sum": format_amount(amount, award.currency), "reasons": said}
        ),
        by=by,
        direction=RegisterDirection.OUT,
    )
    return award


def _take_from(payments: list[Payment], amount: Decimal, reasons: str, by: Any) -> None:
    """Take an amount from held payments, the last first: a part that is used up is cancelled."""
    for payment in reversed(payments):
        if amount <= 0:
            return
        if payment.amount <= amount:
            amount -= payment.amount
            plans.step(payment, PaymentStatus.CANCELLED, by=by, note=reasons)
            continue
        share = (payment.amount - amount) / payment.amount
        payment.amount -= amount
        payment.paid_amount = (
            payment.amount if payment.rate is None else (payment.paid_amount * share).quantize(plans.CENT)
        )
        payment.version += 1
        payment.save(update_fields=["amount", "paid_amount", "version"])
        return


@transaction.atomic
def close(award: Award, *, by: Any) -> Award:
    """Close a grant on which nothing is to be paid and nothing is owed. Raises DomainError with what is left to do."""
    award = holding.hold(award)
    holding.require_handler(award, by)
    if award.status == AwardStatus.CLOSED:
        return award
    if award.payments.exclude(status__in=[PaymentStatus.PAID, PaymentStatus.CANCELLED]).exists():
        raise DomainError(_("There are parts that are still to be paid."), code="unpaid")
    if award.repayments.filter(status=RepaymentStatus.DEMANDED).exists():
        raise DomainError(_("Money is claimed back that has not come in."), code="owed")
    if award.reports.filter(status__in=[*OWED_REPORTS, ReportStatus.HANDED_IN]).exists():
        raise DomainError(_("A report is owed, or waits for its answer."), code="reports")
    if award.change_requests.filter(status=ChangeStatus.SUBMITTED).exists():
        raise DomainError(_("A change that the grantee asks for waits for its answer."), code="changes")
    if award.status == AwardStatus.ACCEPTED:
        holding.shift(award, AwardStatus.RUNNING, by=by)
    with acting(by):
        holding.shift(award, AwardStatus.CLOSED, by=by)
    holding.tell(
        award, RegisterKind.CLOSING, lambda: _("The grant is closed"), by=by, key=f"closed-{award.pk}"
    )
    return award
