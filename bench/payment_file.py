"""A payment file of 10,000 lines: its memory against that of a file of 1,000."""

import multiprocessing
import resource
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from decimal import Decimal

import django
from django.db import connection
from django.utils import timezone

from bench import data
from bench.calls import forget_call, one_call
from grants.domain.money import runs
from grants.models import Application, Award, BankAccount, Decision, PayingAccount, Payment, PaymentRun
from portal.accounts.models import User
from portal.core.models import Document
from portal.site.domain.synthetic.copying import copy_records, reserve

SMALL, LARGE = 1_000, 10_000
MOST_TIMES_SMALL = 1.2
SLUG = "bench-payments"
IBAN = "SE3550000000054910000003"


def run() -> bool:
    """Print the figures; returns whether the large file needs hardly more memory than the small one."""
    print(
        f"\nA payment file of {LARGE:,} lines against one of {SMALL:,}, each in a new process (peak of what Python"
    )
    print(f"holds while it is made; bound: {MOST_TIMES_SMALL} times)\n")
    peaks = {}
    for count in (SMALL, LARGE):
        made = _ordered(count)
        connection.close()
        # Set up first: what is asked for is in this module, which needs the models.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context, initializer=django.setup) as pool:
            seconds, peak, resident = pool.submit(_made, made).result()
        peaks[count] = peak
        print(
            f"{count:6,} lines: {seconds:5.1f} s; peak {peak / 2**20:.2f} MB above the start; process {resident:.0f} MB"
        )
    times = peaks[LARGE] / peaks[SMALL]
    within = times <= MOST_TIMES_SMALL
    print(f"{times:.2f} times the memory{'' if within else '  over its bound'}")
    _forget()
    return within


def _made(run_id: int) -> tuple[float, float, float]:
    """Make a file as the worker does; return the seconds, the peak in bytes, and the process's size in megabytes."""
    made = PaymentRun.objects.get(pk=run_id)
    made.payments.count()
    tracemalloc.start()
    begun = time.perf_counter()
    runs.make(run_id, lambda done, total: None)
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    made.refresh_from_db()
    files = Document.objects.of(made).count()
    if (made.status, files) != ("ready", 2):
        raise RuntimeError(f"The payment file is “{made.status}” with {files} files.")
    return seconds, float(peak), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ordered(count: int) -> int:
    """Make so many released payments and order a file of them; return the file's key."""
    _forget()
    call, now = one_call(SLUG), timezone.now()
    officer, another = (User.objects.get(email=email) for email in (data.OFFICER, "admin@vgr.example"))
    cases, decided = reserve(Application, count), reserve(Decision, count)
    granted, accounts = reserve(Award, count), reserve(BankAccount, count)
    copy_records(
        Application,
        (
            Application(
                pk=pk,
                call=call,
                authority=call.authority,
                applicant=officer,
                applicant_name=f"Applicant {pk}",
                reference=f"PAY{pk}",
                diary_number=f"{SLUG} {pk}",
                title="Exchange",
                language="sv",
                requested=Decimal(50_000),
                # As large as the form of a real call, so that what reads it shows.
                content={"sections": [{"answers": ["words " * 2_000]}]},
                content_sha256="0" * 64,
                status="approved",
                submitted_at=now,
                submitted_by=officer,
            )
            for pk in cases
        ),
    )
    copy_records(
        Decision,
        (
            Decision(
                pk=key,
                application_id=pk,
                outcome="approved",
                reasons="It serves the aims of the call.",
                appeal_notice="Write to the court.",
                decided_at=now,
                decided_by=officer,
            )
            for key, pk in zip(decided, cases, strict=True)
        ),
    )
    copy_records(
        Award,
        (
            Award(pk=key, decision_id=pk, amount=Decimal(50_000), currency=call.currency, status="accepted")
            for key, pk in zip(granted, decided, strict=True)
        ),
    )
    copy_records(
        BankAccount,
        (
            BankAccount(
                pk=key,
                award_id=award,
                kind="iban",
                number=IBAN,
                tail=IBAN[-4:],
                bic="ESSESESS",
                holder=f"Grantee {key}",
                created_at=now,
                created_by=officer,
                verified_at=now,
                verified_by=another,
            )
            for key, award in zip(accounts, granted, strict=True)
        ),
    )
    copy_records(
        Payment,
        (
            Payment(
                award_id=award,
                trigger="acceptance",
                amount=Decimal(50_000),
                paid_amount=Decimal(50_000),
                currency=call.currency,
                status="released",
                account_id=account,
                prepared_at=now,
                prepared_by=officer,
                released_at=now,
                released_by=another,
            )
            for award, account in zip(granted, accounts, strict=True)
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    paying, _made_now = PayingAccount.objects.get_or_create(
        authority=call.authority,
        iban="SE4550000000058398257466",
        currency=call.currency,
        defaults={"name": "Region", "bic": "ESSESESS"},
    )
    ordered = runs.start(paying, pays_on=timezone.localdate() + timedelta(days=1), by=officer)
    return ordered.pk


def _forget() -> None:
    """Remove what an earlier run has left."""
    forget_call(SLUG)
