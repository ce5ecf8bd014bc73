"""From the account to the bank's answer: four eyes, one file, and lines that are answered once."""

import csv
import gc
import io
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib.resources import files

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from grants.domain.money import accounts, awards, holding, pain001, payments, runs
from grants.enums import PartyState
from grants.enums.meetings import DelegableKind
from grants.enums.money import AccountKind, AwardStatus, PaymentStatus
from grants.models import (
    Award,
    BankAccount,
    CaseParty,
    Delegation,
    PayingAccount,
    Payment,
    PaymentRun,
    RegisterEntry,
)
from portal.accounts.enums import Role
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document, Job
from tests.factories.casework import CasePartyFactory
from tests.factories.meetings import DelegationFactory, DelegationOrderFactory
from tests.factories.money import (
    BANKGIRO,
    IBAN,
    PLUSGIRO,
    PayingAccountFactory,
    accepted,
    officer_of,
    released,
    with_account,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Award:
    """A grant that is accepted; its only part of 40,000 is payable."""
    return accepted()


def told(award: Award) -> list[str]:
    return list(
        RegisterEntry.objects.filter(application=award.decision.application).values_list("subject", flat=True)
    )


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "tail"),
    [
        (AccountKind.IBAN, "se35 5000 0000 0549 1000 0003", IBAN, "0003"),
        (AccountKind.BANKGIRO, BANKGIRO, "50501055", "1055"),
        (AccountKind.PLUSGIRO, PLUSGIRO, "2865434", "5434"),
    ],
)
def test_an_account_is_read_and_kept_as_cipher(
    award: Award, kind: str, typed: str, kept: str, tail: str
) -> None:
    grantee = award.decision.application.applicant

    made = accounts.enter(award, kind=kind, number=typed, holder="A Grantee", by=grantee)

    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM grants_bankaccount WHERE id = %s", [made.pk])
        stored = cursor.fetchone()[0]
    made.refresh_from_db()
    assert (made.number, made.tail, kept in stored, str(made)) == (
        kept,
        tail,
        False,
        f"{made.get_kind_display()} ••• {tail}",
    )
    assert not any(kept in subject for subject in told(award))
    assert "number" not in {field.name for field in BankAccount.pgh_event_model._meta.get_fields()}


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (AccountKind.IBAN, "SE36 5000 0000 0549 1000 0003", "This is no IBAN"),
        (AccountKind.BANKGIRO, "5050-1056", "The last figure does not fit the others"),
        (AccountKind.PLUSGIRO, "1", "This number has between 2 and 8 figures"),
    ],
)
def test_a_wrong_number_is_refused_without_repeating_it(
    award: Award, kind: str, typed: str, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence) as refused:
        accounts.enter(award, kind=kind, number=typed, holder="A", by=award.decision.application.applicant)

    assert typed not in str(refused.value)


def test_an_account_is_verified_by_another_with_a_proof_and_anew_after_a_change(award: Award) -> None:
    officer, grantee = officer_of(award), award.decision.application.applicant
    own = accounts.enter(award, kind="bankgiro", number=BANKGIRO, holder="A", by=officer)
    with pytest.raises(NotAllowed, match="Somebody else than who entered"):
        accounts.verify(own, by=officer)
    with pytest.raises(DomainError, match="There is no proof"):
        accounts.verify(own, by=officer_of(award))
    BankAccount.objects.all().delete()
    account = with_account(award)
    payment = award.payments.get()
    payments.prepare(payment, by=officer)

    accounts.enter(award, kind="plusgiro", number=PLUSGIRO, holder="A", by=grantee)

    payment.refresh_from_db()
    account.refresh_from_db()
    assert (payment.status, payment.account, account.is_usable) == ("payable", None, False)
    with pytest.raises(DomainError, match="The account is not verified"):
        payments.prepare(payment, by=officer)


