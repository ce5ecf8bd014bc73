"""Joint calls: each funder pays what it decided itself, to its own side, and nobody else's part."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from grants.domain.deciding import halves
from grants.domain.money import accounts, awards, payments, returns, runs
from grants.enums import ParticipantRole
from grants.models import Application, Award, BankAccount, Participant, Payment
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import UserFactory, member
from tests.factories.deciding import approval, eligible_case, joint_call
from tests.factories.money import IBAN, PayingAccountFactory, with_account
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    return eligible_case(joint_call(budget=100_000))


@pytest.fixture
def co_lead(case: Application) -> Participant:
    return ParticipantFactory(
        application=case,
        role=ParticipantRole.CO_LEAD,
        accepted_by=UserFactory(),
        accepted_at=timezone.now(),
    )


@pytest.fixture
def award(case: Application, co_lead: Participant) -> Award:
    """A grant of 45,000 that both have approved, 20,000 by the call's authority, and that the lead has accepted."""
    for funder, amount in zip(halves.deciders(case.call), (20_000, 25_000), strict=True):
        by = member(funder.organisation.authority, Role.DECISION_MAKER)
        halves.decide_half(case, funder, approval(Decimal(amount)), by=by)
    return awards.accept(Award.objects.get(), name="The lead", by=case.applicant)


def part(award: Award, number: int) -> Payment:
    return award.payments.select_related("award__decision__application").order_by("position")[number]


def officers(award: Award, number: int) -> tuple[User, User]:
    """Return two officers of the funder that pays a part."""
    funder: Any = part(award, number).funder
    return member(funder.authority, Role.OFFICER), member(funder.authority, Role.OFFICER)


def test_each_funder_pays_what_it_decided_to_its_own_side(award: Award, co_lead: Participant) -> None:
    first, second = halves.deciders(award.decision.application.call)

    found = list(award.payments.order_by("position").values_list("funder", "payee", "amount"))

    assert found == [
        (first.organisation_id, None, Decimal(20_000)),
        (second.organisation_id, co_lead.pk, Decimal(25_000)),
    ]


def test_a_part_is_prepared_released_and_sent_by_the_funder_that_pays_it(award: Award) -> None:
    with_account(award)
    account = with_account(award, payee=co_lead_of(award))
    (one, another), (foreign, _other) = officers(award, 1), officers(award, 0)
    with pytest.raises(NotAllowed, match="authority that pays this part"):
        payments.prepare(part(award, 1), by=foreign)

    payments.prepare(part(award, 1), by=one)
    with pytest.raises(NotAllowed, match="release its payments"):
        payments.release(part(award, 1), by=foreign)
    payments.release(part(award, 1), by=another)

    funder: Any = part(award, 1).funder
    paying = PayingAccountFactory(authority=funder.authority)
    run = runs.start(paying, pays_on=timezone.localdate() + timedelta(days=1), by=one)
    assert list(run.payments.values_list("award", "account")) == [(award.pk, account.pk)]
    elsewhere = PayingAccountFactory(authority=award.decision.application.authority)
    with pytest.raises(DomainError, match="Nothing is released"):
        runs.start(elsewhere, pays_on=run.pays_on, by=foreign)
    assert set(returns._payments(funder.authority)) == {part(award, 1)}


def test_the_account_of_a_side_is_entered_by_its_lead_and_verified_by_who_pays_to_it(award: Award) -> None:
    payee = co_lead_of(award)
    verifier, foreign = officers(award, 1)[0], officers(award, 0)[0]
    values: dict[str, Any] = {"kind": "iban", "number": IBAN, "holder": "The other side", "payee": payee}
    with pytest.raises(NotAllowed):
        accounts.enter(award, **values, by=award.decision.application.applicant)
    account = accounts.enter(award, **values, by=payee.accepted_by)

    seen = [
        list(BankAccount.objects.verified_by(person)) for person in (verifier, foreign, payee.accepted_by)
    ]

    assert seen == [[account], [], []]
    assert list(BankAccount.objects.visible_to(payee.accepted_by)) == [account]
    with pytest.raises(NotAllowed):
        accounts.verify(account, by=foreign)
    with pytest.raises(DomainError, match="There is no proof"):
        accounts.verify(account, by=verifier)


def co_lead_of(award: Award) -> Participant:
    found: Any = part(award, 1).payee
    return found  # type: ignore[no-any-return]
