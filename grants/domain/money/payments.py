"""Payments with four eyes: prepared by one, released by another, and never while something stands against it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.casework import parties
from grants.domain.meetings import basis
from grants.domain.money import holding, plans
from grants.domain.money.awards import send_back as take_back
from grants.enums import RegisterKind
from grants.enums.meetings import DelegableKind
from grants.enums.money import PAID_WHILE, UNPREPARED, PaymentStatus
from grants.models import Award, BankAccount, Payment
from portal.core.amounts import format_amount, format_number
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.exchange import converted
from portal.core.history import acting
from portal.core.moments import say_date


def hindrance(award: Award, payment: Payment, account: BankAccount | None) -> str:
    """Return what stands against paying a part now; empty where nothing does."""
    if award.status not in PAID_WHILE:
        return _("The grant is “%(now)s”: nothing is paid now.") % {"now": award.get_status_display()}
    if account is None:
        return _("There is no account to pay to. The grantee has to enter one.")
    if not account.is_usable:
        return _("The account is not verified.")
    return parties.hindrance(holding.case_of(award))


def account_for(payment: Payment) -> BankAccount | None:
    """Return the account in use of whom a payment goes to."""
    return BankAccount.objects.filter(award=payment.award_id, payee=payment.payee_id).current().first()


@transaction.atomic
def prepare(payment: Payment, *, by: Any) -> Payment:
    """Prepare a payable part, for the verified account; prepared again by the same person, it is the same.

    Raises NotAllowed for others than officers of the authority that pays it, DomainError with what stands against it.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_payer(award, payment, by)
    if payment.status == PaymentStatus.PREPARED and payment.prepared_by_id == by.pk:
        return payment
    account = account_for(payment)
    if sentence := hindrance(award, payment, account):
        raise DomainError(sentence, code="hindered")
    payment.prepared_at, payment.prepared_by, payment.account = timezone.now(), by, account
    also = ("prepared_at", "prepared_by", "account")
    plans.step(payment, PaymentStatus.PREPARED, by=by, also=also)
    _tell(award, payment, gettext_lazy("Part %(number)s prepared: %(sum)s"), by)
    return payment


@transaction.atomic
def release(payment: Payment, *, by: Any) -> Payment:
    """Release a part that somebody else has prepared; released again by the same person, it is the same.

    Raises NotAllowed for others than officers and decision makers of the authority, for who prepared it, and for whom the
    delegation order does not let release it, DomainError with what stands against it.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_releaser(award, payment, by)
    if payment.status == PaymentStatus.RELEASED and payment.released_by_id == by.pk:
        return payment
    if payment.prepared_by_id == by.pk:
        raise NotAllowed(_("Somebody else than who prepared a payment has to release it."), code="four_eyes")
    if payment.status == PaymentStatus.PREPARED and (sentence := hindrance(award, payment, payment.account)):
        raise DomainError(sentence, code="hindered")
    basis.require_delegated(
        holding.case_of(award),
        amount=payment.amount,
        by=by,
        kind=DelegableKind.PAYMENT,
        authority=holding.payer_of(award, payment),
    )
    payment.released_at, payment.released_by = timezone.now(), by
    plans.step(payment, PaymentStatus.RELEASED, by=by, also=("released_at", "released_by"))
    _tell(award, payment, gettext_lazy("Part %(number)s released: %(sum)s"), by)
    return payment


@transaction.atomic
def send_back(payment: Payment, *, reason: str, by: Any) -> Payment:
    """Send a part that was prepared, released or refused by the bank back to be prepared anew.

    Raises NotAllowed for others than officers and decision makers of the authority, DomainError without a reason, and
    for a part that is in a payment file already.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_releaser(award, payment, by)
    said = holding.require_text(reason, "reason", _("Say why it goes back."))
    take_back(payment, by=by, note=said)
    _tell(award, payment, gettext_lazy("Part %(number)s sent back: %(sum)s"), by)
    return payment


@transaction.atomic
def set_rate(
    payment: Payment, *, currency: str, rate: Decimal | None, on: date | None, source: str, by: Any
) -> Payment:
    """Say in which currency a part is paid out, and at which rate, of which day and source.

    Raises NotAllowed for others than officers of the authority, DomainError once it is prepared, and beside what is
    missing.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_payer(award, payment, by)
    payment = at_rate(payment, award, currency=currency, rate=rate, on=on, source=source)
    payment.version += 1
    payment.clean_fields(exclude=["award", "funder", "payee", "account", "prepared_by", "released_by", "run"])
    payment.validate_constraints()
    with acting(by):
        payment.save(update_fields=["currency", "rate", "rate_on", "rate_source", "paid_amount", "version"])
    holding.tell(award, RegisterKind.PAYMENT, lambda: rate_in_words(payment, award), by=by)
    return payment


def at_rate(
    payment: Payment, award: Award, *, currency: str, rate: Decimal | None, on: date | None, source: str
) -> Payment:
    """Return a part, unsaved, as it would be paid out. Raises DomainError beside what is missing, or once it is prepared."""
    if payment.status not in UNPREPARED:
        raise DomainError(_("This part is prepared already: send it back first."), code="prepared")
    payment.currency = currency.upper()
    if payment.currency == award.currency:
        payment.rate, payment.rate_on, payment.rate_source = None, None, ""
        payment.paid_amount = payment.amount
        return payment
    if rate is None or rate <= 0 or on is None or not source.strip():
        raise field_errors({"rate": _("A rate is more than zero, and has its day and its source.")})
    payment.rate, payment.rate_on, payment.rate_source = rate, on, source.strip()
    payment.paid_amount = converted(payment.amount, rate)
    if payment.paid_amount <= 0:
        raise field_errors({"rate": _("At this rate nothing would be paid out.")})
    return payment


def rate_in_words(payment: Payment, award: Award) -> str:
    """Say in which currency a part is paid out, and at which rate, of which day and source."""
    values = {
        "number": holding.number_of(payment),
        "sum": format_amount(payment.paid_amount, payment.currency),
        "own": award.currency,
        "currency": payment.currency,
        "rate": format_number(payment.rate or Decimal(1), decimals=None),
        "day": say_date(payment.rate_on) if payment.rate_on else "",
        "source": payment.rate_source,
    }
    if payment.rate is None:
        return _("Part %(number)s is paid out as %(sum)s") % values
    return (
        _("Part %(number)s is paid out as %(sum)s: 1 %(own)s is %(rate)s %(currency)s, %(day)s, %(source)s")
        % values
    )


def _tell(award: Award, payment: Payment, sentence: Promise, by: Any) -> None:
    def said() -> str:
        return str(sentence) % {
            "number": holding.number_of(payment),
            "sum": format_amount(payment.paid_amount, payment.currency),
        }

    holding.tell(award, RegisterKind.PAYMENT, said, by=by)
