"""Answers of the bank: each line paid or refused, or the whole file not taken, and in the register either way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import batched
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import register
from grants.domain.money import holding, pain002, plans
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import RUN_TRANSITIONS, AwardStatus, PaymentStatus, RunStatus
from grants.models import Award, Payment, PaymentReturn, PaymentRun
from partnerships.models import Authority
from portal.accounts.permissions import can_edit_for
from portal.core import documents
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting

CHUNK = 500
CHUNK_BYTES = 65_536


@dataclass(frozen=True)
class Refused:
    """A line that cannot be taken: what is wrong with it, and the payment where there is one."""

    sentence: str
    payment: Payment | None = None


class ReturnRefused(DomainError):
    """An answer of the bank was not taken; carries the payment that was answered before, where that was the reason."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.sentence, code="line")
        self.payment = refused.payment


def take(authority: Authority, file: BinaryIO, *, filename: str, by: Any) -> PaymentReturn:
    """Take an answer of the bank: as a whole, or not at all, and then that is in the register.

    Raises NotAllowed for others than officers of the authority, DomainError with a sentence that names the line: one
    that is unknown, that was answered before, or that says nothing of use.
    """
    if not can_edit_for(by, authority.pk):
        raise NotAllowed(_("Only officers of the authority handle its money."), code="role")
    told = hashlib.sha256()
    for chunk in iter(partial(file.read, CHUNK_BYTES), b""):
        told.update(chunk)
    digest = told.hexdigest()
    file.seek(0)
    try:
        with transaction.atomic():
            return _take(authority, file, filename, digest, by)
    except DomainError as error:
        _record_refusal(authority, filename, digest, error, by)
        raise


@transaction.atomic
def _record_refusal(authority: Authority, filename: str, digest: str, error: DomainError, by: Any) -> None:
    sentence = " ".join(error.messages)
    PaymentReturn.objects.create(
        authority=authority, filename=filename[:255], sha256=digest, problem=sentence, by=by
    )
    payment = getattr(error, "payment", None)
    if payment is not None:
        register.enter(
            payment.award.decision.application,
            kind=RegisterKind.PAYMENT,
            direction=RegisterDirection.IN,
            subject=lambda: _("Answer of the bank not taken: %(reason)s") % {"reason": sentence},
            counterpart=lambda: _("The bank"),
            by=by,
        )


def _take(authority: Authority, file: BinaryIO, filename: str, digest: str, by: Any) -> PaymentReturn:
    # One at a time for an authority: two answers about one line would both find it waiting.
    lock(authority)
    if PaymentReturn.objects.filter(authority=authority, sha256=digest, problem="").exists():
        raise DomainError(_("This answer of the bank has been recorded already."), code="again")
    paid = refused = 0
    seen: set[str] = set()
    whole: list[pain002.Answer] = []
    runs: set[int] = set()
    for some in batched(_telling(pain002.read(file), whole), CHUNK):
        for payment, answer in _matched(authority, some, seen):
            _apply(payment, answer, by)
            runs.add(payment.run_id or 0)
            paid, refused = paid + answer.is_paid, refused + answer.is_refused
    if not seen:
        for payment, answer in _of_whole_files(authority, whole):
            _apply(payment, answer, by)
            runs.add(payment.run_id or 0)
            paid, refused = paid + answer.is_paid, refused + answer.is_refused
    if not (paid or refused or seen):
        raise DomainError(_("The file answers no payment: nothing in it is paid or refused."), code="empty")
    _settle(runs, by)
    made = PaymentReturn.objects.create(
        authority=authority, filename=filename[:255], sha256=digest, paid=paid, refused=refused, by=by
    )
    file.seek(0)
    documents.store(
        made,
        kind=DocumentKind.PAYMENT_RETURN,
        title=filename[:300],
        filename=filename[:255],
        content=file.read(),
        media_type="application/octet-stream",
        by=by,
    )
    return made


def _telling(answers: Any, whole: list[pain002.Answer]) -> Any:
    """Yield the answers about lines, and keep those about whole files."""
    for answer in answers:
        if answer.line:
            yield answer
        elif answer.message_id and (answer.is_paid or answer.is_refused):
            whole.append(answer)