def test_a_payment_is_prepared_by_one_and_released_by_another(award: Award) -> None:
    with_account(award)
    one, decider = officer_of(award), officer_of(award, Role.DECISION_MAKER)
    payment = award.payments.get()
    with pytest.raises(NotAllowed):
        payments.prepare(payment, by=decider)

    payments.prepare(payment, by=one)
    with pytest.raises(NotAllowed, match="Somebody else than who prepared a payment has to release it"):
        payments.release(payment, by=one)
    payments.release(payment, by=decider)
    again = payments.release(payment, by=decider)

    assert (again.status, again.prepared_by, again.released_by) == ("released", one, decider)
    assert told(award)[-2:] == ["Del 1 förberedd: 40\xa0000\xa0SEK", "Del 1 frisläppt: 40\xa0000\xa0SEK"]
    with pytest.raises(IntegrityError, match="payment_four_eyes"), transaction.atomic():
        Payment.objects.update(released_by=one)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSESSOR])
def test_other_roles_neither_prepare_nor_release(award: Award, role: Role) -> None:
    with_account(award)
    reader, payment = officer_of(award, role), award.payments.get()

    for act in (payments.prepare, payments.release):
        with pytest.raises(NotAllowed):
            act(payment, by=reader)


def test_suspending_takes_back_what_was_released_and_stops_the_rest(award: Award) -> None:
    [payment] = released(award)
    officer = officer_of(award)
    award.refresh_from_db()

    awards.suspend(award, reasons="The report is late.", by=officer)

    payment.refresh_from_db()
    assert (payment.status, payment.released_by) == ("payable", None)
    with pytest.raises(DomainError, match="The grant is “Suspended”"):
        payments.prepare(payment, by=officer)
    assert awards.resume(award, reasons="It came.", by=officer).status == AwardStatus.ACCEPTED


def paying(award: Award) -> PayingAccount:
    return PayingAccountFactory(authority=award.decision.application.authority)  # type: ignore[return-value]


def run_of(award: Award) -> PaymentRun:
    """Return a payment file with what is released, written by the worker."""
    run = runs.start(paying(award), pays_on=timezone.localdate() + timedelta(days=1), by=officer_of(award))
    runs.make(run.pk, lambda done, total: None)
    run.refresh_from_db()
    return run


def file_of(run: PaymentRun, ending: str) -> bytes:
    with Document.objects.of(run).get(slot=ending).file.open("rb") as file:
        return file.read()  # type: ignore[no-any-return]


