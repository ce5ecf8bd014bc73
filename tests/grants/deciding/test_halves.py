"""Joint calls: each funder its half; the result when all have approved, or one has rejected; withdrawal sets it back."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from grants import documents
from grants.domain import call_rules, decisions
from grants.domain.appeals import appeal_notice
from grants.domain.deciding import changes, halves
from grants.enums import ApplicationStatus
from grants.models import (
    Application,
    Award,
    Call,
    CallFunder,
    Decision,
    DecisionAct,
    DecisionBasis,
    Delegation,
    FunderDecision,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.deciding import WORDS, approval, eligible_case, joint_call, rejection
from tests.factories.meetings import DelegationFactory, DelegationOrderFactory
from tests.journeys.pdf_text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return joint_call(budget=100_000)


@pytest.fixture
def case(call: Call) -> Application:
    return eligible_case(call)


@pytest.fixture
def funders(call: Call) -> list[CallFunder]:
    return halves.deciders(call)


@pytest.fixture
def deciders(funders: list[CallFunder]) -> list[User]:
    return [member(one.organisation.authority, Role.DECISION_MAKER) for one in funders]


def status(case: Application) -> str:
    return Application.objects.values_list("status", flat=True).get(pk=case.pk)


def both_approve(case: Application, funders: Any, deciders: Any, *amounts: int) -> None:
    for funder, by, amount in zip(funders, deciders, amounts or (20_000, 25_000), strict=True):
        halves.decide_half(case, funder, approval(Decimal(amount)), by=by)


def test_the_result_stands_when_both_have_approved(case: Application, funders: Any, deciders: Any) -> None:
    halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0])
    assert (status(case), Decision.objects.count()) == (ApplicationStatus.ELIGIBLE, 0)

    halves.decide_half(case, funders[1], approval(Decimal(25_000), reasons="Ours too."), by=deciders[1])

    decision = Decision.objects.get()
    assert (decision.award.amount, status(case)) == (45_000, ApplicationStatus.APPROVED)
    assert decision.reasons == f"{funders[0]}:\n{WORDS['reasons']}\n\n{funders[1]}:\nOurs too."
    assert decision.appeal_notice == WORDS["appeal_notice"]


def test_one_rejection_rejects_the_whole_with_both_reasons(
    case: Application, funders: Any, deciders: Any
) -> None:
    halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0])
    halves.decide_half(case, funders[1], rejection(reasons="No money."), by=deciders[1])

    decision = Decision.objects.get()
    assert (decision.outcome, status(case), Award.objects.count()) == ("rejected", "rejected", 0)
    assert WORDS["reasons"] in decision.reasons
    assert "No money." in decision.reasons


def test_a_half_is_decided_once_and_by_its_own_funder(case: Application, funders: Any, deciders: Any) -> None:
    again = [
        halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0]).pk for _ in range(2)
    ]
    assert again[0] == again[1]

    with pytest.raises(DomainError, match="already been decided"):
        halves.decide_half(case, funders[0], rejection(), by=deciders[0])
    with pytest.raises(NotAllowed):
        halves.decide_half(case, funders[1], rejection(), by=deciders[0])
    with pytest.raises(DomainError, match="each decides its own half"):
        decisions.decide(case, outcome="rejected", by=deciders[0], **WORDS)


def test_the_halves_together_keep_what_was_applied_for_and_each_its_cap(
    case: Application, funders: Any, deciders: Any
) -> None:
    CallFunder.objects.filter(pk=funders[1].pk).update(cap=30_000)
    halves.decide_half(case, funders[0], approval(Decimal(30_000)), by=deciders[0])

    for amount, sentence in (
        (30_001, "This funder gives SEK.30,000 at most"),
        (20_001, "more than was applied for"),
    ):
        with pytest.raises(DomainError) as refused:
            halves.decide_half(case, halves.deciders(case.call)[1], approval(Decimal(amount)), by=deciders[1])
        assert re.search(sentence, refused.value.messages[0])


def test_the_rules_are_told_what_each_funder_gives(case: Application, funders: Any, deciders: Any) -> None:
    call_rules.add(case.call, {"kind": "equal_funders", "stages": ["decision"]}, by=None)

    with pytest.raises(DomainError, match="All funders pay the same amount"):
        both_approve(case, funders, deciders)
    both_approve(case, funders, deciders, 20_000, 20_000)

    assert Award.objects.get().amount == 40_000


def test_a_funder_that_withdraws_sets_the_result_back_and_the_other_is_told(
    case: Application, funders: Any, deciders: Any
) -> None:
    both_approve(case, funders, deciders)
    half = FunderDecision.objects.get(funder=funders[1])

    for _ in range(2):
        halves.withdraw(half, by=deciders[1], reasons="Our budget fell.", appeal_notice="Court.")

    assert status(case) == ApplicationStatus.ELIGIBLE
    assert (list(Decision.objects.standing()), list(Award.objects.standing())) == ([], [])
    assert DecisionAct.objects.filter(kind="revocation").count() == 1
    assert list(Message.objects.values_list("to", flat=True)) == [deciders[0].email]
    keys = case.register.filter(kind="decision").values_list("key", flat=True)
    assert f"half-{half.pk}-ended" in keys


def test_after_a_withdrawal_the_half_is_decided_again(case: Application, funders: Any, deciders: Any) -> None:
    both_approve(case, funders, deciders)
    half = FunderDecision.objects.get(funder=funders[1])
    halves.withdraw(half, by=deciders[1], reasons="Our budget fell.", appeal_notice="Court.")

    halves.decide_half(case, funders[1], approval(Decimal(10_000)), by=deciders[1])

    assert (Award.objects.standing().get().amount, status(case)) == (30_000, ApplicationStatus.APPROVED)


def test_a_case_referred_back_loses_the_halves(case: Application, funders: Any, deciders: Any) -> None:
    halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0])

    changes.refer_back(case, asked="Ask for the letter.", by=deciders[1])

    assert list(FunderDecision.objects.standing()) == []


def test_a_call_with_one_authority_among_its_funders_is_decided_as_any_other(case: Application) -> None:
    case.call.funders.last().delete()

    assert halves.deciders(case.call) == []


def test_a_half_is_decided_by_the_delegation_order_of_its_funder(
    case: Application, funders: Any, deciders: Any
) -> None:
    today = timezone.localdate()
    order = DelegationOrderFactory(authority=funders[1].organisation.authority)
    paragraph = DelegationFactory(order=order, paragraph="3.1", valid_until=today - timedelta(days=1))
    halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0])

    with pytest.raises(
        NotAllowed, match=r"What paragraph 3\.1 of the delegation order .* let you decide ended on"
    ):
        halves.decide_half(case, funders[1], approval(Decimal(25_000)), by=deciders[1])
    assert FunderDecision.objects.count() == 1
    Delegation.objects.filter(pk=paragraph.pk).update(valid_until=today)
    halves.decide_half(case, funders[1], approval(Decimal(25_000)), by=deciders[1])

    assert DecisionBasis.objects.get().delegation_id == paragraph.pk


def letter_of(case: Application) -> str:
    with documents.decision_letter(case.decision_acts.get()).file.open("rb") as file:
        pdf = pikepdf.open(io.BytesIO(file.read()))
    return " ".join(" ".join(text_of(page) for page in pdf.pages).split())


def test_the_letter_says_what_each_funder_decided_and_who_for_it(
    case: Application, funders: Any, deciders: Any
) -> None:
    both_approve(case, funders, deciders)

    said = letter_of(case)

    for funder, by, amount in zip(funders, deciders, ("SEK 20,000", "SEK 25,000"), strict=True):
        assert f"{funder} grants {amount}." in said
        assert f"{by}, {funder}" in said
    assert "Together you are granted SEK 45,000." in said


def test_a_rejection_is_signed_by_the_funder_that_rejected(
    case: Application, funders: Any, deciders: Any
) -> None:
    halves.decide_half(case, funders[1], rejection(), by=deciders[1])

    said = letter_of(case)

    assert f"{funders[1]} rejects the application." in said
    assert f"{deciders[1]}, {funders[1]}" in said
    assert f"{funders[0]} grants" not in said


def test_the_notice_and_the_names_in_it_are_in_one_language(case: Application, funders: Any) -> None:
    organisation = funders[1].organisation
    organisation.names = {"en": "French Community", "sv": "Franska gemenskapen", "nl": "Franse Gemeenschap"}
    organisation.save()
    notices = []
    for language in ("sv", "en", "nl"):
        case.language = language
        notices.append(appeal_notice(case, organisation.authority))

    # Nobody is written to in Dutch: the notice is in the language that letters fall back to, and so is the name.
    assert ["Franska gemenskapen" in notices[0], "French Community" in notices[1]] == [True, True]
    assert "Franse Gemeenschap" not in notices[2]


def test_the_case_says_which_half_is_missing_and_asks_whom_it_waits_for(
    case: Application, funders: Any, deciders: Any, client: StrictClient
) -> None:
    halves.decide_half(case, funders[0], approval(Decimal(20_000)), by=deciders[0])

    client.force_login(deciders[0])
    page = client.get(f"/office/applications/{case.reference}/")

    step = page.context["next_step"]
    assert step["sentence"] == f"{funders[0]} has decided its half. {funders[1]} has to decide, too."
    assert [words for words, *_rest in step["actions"]] == []