def _matched(
    authority: Authority, answers: Sequence[pain002.Answer], seen: set[str]
) -> list[tuple[Payment, pain002.Answer]]:
    """Return the payments that are answered, locked. Raises ReturnRefused for a line that cannot be."""
    rows = _payments(authority).filter(line__in=[answer.line for answer in answers])
    found = {payment.line: payment for payment in rows}
    matched = []
    for answer in answers:
        payment = found.get(answer.line)
        if payment is None:
            raise ReturnRefused(
                Refused(
                    _("Line %(line)s is not one of yours: nothing was recorded.") % {"line": answer.line[:35]}
                )
            )
        if answer.line in seen:
            raise ReturnRefused(
                Refused(
                    _("Line %(line)s is answered twice: nothing was recorded.") % {"line": answer.line},
                    payment,
                )
            )
        seen.add(answer.line)
        if not (answer.is_paid or answer.is_refused):
            continue
        _require_waiting(payment)
        matched.append((payment, answer))
    return matched


def _require_waiting(payment: Payment) -> None:
    if payment.status != PaymentStatus.SENT:
        sentence = _("Line %(line)s is “%(now)s” already: nothing was recorded.")
        raise ReturnRefused(
            Refused(sentence % {"line": payment.line, "now": payment.get_status_display()}, payment)
        )


def _of_whole_files(
    authority: Authority, answers: Sequence[pain002.Answer]
) -> list[tuple[Payment, pain002.Answer]]:
    """Return all payments of files that are answered as a whole, the last word counting."""
    last = {answer.message_id: answer for answer in answers}
    matched = []
    for message_id, answer in last.items():
        payments = list(_payments(authority).filter(run__message_id=message_id))
        if not payments:
            sentence = _("Message %(message)s is not one of yours: nothing was recorded.")
            raise ReturnRefused(Refused(sentence % {"message": message_id[:35]}))
        for payment in payments:
            _require_waiting(payment)
            matched.append((payment, answer))
    return matched


def _payments(authority: Authority) -> Any:
    return (
        Payment.objects.paid_by([authority.pk])
        .select_related("award__decision__application__authority")
        .defer("award__decision__application__content")
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
    )


def _apply(payment: Payment, answer: pain002.Answer, by: Any) -> None:
    """Record what the bank says of one locked payment."""
    application = payment.award.decision.application
    if answer.is_paid:
        payment.paid_on = answer.on or timezone.localdate()
        plans.step(payment, PaymentStatus.PAID, by=by, also=("paid_on",))
        _begin(payment.award, payment.paid_on, by)
        sentence = gettext_lazy("Part %(number)s paid: %(sum)s")
    else:
        payment.refusal = answer.reason
        plans.step(payment, PaymentStatus.RETURNED, by=by, note=answer.reason, also=("refusal",))
        sentence = gettext_lazy("Part %(number)s refused by the bank: %(sum)s. %(reason)s")

    def said() -> str:
        return str(sentence) % {
            "number": holding.number_of(payment),
            "sum": format_amount(payment.paid_amount, payment.currency),
            "reason": answer.reason,
        }

    register.enter(
        application,
        kind=RegisterKind.PAYMENT,
        direction=RegisterDirection.IN,
        subject=said,
        counterpart=lambda: _("The bank"),
        by=by,
        key=f"answer-{payment.line}",
    )


def _begin(award: Award, day: date, by: Any) -> None:
    """Let a grant run from its first payment on."""
    award = holding.hold(award)
    if award.status == AwardStatus.ACCEPTED:
        holding.shift(award, AwardStatus.RUNNING, by=by)


def _settle(runs: set[int], by: Any) -> None:
    """Settle the files of which every line is answered."""
    for run in PaymentRun.objects.filter(pk__in=runs, status=RunStatus.READY):
        held = lock(run)
        if not held.payments.filter(status=PaymentStatus.SENT).exists():
            with acting(by):
                move(held, to=RunStatus.SETTLED, by=by, transitions=RUN_TRANSITIONS)