def test_a_run_writes_a_file_that_the_schema_of_iso_20022_accepts(award: Award) -> None:
    released(award)
    second = accepted(decision__application__call=award.decision.application.call)
    giro = with_account(second)
    BankAccount.objects.filter(pk=giro.pk).update(kind="bankgiro", number="50501055", bic="")
    released(second)
    foreign = accepted()  # another authority's: not in the file
    released(foreign)

    run = run_of(award)

    assert (run.status, run.count, run.control_sum) == ("ready", 2, 80_000)
    content = file_of(run, "xml")
    schema = etree.XMLSchema(file=str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd"))
    parsed = etree.parse(io.BytesIO(content))
    assert schema.validate(parsed), schema.error_log
    names = {"n": pain001.NAMESPACE}
    assert parsed.xpath("//n:GrpHdr/n:CtrlSum/text()", namespaces=names) == ["80000.00"]
    assert parsed.xpath("//n:CdtrAcct//n:IBAN/text()", namespaces=names) == [IBAN]
    assert parsed.xpath("//n:Othr/n:Id/text()", namespaces=names) == ["50501055"]
    rows = list(csv.DictReader(io.StringIO(file_of(run, "csv").decode("utf-8-sig")), delimiter=","))
    assert [row["number"] for row in rows] == [IBAN, "50501055"]
    assert Payment.objects.get(award=foreign).status == "released"
    assert Job.objects.filter(task=runs.MAKE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_and_somebody_at_one_of_its_grants_wait_for_each_other_and_not_in_a_circle(
    award: Award,
) -> None:
    (payment,) = released(award)
    run = runs.start(paying(award), pays_on=timezone.localdate() + timedelta(days=1), by=officer_of(award))

    def make() -> None:
        try:
            runs.make(run.pk, lambda done, total: None)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            holding.hold(award)
            making = pool.submit(make)
            wait_until_somebody_waits()
            held = lock(payment)
        making.result()

    assert held.status == PaymentStatus.RELEASED
    payment.refresh_from_db()
    assert payment.status == PaymentStatus.SENT


def wait_until_somebody_waits() -> None:
    """Return when another connection waits for a lock of ours."""
    deadline = time.monotonic() + 30
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        cursor.execute(waiting)
        while cursor.fetchone() is None:
            assert time.monotonic() < deadline, "nobody waits"
            time.sleep(0.02)
            cursor.execute(waiting)


def test_a_run_asks_and_keeps_no_more_for_three_lines_than_for_one(award: Award) -> None:
    account, tomorrow = paying(award), timezone.localdate() + timedelta(days=1)
    released(award)
    first = runs.start(account, pays_on=tomorrow, by=officer_of(award))
    with CaptureQueriesContext(connection) as for_one:
        runs.make(first.pk, lambda done, total: None)
    for _number in range(3):
        released(accepted(decision__application__call=award.decision.application.call))
    second = runs.start(account, pays_on=tomorrow, by=officer_of(award))
    gc.collect()
    gc.disable()
    try:
        before = known_awards()
        with CaptureQueriesContext(connection) as for_three:
            runs.make(second.pk, lambda done, total: None)
        after = known_awards()
    finally:
        gc.enable()

    lines = second.payments.values_list("line", flat=True)
    entered = RegisterEntry.objects.filter(subject__contains=second.message_id).values_list("key", flat=True)
    assert sorted(entered) == sorted(f"sent-{line}" for line in lines)
    assert (len(lines), len(for_three)) == (3, len(for_one))
    # Records that know each other would stay in memory until Python looks for them.
    assert after == before


def known_awards() -> int:
    return sum(isinstance(one, Award) for one in gc.get_objects())


def test_a_run_gathers_each_payment_once_and_begun_again_writes_nothing_new(award: Award) -> None:
    released(award)
    run = run_of(award)
    before = (Document.objects.of(run).count(), len(told(award)))

    runs.make(run.pk, lambda done, total: None)

    assert (Document.objects.of(run).count(), len(told(award))) == before
    with pytest.raises(DomainError, match="Nothing is released in SEK"):
        runs.start(run.account, pays_on=run.pays_on, by=officer_of(award))


@pytest.mark.parametrize("state", [PartyState.BANKRUPT, PartyState.DECEASED])
def test_nothing_is_released_to_who_is_bankrupt_or_deceased(award: Award, state: PartyState) -> None:
    with_account(award)
    payment = payments.prepare(award.payments.get(), by=officer_of(award))
    party = CasePartyFactory(
        application=award.decision.application,
        state=state,
        state_on=date(2026, 5, 3),
        state_source="the gazette",
    )

    with pytest.raises(DomainError, match="whether money may be paid"):
        payments.release(payment, by=officer_of(award))
    CaseParty.objects.filter(pk=party.pk).update(settlement="Pay to the estate.")

    assert payments.release(payment, by=officer_of(award)).status == PaymentStatus.RELEASED


def test_a_renamed_grantee_is_paid(award: Award) -> None:
    CasePartyFactory(
        application=award.decision.application,
        state=PartyState.RENAMED,
        former_name="Anna Ek",
        state_on=date(2026, 5, 3),
        state_source="the gazette",
    )

    assert [one.status for one in released(award)] == [PaymentStatus.RELEASED]


def test_a_release_asks_the_delegation_order(award: Award) -> None:
    with_account(award)
    payment = payments.prepare(award.payments.get(), by=officer_of(award))
    releaser = officer_of(award)
    order = DelegationOrderFactory(authority=award.decision.application.authority)
    today = timezone.localdate()
    paragraph = DelegationFactory(
        order=order,
        paragraph="5.1",
        kinds=[DelegableKind.PAYMENT],
        role=Role.OFFICER,
        valid_until=today - timedelta(days=1),
    )

    with pytest.raises(
        NotAllowed, match=r"What paragraph 5\.1 of the delegation order .* let you decide ended on"
    ):
        payments.release(payment, by=releaser)
    Delegation.objects.filter(pk=paragraph.pk).update(valid_until=today)

    assert payments.release(payment, by=releaser).status == PaymentStatus.RELEASED
