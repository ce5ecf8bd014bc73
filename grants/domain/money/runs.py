"""Payment files: released payments in one currency and from one account, written once, with their number and sum."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any
from uuid import uuid4

from django.core.files import File
from django.db import transaction
from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.money import pain001
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import PAID_WHILE, RUN_TRANSITIONS, PaymentStatus, RunStatus
from grants.models import Application, PayingAccount, Payment, PaymentMove, PaymentRun
from portal.accounts.permissions import can_edit_for
from portal.core import documents
from portal.core.amounts import format_amount
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting
from portal.core.spreadsheets import CSV_MEDIA_TYPE, csv_lines

# The worker's task, by its name: its body comes back here.
MAKE = "grants.make_payment_file"
CHUNK = 500
XML_MEDIA_TYPE = "application/xml"
XML, CSV = "xml", "csv"

type Telling = Callable[[int, int], None]


def waiting(account: PayingAccount) -> QuerySet[Payment]:
    """Return the released payments that a file from this account would pay."""
    return (
        Payment.objects.paid_by([account.authority_id])
        .filter(
            status=PaymentStatus.RELEASED,
            run=None,
            currency=account.currency,
            award__status__in=PAID_WHILE,
            account__verified_at__isnull=False,
            account__replaced_at=None,
        )
        .order_by("pk")
    )


@transaction.atomic
def start(account: PayingAccount, *, pays_on: date, by: Any) -> PaymentRun:
    """Gather what is released in the account's currency into a payment file, which the worker then writes.

    Two at once: the second finds nothing left. Raises NotAllowed for others than officers of the authority, DomainError
    for a day that has passed, an account out of use, and where nothing is released.
    """
    account = lock(account)
    if not can_edit_for(by, account.authority_id):
        raise NotAllowed(_("Only officers of the authority handle its money."), code="role")
    if account.is_closed:
        raise field_errors({"account": _("This account is no longer in use.")})
    if pays_on < timezone.localdate():
        raise field_errors({"pays_on": _("This day has passed.")})
    gathered = list(
        waiting(account).select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)
    )
    if not gathered:
        raise DomainError(
            _("Nothing is released in %(currency)s.") % {"currency": account.currency}, code="nothing"
        )
    with acting(by):
        run = PaymentRun.objects.create(
            authority_id=account.authority_id,
            account=account,
            message_id=f"{pays_on:%Y%m%d}-{uuid4().hex[:20]}",
            pays_on=pays_on,
            currency=account.currency,
            created_by=by,
        )
        Payment.objects.filter(pk__in=gathered).update(
            run=run,
            line=Concat(Value(f"R{run.pk}-"), Cast("pk", CharField())),
            version=F("version") + 1,
        )
    jobs.request(MAKE, key=str(run.pk), by=by, run_id=run.pk)
    return run


def make(run_id: int, tell: Telling) -> None:
    """Send off what was gathered and write the files; begun again after a crash, it goes on where it stopped."""
    run = PaymentRun.objects.select_related("account", "authority", "created_by").get(pk=run_id)
    total = run.payments.count()
    done = run.payments.exclude(status=PaymentStatus.RELEASED).count()
    tell(done, total)
    while sent := _send_some(run):
        done += sent
        tell(min(done, total), total)
    if run.status == RunStatus.MAKING:
        _count(run)
    if run.count:
        _write_files(run)


@transaction.atomic
def _send_some(run: PaymentRun) -> int:
    """Mark some of a file's payments as sent, each in its case's register; return how many were waiting."""
    waiting = run.payments.filter(status=PaymentStatus.RELEASED).order_by("pk")
    some = dict(waiting.values_list("pk", "award__decision__application_id")[:CHUNK])
    # Cases before their payments, as every act on a grant has them (holding.hold): nobody then waits in a circle.
    cases = Application.objects.filter(pk__in=some.values()).order_by("pk")
    list(cases.select_for_update(no_key=True).values_list("pk"))
    # The payments alone: records that know each other (an award and its decision) would stay in memory until Python
    # looks for such circles, which it does the more seldom the more it holds.
    payments = list(
        waiting.filter(pk__in=some)
        .only("pk", "position", "paid_amount", "currency", "line")
        .select_for_update(no_key=True, of=("self",))
    )
    by = run.created_by
    with acting(by):
        Payment.objects.filter(pk__in=[one.pk for one in payments]).update(
            status=PaymentStatus.SENT, version=F("version") + 1
        )
    PaymentMove.objects.bulk_create(
        PaymentMove(
            payment_id=one.pk,
            from_status=PaymentStatus.RELEASED,
            to_status=PaymentStatus.SENT,
            by=by,
            note=run.message_id,
        )
        for one in payments
    )
    # The worker speaks no language of its own: the register is kept in that of the authority.
    with translation.override(register.language_of(run.authority)):
        register.enter_all(
            [register.Entry(some[one.pk], _told(one, run), key=f"sent-{one.line}") for one in payments],
            kind=RegisterKind.PAYMENT,
            direction=RegisterDirection.OUT,
            by=by,
            counterpart=_("The bank"),
        )
    return len(some)


def _told(payment: Payment, run: PaymentRun) -> str:
    """Return what the register of a case says when a part of its grant is with the bank."""
    return _("Part %(number)s in payment file %(file)s: %(sum)s") % {
        "number": payment.position + 1,
        "file": run.message_id,
        "sum": format_amount(payment.paid_amount, payment.currency),
    }


@transaction.atomic
def _count(run: PaymentRun) -> None:
    """Write down how many payments a file has and what they come to; one that lost all of them is settled at once."""
    held = lock(run)
    if held.status == RunStatus.MAKING:
        found = held.payments.filter(status=PaymentStatus.SENT).aggregate(
            count=Count("pk"), sum=Sum("paid_amount")
        )
        held.count, held.control_sum = found["count"], found["sum"] or 0
        with acting(held.created_by):
            move(
                held,
                to=RunStatus.READY,
                by=held.created_by,
                transitions=RUN_TRANSITIONS,
                also=["count", "control_sum"],
            )
    run.status, run.count, run.control_sum = held.status, held.count, held.control_sum


def _lines(run: PaymentRun) -> Iterator[pain001.Line]:
    # Values, not records, and from a cursor that stays in the database: memory does not grow with the lines.
    rows = run.payments.order_by("pk").values_list(
        "line",
        "account__holder",
        "account__kind",
        "account__number",
        "account__bic",
        "paid_amount",
        "award__decision__application__diary_number",
        "position",
    )
    for line, holder, kind, number, bic, amount, diary_number, position in rows.iterator(chunk_size=CHUNK):
        if number is None or line is None:
            raise RuntimeError("The database keeps no payment of a file without its account and its line.")
        yield pain001.Line(
            line=line,
            holder=holder,
            kind=kind,
            number=number,
            bic=bic,
            amount=amount,
            text=f"{diary_number} {position + 1}",
        )


def _write_files(run: PaymentRun) -> None:
    for ending, media_type, write in ((XML, XML_MEDIA_TYPE, _xml), (CSV, CSV_MEDIA_TYPE, _csv)):
        with tempfile.TemporaryFile() as file:
            write(file, run)
            file.seek(0)
            documents.store(
                run,
                kind=DocumentKind.PAYMENT_FILE,
                title=f"{run.message_id}.{ending}",
                filename=f"{run.message_id}.{ending}",
                content=File(file),
                media_type=media_type,
                slot=ending,
                by=run.created_by,
            )


def _xml(file: IO[bytes], run: PaymentRun) -> None:
    head = pain001.Head(
        message_id=run.message_id,
        made_at=timezone.localtime(run.created_at),
        pays_on=run.pays_on,
        currency=run.currency,
        count=run.count,
        control_sum=run.control_sum,
        payer=run.account.name,
        iban=run.account.iban,
        bic=run.account.bic,
    )
    pain001.write(file, head, _lines(run))


def _csv(file: IO[bytes], run: PaymentRun) -> None:
    heads = ["line", "holder", "kind", "number", "bic", "amount", "currency", "text"]
    rows = (
        [one.line, one.holder, one.kind, one.number, one.bic, one.amount, run.currency, one.text]
        for one in _lines(run)
    )
    file.writelines(csv_lines(heads, rows))
