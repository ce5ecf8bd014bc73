"""Grants that were decided with their plan, accounts that are verified, payments on their way."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from grants.domain.money import awards, payments, plans
from grants.enums.money import AccountKind, AidKind, PaymentStatus
from grants.models import (
    AidGround,
    Award,
    BankAccount,
    PayingAccount,
    Payment,
    PaymentReturn,
    PaymentRun,
    Repayment,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import AwardFactory
from tests.factories.partnerships import AuthorityFactory

# From the documentation of Swedish banks, and from the standard's own examples.
IBAN = "SE3550000000054910000003"
BANKGIRO = "5050-1055"
PLUSGIRO = "28 65 43-4"


class BankAccountFactory(factory.django.DjangoModelFactory):
    """An account that the grantee has entered and an officer has verified."""

    class Meta:
        model = BankAccount

    award = factory.SubFactory(AwardFactory)
    kind = AccountKind.IBAN
    number = IBAN
    tail = "0003"
    bic = "ESSESESS"
    holder = "A Grantee"
    created_by = factory.SelfAttribute("award.decision.application.applicant")
    verified_at = factory.LazyFunction(timezone.now)
    verified_by = factory.SubFactory(UserFactory)


class PayingAccountFactory(factory.django.DjangoModelFactory):
    """An account of an authority in kronor."""

    class Meta:
        model = PayingAccount

    authority = factory.SubFactory(AuthorityFactory)
    name = "Västra Götalandsregionen"
    iban = "SE4550000000058398257466"
    bic = "ESSESESS"
    currency = "SEK"


class PaymentFactory(factory.django.DjangoModelFactory):
    """The only part of a grant, payable when it is accepted."""

    class Meta:
        model = Payment

    award = factory.SubFactory(AwardFactory)
    trigger = "acceptance"
    amount = factory.SelfAttribute("award.amount")
    paid_amount = factory.SelfAttribute("amount")
    currency = "SEK"


class PaymentRunFactory(factory.django.DjangoModelFactory):
    """A payment file that is being made."""

    class Meta:
        model = PaymentRun

    authority = factory.SubFactory(AuthorityFactory)
    account = factory.SubFactory(PayingAccountFactory, authority=factory.SelfAttribute("..authority"))
    message_id = factory.Sequence(lambda n: f"20270101-{n}")
    pays_on = date(2027, 1, 1)
    currency = "SEK"
    created_by = factory.SubFactory(UserFactory)


class PaymentReturnFactory(factory.django.DjangoModelFactory):
    """An answer of the bank that one payment was paid."""

    class Meta:
        model = PaymentReturn

    authority = factory.SubFactory(AuthorityFactory)
    filename = "pain002.xml"
    sha256 = "0" * 64
    paid = 1
    by = factory.SubFactory(UserFactory)


class RepaymentFactory(factory.django.DjangoModelFactory):
    """1,000 kronor claimed back."""

    class Meta:
        model = Repayment

    award = factory.SubFactory(AwardFactory)
    amount = Decimal("1000")
    reasons = "The journey was shorter."
    due_on = date(2099, 1, 1)
    demanded_by = factory.SubFactory(UserFactory)


class AidGroundFactory(factory.django.DjangoModelFactory):
    """De minimis aid as it holds since 2024: 300,000 euro over three years."""

    class Meta:
        model = AidGround

    code = factory.Sequence(lambda n: f"ground-{n}")
    kind = AidKind.DE_MINIMIS
    names = {"en": "De minimis aid"}
    regulation = "(EU) 2023/2831"
    article = "3(2)"
    ceiling = Decimal("300000")
    years = 3
    valid_from = date(2024, 1, 1)
    valid_until = date(2030, 12, 31)
    source = "https://eur-lex.europa.eu/eli/reg/2023/2831/oj"


def planned(**fields: Any) -> Award:
    """Return a grant with its plan, waiting to be accepted."""
    award = AwardFactory(**fields)
    plans.build(award)
    award.refresh_from_db()
    return award  # type: ignore[return-value]


def accepted(**fields: Any) -> Award:
    """Return a grant that its grantee has accepted."""
    award = planned(**fields)
    return awards.accept(award, name="A Grantee", by=award.decision.application.applicant)


def officer_of(award: Award, role: Role = Role.OFFICER) -> User:
    """Return somebody of the authority whose case it is."""
    return member(award.decision.application.authority, role)


def with_account(award: Award, **fields: Any) -> BankAccount:
    """Return the verified account of a grant."""
    account = BankAccountFactory(award=award, **fields)
    documents.store(
        account,
        kind=DocumentKind.BANK_PROOF,
        title="Proof",
        filename="proof.pdf",
        content=b"%PDF-1.4",
        media_type="application/pdf",
        confidentiality=Confidentiality.RESTRICTED,
    )
    return account  # type: ignore[return-value]


def released(award: Award) -> list[Payment]:
    """Return the payable parts of an accepted grant, prepared by one officer and released by another."""
    if not award.bank_accounts.exists():
        with_account(award)
    one, another = officer_of(award), officer_of(award)
    found = []
    for payment in award.payments.filter(status=PaymentStatus.PAYABLE):
        payments.prepare(payment, by=one)
        found.append(payments.release(payment, by=another))
    return found
