"""Who may decide what: by which paragraph, up to which amount, until which day; and what nobody may."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grants.domain import decisions
from grants.domain.deciding import changes
from grants.domain.meetings import basis, delegation, orders
from grants.enums import ApplicationStatus, DecisionOutcome
from grants.enums.meetings import DelegableKind
from grants.models import Application, Decision, DecisionBasis, Delegation, DelegationOrder
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory, ProgrammeFactory
from tests.factories.meetings import (
    DelegationFactory,
    DelegationFunctionFactory,
    DelegationOrderFactory,
    FunctionHolderFactory,
)
from tests.factories.partnerships import AuthorityFactory, FieldOfArtFactory, OrganisationFactory

DAY = date(2026, 6, 15)
WORDS = {
    "reasons": "It serves the aims of the call.",
    "appeal_notice": "Write to the court.",
    "lower_reasons": "Enough.",
}


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory()


@pytest.fixture
def order(authority: Authority) -> DelegationOrder:
    body = OrganisationFactory(names={"en": "The committee"})
    return DelegationOrderFactory(authority=authority, body=body)


@pytest.fixture
def decider(authority: Authority) -> User:
    return member(authority, Role.DECISION_MAKER)


def case_of(authority: Authority, **fields: Any) -> Application:
    call = CallFactory(programme__authority=authority, budget=Decimal(900_000), **fields.pop("call", {}))
    return ApplicationFactory(
        submitted=True,
        call=call,
        requested=Decimal(fields.pop("requested", 500_000)),
        status=fields.pop("status", ApplicationStatus.ELIGIBLE),
    )


def asked(user: User, case: Application, amount: int | None = 40_000, on: date = DAY, **more: Any) -> str:
    """Return the sentence of the answer, with a mark of whether it allows."""
    found = delegation.may_decide(user, case, None if amount is None else Decimal(amount), on, **more)
    return f"{'yes' if found.allowed else 'no'}: {found.sentence}"


def test_may_decide_without_an_order_is_as_before(authority: Authority, decider: User) -> None:
    assert delegation.may_decide(decider, case_of(authority), Decimal(1), DAY) == delegation.Allowed(True, "")


def test_may_decide_before_the_first_order_begins_is_as_before(order: DelegationOrder, decider: User) -> None:
    assert asked(decider, case_of(order.authority), on=date(2025, 12, 31)) == "yes: "


def test_may_decide_up_to_the_amount(order: DelegationOrder, decider: User) -> None:
    DelegationFactory(order=order, paragraph="3.1", up_to=Decimal(100_000), currency="SEK")
    case = case_of(order.authority)

    assert [asked(decider, case, amount) for amount in (100_000, 100_001)] == [
        "yes: You decide by paragraph 3.1 of the delegation order 2025-12-10 § 112, up to SEK\u00a0100,000.",
        "no: By paragraph 3.1 of the delegation order 2025-12-10 § 112 you decide up to SEK\u00a0100,000; "
        "this is SEK\u00a0100,001.",
    ]


def test_may_decide_by_a_delegation_that_ended_yesterday_is_refused(
    order: DelegationOrder, decider: User
) -> None:
    DelegationFactory(order=order, paragraph="3.1", valid_until=DAY)
    case = case_of(order.authority)

    assert [asked(decider, case, on=DAY), asked(decider, case, on=DAY + timedelta(days=1))] == [
        "yes: You decide by paragraph 3.1 of the delegation order 2025-12-10 § 112.",
        "no: What paragraph 3.1 of the delegation order 2025-12-10 § 112 let you decide ended on 15 June 2026.",
    ]


def test_may_decide_by_an_order_that_ended_is_refused(order: DelegationOrder, decider: User) -> None:
    DelegationOrder.objects.filter(pk=order.pk).update(valid_until=date(2026, 5, 31))

    assert asked(decider, case_of(order.authority)) == (
        "no: The delegation order 2025-12-10 § 112 ended on 31 May 2026, and no other has been recorded."
    )


def test_may_decide_of_another_kind_is_refused(order: DelegationOrder, decider: User) -> None:
    DelegationFactory(order=order, kinds=[DelegableKind.REJECT])
    case = case_of(order.authority)

    assert [asked(decider, case)[:3], asked(decider, case, None)[:3]] == ["no:", "yes"]
    assert asked(decider, case) == (
        "no: The delegation order 2025-12-10 § 112 does not let you decide this. The committee decides it."
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (ApplicationStatus.ELIGIBLE, DelegableKind.REJECT),
        (ApplicationStatus.INELIGIBLE, DelegableKind.INELIGIBLE),
    ],
)
def test_kind_of_a_rejection_follows_the_screening(authority: Authority, status: str, kind: str) -> None:
    assert delegation.kind_of(case_of(authority, status=status), None) == kind


def test_may_decide_in_another_programme_or_field_is_refused(order: DelegationOrder, decider: User) -> None:
    dance, film = FieldOfArtFactory(), FieldOfArtFactory()
    case = case_of(order.authority)
    case.call.fields.add(dance)
    rows = [
        DelegationFactory(order=order, programme=case.call.programme, field=dance),
        DelegationFactory(order=order, programme=case.call.programme, field=film),
        DelegationFactory(order=order, programme=ProgrammeFactory(authority=order.authority)),
    ]

    allowed = []
    for row in rows:
        Delegation.objects.exclude(pk=row.pk).update(valid_until=date(2026, 1, 1))
        Delegation.objects.filter(pk=row.pk).update(valid_until=None)
        allowed.append(delegation.may_decide(decider, case, Decimal(1), DAY).allowed)
    assert allowed == [True, False, False]


def test_may_decide_what_is_reserved_is_nobodys(order: DelegationOrder, decider: User) -> None:
    DelegationFactory(order=order, paragraph="3.1")
    DelegationFactory(
        order=order,
        paragraph="2.1",
        role="",
        is_reserved=True,
        above=Decimal(200_000),
        currency="SEK",
        why="It is a matter of principle.",
    )
    case = case_of(order.authority)

    assert [asked(decider, case, 200_000)[:3], asked(decider, case, 200_001)] == [
        "yes",
        "no: By paragraph 2.1 of the delegation order 2025-12-10 § 112 this is decided by The committee alone: "
        "It is a matter of principle.",
    ]


def test_may_decide_with_a_limit_in_another_currency_is_refused(
    order: DelegationOrder, decider: User
) -> None:
    DelegationFactory(order=order, paragraph="3.1", up_to=Decimal(9_000), currency="EUR")

    assert asked(decider, case_of(order.authority)) == (
        "no: The limit in paragraph 3.1 of the delegation order 2025-12-10 § 112 is EUR\u00a09,000, "
        "and this call is in SEK."
    )


def test_may_decide_by_a_function_while_it_is_held(order: DelegationOrder, decider: User) -> None:
    head = DelegationFunctionFactory(authority=order.authority, title="Head of culture")
    DelegationFactory(order=order, paragraph="3.1", role="", function=head)
    FunctionHolderFactory(function=head, user=decider, valid_until=DAY)
    case = case_of(order.authority)

    assert [asked(decider, case)[:3], asked(decider, case, on=DAY + timedelta(days=1))] == [
        "yes",
        "no: By paragraph 3.1 of the delegation order 2025-12-10 § 112 Head of culture decides; "
        "you held this function until 15 June 2026.",
    ]


def decide(case: Application, by: User, amount: int = 40_000) -> Decision:
    return decisions.decide(case, outcome=DecisionOutcome.APPROVED, amount=Decimal(amount), by=by, **WORDS)


def test_decide_keeps_the_paragraph_it_rests_on(order: DelegationOrder, decider: User) -> None:
    row = DelegationFactory(order=order, paragraph="3.1")

    made = decide(case_of(order.authority), decider)

    rests_on = DecisionBasis.objects.get(act__application=made.application)
    assert (rests_on.delegation, rests_on.said) == (
        row,
        "You decide by paragraph 3.1 of the delegation order 2025-12-10 § 112.",
    )


def test_decide_by_a_delegation_that_ended_yesterday_is_refused_and_leaves_nothing(
    order: DelegationOrder, decider: User
) -> None:
    yesterday = basis.today(order.authority) - timedelta(days=1)
    DelegationFactory(order=order, valid_until=yesterday)

    with pytest.raises(NotAllowed, match="ended on"):
        decide(case_of(order.authority), decider)

    assert (Decision.objects.count(), DecisionBasis.objects.count()) == (0, 0)


def test_decide_again_is_the_same_decision_after_the_delegation_ended(
    order: DelegationOrder, decider: User
) -> None:
    row = DelegationFactory(order=order)
    case = case_of(order.authority)
    first = decide(case, decider)
    Delegation.objects.filter(pk=row.pk).update(valid_until=basis.today(order.authority) - timedelta(days=1))

    assert decide(case, decider) == first


def test_decide_without_an_order_has_no_basis(authority: Authority, decider: User) -> None:
    decide(case_of(authority), decider)

    assert DecisionBasis.objects.count() == 0


def test_correct_to_more_than_the_limit_is_refused(order: DelegationOrder, decider: User) -> None:
    DelegationFactory(order=order, up_to=Decimal(50_000), currency="SEK")
    case = case_of(order.authority)
    decide(case, decider, 40_000)

    with pytest.raises(NotAllowed, match="you decide up to"):
        changes.correct(case, changes="The sum.", reasons="Misread.", amount=Decimal(50_001), by=decider)


def values(authority: Authority, **changed: Any) -> dict[str, Any]:
    return {
        "authority": authority,
        "body": OrganisationFactory(),
        "reference": "2026-12-10 § 7",
        "adopted_on": date(2026, 12, 10),
        "valid_from": date(2027, 1, 1),
        "valid_until": None,
        "note": "",
        **changed,
    }


def test_create_an_order_is_for_administrators(authority: Authority) -> None:
    administrator, officer = (member(authority, role) for role in (Role.ADMINISTRATOR, Role.OFFICER))

    made = orders.create(values(authority), by=administrator)

    assert made.reference == "2026-12-10 § 7"
    with pytest.raises(NotAllowed):
        orders.create(values(authority), by=officer)


def test_a_body_has_one_order_at_a_time(order: DelegationOrder) -> None:
    administrator = member(order.authority, Role.ADMINISTRATOR)

    with pytest.raises(ValidationError, match="Another delegation order of this body"):
        orders.create(values(order.authority, body=order.body), by=administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        DelegationOrderFactory(authority=order.authority, body=order.body)


def test_edit_an_order_from_an_old_version_is_stale(order: DelegationOrder) -> None:
    administrator = member(order.authority, Role.ADMINISTRATOR)
    orders.edit(order, {"note": "One"}, version=1, by=administrator)

    with pytest.raises(StaleEdit):
        orders.edit(order, {"note": "Two"}, version=1, by=administrator)


def test_remove_a_paragraph_by_which_something_was_decided_is_refused(
    order: DelegationOrder, decider: User
) -> None:
    row = DelegationFactory(order=order)
    decide(case_of(order.authority), decider)

    with pytest.raises(DomainError, match="give it a last day"):
        orders.remove_part(row, order=order, by=member(order.authority, Role.ADMINISTRATOR))


@pytest.mark.parametrize(
    "fields",
    [
        {"role": ""},
        {"is_reserved": True, "why": "Why."},
        {"role": "", "is_reserved": True},
        {"up_to": Decimal(5)},
        {"above": Decimal(5), "currency": "SEK"},
        {"kinds": []},
    ],
)
def test_a_paragraph_that_contradicts_itself_is_refused(
    order: DelegationOrder, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        DelegationFactory(order=order, **fields)
