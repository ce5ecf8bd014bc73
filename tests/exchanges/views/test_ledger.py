"""The ledger's pages, and the pages on which proofs and fulfilments are named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exchanges.enums import Direction, ExchangeStatus
from exchanges.models import CommitmentEvidence, ExchangeMoney, LedgerTerms, LineFulfilment
from partnerships.enums import AgreementStatus
from partnerships.models import Partnership
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.commitments import CommitmentFactory, WorkProgrammeFactory, WorkProgrammeLineFactory
from tests.factories.exchanges import (
    CommitmentEvidenceFactory,
    ExchangeFactory,
    ExchangeFigureFactory,
    ExchangeMoneyFactory,
    LedgerTermsFactory,
    LineFulfilmentFactory,
)
from tests.factories.partnerships import AgreementFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership() -> Partnership:
    made: Partnership = PartnershipFactory()
    for direction, number, year in [
        ("incoming", "12", "2024"),
        ("outgoing", "9", "2025"),
        ("mutual", "nearly 50", "2025"),
    ]:
        exchange = ExchangeFactory(
            partnership=made, direction=direction, period=year, status=ExchangeStatus.COMPLETED
        )
        ExchangeFigureFactory(exchange=exchange, number=number)
    return made


@pytest.fixture
def officer(partnership: Partnership) -> StrictClient:
    client = StrictClient()
    client.force_login(member(partnership.authority))
    return client


def office(name: str, *args: object) -> str:
    return reverse(f"exchanges:officer:{name}", args=args)


def test_the_ledger_says_what_came_and_went_and_turns_with_the_side(
    officer: StrictClient, partnership: Partnership
) -> None:
    ours = officer.get(office("partnership_ledger", partnership.slug)).content.decode()
    theirs = officer.get(office("partnership_ledger", partnership.slug), {"side": "theirs"}).content.decode()

    assert ("3 more in" in ours, "3 more out" in ours) == (True, False)
    assert ("3 more in" in theirs, "3 more out" in theirs) == (False, True)
    assert "2024: 12 more in. 2025: 9 more out. The balance has moved towards outgoing." in ours
    assert "between 57 and 62" in ours


def test_the_public_reads_measures_but_neither_money_nor_weights(partnership: Partnership) -> None:
    exchange = ExchangeFactory(partnership=partnership, status=ExchangeStatus.COMPLETED)
    ExchangeMoneyFactory(exchange=exchange, amount="777")
    LedgerTermsFactory(partnership=partnership)

    page = (
        StrictClient()
        .get(reverse("exchanges:public:partnership_ledger", args=[partnership.slug]))
        .content.decode()
    )

    assert ("Persons" in page, "777" in page, "Weighed" in page) == (True, False, False)


def test_money_and_weights_are_told_at_the_office(officer: StrictClient, partnership: Partnership) -> None:
    exchange = ExchangeFactory(
        partnership=partnership, status=ExchangeStatus.COMPLETED, direction=Direction.INCOMING
    )
    ExchangeMoneyFactory(exchange=exchange, amount="777")
    LedgerTermsFactory(partnership=partnership, target_incoming=1, target_outgoing=1)

    page = officer.get(office("partnership_ledger", partnership.slug)).content.decode()

    assert "paid 777 SEK more" in page
    assert "More comes in than the aim of 1 in to 1 out." in page


def test_weights_are_added_from_the_ledger(officer: StrictClient, partnership: Partnership) -> None:
    data = {
        f"weight_{one}": "0" for one in ("exchanges", "persons", "person_days", "nights", "audience", "money")
    }
    refused = officer.post(
        office("ledger_terms_add", partnership.slug), {**data, "agreed_from": "2024-01-01"}
    )
    officer.post(
        office("ledger_terms_add", partnership.slug),
        {
            **data,
            "agreed_from": "2024-01-01",
            "weight_persons": "2",
            "target_incoming": "1",
            "target_outgoing": "1",
        },
    )

    page = officer.get(office("partnership_ledger", partnership.slug)).content.decode()
    assert (refused.status_code, LedgerTerms.objects.count()) == (422, 1)
    assert "More comes in than the aim of 1 in to 1 out." in page
    officer.post(office("ledger_terms_remove", LedgerTerms.objects.get().pk))
    assert LedgerTerms.objects.count() == 0


def test_who_paid_is_added_to_an_exchange(officer: StrictClient, partnership: Partnership) -> None:
    exchange = partnership.exchanges.get(direction=Direction.INCOMING)
    both = partnership.exchanges.get(direction=Direction.MUTUAL)
    data = {"payer": "host", "amount": "about 50 000", "currency": "sek"}

    officer.post(office("exchange_part_add", exchange.slug, "money"), data)
    refused = officer.post(office("exchange_part_add", both.slug, "money"), data)

    made = ExchangeMoney.objects.get()
    assert (made.exchange, made.amount.lower, made.amount.upper, made.currency) == (
        exchange,
        45000,
        55000,
        "SEK",
    )
    assert "Say which side paid." in refused.content.decode()


def test_proofs_and_fulfilments_are_named_and_taken_off(
    officer: StrictClient, partnership: Partnership
) -> None:
    exchange = partnership.exchanges.first()
    commitment = CommitmentFactory(agreement=AgreementFactory(partnership=partnership))
    line = WorkProgrammeLineFactory(work_programme=WorkProgrammeFactory(partnership=partnership))

    officer.post(office("commitment_evidence_add", commitment.pk), {"exchange": exchange.pk})
    officer.post(office("line_fulfilment_add", line.pk), {"exchange": exchange.pk})
    proof, fulfilment = CommitmentEvidence.objects.get(), LineFulfilment.objects.get()
    pages = [
        officer.get(reverse("partnerships:officer:commitment_detail", args=[commitment.pk])).content.decode(),
        officer.get(
            reverse("partnerships:officer:work_programme_detail", args=[line.work_programme_id])
        ).content.decode(),
    ]
    assert [exchange.get_absolute_url() in page for page in pages] == [True, True]
    officer.post(office("commitment_evidence_remove", proof.pk))
    officer.post(office("line_fulfilment_remove", fulfilment.pk))

    assert (CommitmentEvidence.objects.count(), LineFulfilment.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["partnership_ledger", "agreement_ledger"])
def test_the_page_asks_the_same_number_of_queries(
    name: str, officer: StrictClient, partnership: Partnership
) -> None:
    agreement = AgreementFactory(partnership=partnership)
    slug = partnership.slug if name == "partnership_ledger" else agreement.slug

    def grow() -> None:
        exchange = ExchangeFactory(
            partnership=partnership, agreement=agreement, status=ExchangeStatus.COMPLETED, period="2025"
        )
        ExchangeFigureFactory(exchange=exchange)
        ExchangeMoneyFactory(exchange=exchange)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get(office(name, slug))
        return len(asked)

    grow()
    queries()
    few = queries()
    grow()
    grow()

    assert queries() == few


@pytest.mark.parametrize("audience", ["officer", "public"])
def test_a_plans_page_asks_the_same_number_of_queries(
    audience: str, officer: StrictClient, partnership: Partnership
) -> None:
    agreement = AgreementFactory(partnership=partnership, status=AgreementStatus.IN_FORCE)
    programme = WorkProgrammeFactory(partnership=partnership, agreement=agreement)
    page = reverse(f"partnerships:{audience}:work_programme_detail", args=[programme.pk])

    def grow() -> None:
        line = WorkProgrammeLineFactory(work_programme=programme)
        commitment = CommitmentFactory(work_programme=programme, agreement=None)
        exchange = ExchangeFactory(partnership=partnership, status=ExchangeStatus.COMPLETED, period="2025")
        ExchangeFigureFactory(exchange=exchange)
        LineFulfilmentFactory(line=line, exchange=exchange)
        CommitmentEvidenceFactory(commitment=commitment, exchange=exchange)

    def queries() -> int:
        officer.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(page).status_code == 200
        return len(asked)

    grow()
    few = queries()
    grow()
    grow()

    assert queries() == few
