"""Taking a decision back: the delegation order is asked, as it is for taking it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.domain import decisions
from grants.domain.deciding import changes, halves
from grants.enums.meetings import DelegableKind
from grants.models import Application, DecisionBasis, Delegation, FunderDecision
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import NotAllowed
from tests.factories.accounts import member
from tests.factories.deciding import WORDS, approval, eligible_case, joint_call
from tests.factories.grants import CallFactory
from tests.factories.meetings import DelegationFactory, DelegationOrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    """A case that was approved with 40,000, when its authority had no delegation order yet."""
    found = eligible_case(CallFactory(budget=100_000))
    decisions.decide(
        found,
        outcome="approved",
        amount=Decimal(40_000),
        lower_reasons="The budget.",
        by=member(found.authority, Role.DECISION_MAKER),
        **WORDS,
    )
    return found


@pytest.fixture
def decider(case: Application) -> User:
    return member(case.authority, Role.DECISION_MAKER)


def paragraph(case: Application, **fields: object) -> Delegation:
    order = DelegationOrderFactory(authority=case.authority)
    return DelegationFactory(order=order, paragraph="3.1", **fields)  # type: ignore[no-any-return]


def test_who_may_take_a_decision_may_revoke_it_and_the_paragraph_is_kept(
    case: Application, decider: User
) -> None:
    by = paragraph(case, up_to=40_000, currency="SEK")

    changes.revoke(case, by=decider, **WORDS)

    assert DecisionBasis.objects.get().delegation == by


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"up_to": 39_999, "currency": "SEK"}, r"you decide up to SEK.*39,999; this is SEK.*40,000"),
        ({"valid_until": timezone.localdate() - timedelta(days=1)}, "ended on"),
        ({"kinds": [DelegableKind.REJECT]}, "does not let you decide this"),
    ],
    ids=["too much", "ended", "another kind"],
)
def test_who_may_not_take_a_decision_does_not_revoke_it(
    case: Application, decider: User, fields: dict[str, object], sentence: str
) -> None:
    paragraph(case, **fields)

    with pytest.raises(NotAllowed, match=sentence):
        changes.revoke(case, by=decider, **WORDS)

    case.refresh_from_db()
    assert case.status == "approved"


def test_a_rejection_is_revoked_by_who_may_reject() -> None:
    found = eligible_case(CallFactory())
    decider = member(found.authority, Role.DECISION_MAKER)
    decisions.decide(found, outcome="rejected", by=decider, **WORDS)
    paragraph(found, kinds=[DelegableKind.REJECT])

    changes.revoke(found, by=decider, **WORDS)

    found.refresh_from_db()
    assert found.status == "eligible"


def test_a_funders_half_is_withdrawn_by_its_own_order() -> None:
    call = joint_call(budget=100_000)
    found, funders = eligible_case(call), halves.deciders(call)
    makers = [member(one.organisation.authority, Role.DECISION_MAKER) for one in funders]
    for funder, by in zip(funders, makers, strict=True):
        halves.decide_half(found, funder, approval(Decimal(20_000)), by=by)
    order = DelegationOrderFactory(authority=funders[1].organisation.authority)
    row = DelegationFactory(order=order, up_to=19_999, currency="SEK")
    half = FunderDecision.objects.get(funder=funders[1])
    said = {"reasons": "Our budget fell.", "appeal_notice": "Court."}

    with pytest.raises(NotAllowed, match=r"you decide up to SEK.*19,999"):
        halves.withdraw(half, by=makers[1], **said)
    Delegation.objects.filter(pk=row.pk).update(up_to=20_000)
    halves.withdraw(half, by=makers[1], **said)

    assert DecisionBasis.objects.get().delegation == row


def test_the_page_says_by_what_right_or_why_not(case: Application, decider: User) -> None:
    row = paragraph(case, up_to=39_999, currency="SEK")
    browser = Client()
    browser.force_login(decider)
    address = reverse("grants:officer:application_revoke", args=[case.reference])
    sent = {**WORDS, "version": str(Application.objects.get().version)}

    refused, sent_all_the_same = browser.get(address), browser.post(address, sent)
    Delegation.objects.filter(pk=row.pk).update(up_to=40_000)
    allowed = browser.get(address)

    assert "you decide up to SEK\xa039,999" in refused.content.decode()
    assert (sent_all_the_same.status_code, "__all__" in sent_all_the_same.context["form"].errors) == (
        422,
        True,
    )
    assert "You decide by paragraph 3.1" in allowed.content.decode()
