"""Budgets and envelopes: never exceeded, whoever writes and however many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from grants.domain import call_parts, call_rules, decisions
from grants.domain.deciding import changes, halves, spending
from grants.domain.money import awards
from grants.enums import QuestionKind
from grants.models import (
    Answer,
    Application,
    Award,
    Call,
    CallSpending,
    Decision,
    DecisionAct,
    Envelope,
    EnvelopeDraw,
    EnvelopeSpending,
    FunderDecision,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.deciding import WORDS, approval, eligible_case, joint_call
from tests.factories.grants import AwardFactory, CallFunderFactory, DecisionFactory, QuestionFactory


def grant(case: Application, by: User, amount: Any) -> Decision:
    return decisions.decide(
        case, outcome="approved", amount=Decimal(amount), lower_reasons="The budget.", by=by, **WORDS
    )


def spent(call: Call) -> Decimal:
    return CallSpending.objects.get(call=call).spent


@pytest.fixture
def envelope(call: Call) -> Envelope:
    """An envelope of 500 for partners of one region."""
    QuestionFactory(call=call, code="partners", kind=QuestionKind.PARTNERS)
    return Envelope.objects.create(
        call=call, code="quebec", names={"en": "Quebec"}, amount=500, places=["CA-QC"]
    )


def with_partner(call: Call, region: str) -> Application:
    case = eligible_case(call)
    Answer.objects.create(
        application=case, question=call.questions.get(), value=[{"name": "A", "region": region}]
    )
    return case


def test_the_sums_follow_the_awards(call: Call) -> None:
    first, second = (
        AwardFactory(decision=DecisionFactory(application=eligible_case(call))) for _ in range(2)
    )
    Award.objects.filter(pk=first.pk).update(amount=Decimal("30000.50"))
    second.delete()

    assert spent(call) == Decimal("30000.50")


def test_the_database_refuses_one_ore_too_much(call: Call) -> None:
    AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal("99999.99"))

    with pytest.raises(IntegrityError, match="call_spending_within_budget"), transaction.atomic():
        AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal("0.02"))

    assert spent(call) == Decimal("99999.99")


@pytest.mark.django_db(transaction=True)
def test_two_connections_want_the_last_ore_and_one_of_them_gets_it(call: Call) -> None:
    heads = [DecisionFactory(application=eligible_case(call)) for _ in range(2)]
    AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal("99999.99"))

    def one(head: Decision) -> str:
        try:
            Award.objects.create(decision=head, amount=Decimal("0.01"), currency="SEK")
        except IntegrityError as error:
            return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()
        return "granted"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, heads))

    assert (answers, spent(call)) == (["call_spending_within_budget", "granted"], Decimal(100_000))


def test_who_comes_second_meets_the_sentence_also_from_the_database(call: Call, decider: User) -> None:
    AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal(99_999))
    award = Award(
        decision=DecisionFactory(application=eligible_case(call)), amount=Decimal(2), currency="SEK"
    )

    with pytest.raises(DomainError) as refused, spending.within_bounds(call):
        award.save()

    assert refused.value.message_dict == {
        "amount": ["The call has SEK\u00a01 left of its budget. Grant that much at most."]
    }


def test_a_budget_cannot_fall_below_what_was_granted(call: Call) -> None:
    AwardFactory(decision=DecisionFactory(application=eligible_case(call)))

    with pytest.raises(DomainError, match="less than what has been granted"), spending.budget_kept():
        Call.objects.filter(pk=call.pk).update(budget=39_999)
    Call.objects.filter(pk=call.pk).update(budget=40_000)

    assert CallSpending.objects.get().budget == 40_000


def test_a_grant_draws_from_the_envelope_of_its_partners_home(
    call: Call, decider: User, envelope: Envelope
) -> None:
    grant(with_partner(call, "CA-QC"), decider, 400)
    grant(with_partner(call, "CA-ON"), decider, 300)

    with pytest.raises(DomainError) as refused:
        grant(with_partner(call, "CA-QC"), decider, "100.01")

    assert refused.value.message_dict == {
        "amount": ["“Quebec” has SEK\u00a0100 left. Grant that much at most."]
    }
    assert EnvelopeSpending.objects.get(envelope=envelope).spent == 400


@pytest.mark.django_db(transaction=True)
def test_two_connections_want_the_last_ore_of_an_envelope(call: Call, envelope: Envelope) -> None:
    first, *others = (
        AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal(1))
        for _ in range(3)
    )
    EnvelopeDraw.objects.create(award=first, envelope=envelope, amount=Decimal("499.99"))

    def one(award: Award) -> str:
        try:
            EnvelopeDraw.objects.create(award=award, envelope=envelope, amount=Decimal("0.01"))
        except IntegrityError as error:
            return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()
        return "drawn"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, others))

    assert answers == ["drawn", "envelope_spending_within_ceiling"]


def test_what_goes_to_a_purpose_at_least_may_be_more(call: Call, decider: User) -> None:
    question = QuestionFactory(call=call, code="for-ukraine", kind=QuestionKind.YES_NO)
    Envelope.objects.create(call=call, code="ukraine", names={"en": "Ukraine"}, share=1)
    earmark = {"envelope": "ukraine", "share": "1", "question": "for-ukraine"}
    call_rules.add(call, {"kind": "earmark_at_least", "parameters": earmark}, by=None)
    case = eligible_case(call)
    Answer.objects.create(application=case, question=question, value="yes")

    grant(case, decider, 2_000)

    draw = EnvelopeDraw.objects.get()
    assert (draw.amount, draw.is_capped) == (2_000, False)


def test_a_revocation_gives_the_money_back_to_budget_and_envelope(
    call: Call, decider: User, envelope: Envelope
) -> None:
    case = with_partner(call, "CA-QC")
    grant(case, decider, 400)

    changes.revoke(case, by=decider, **WORDS)

    assert (spent(call), EnvelopeSpending.objects.get().spent, EnvelopeDraw.objects.count()) == (0, 0, 0)
    assert Award.objects.get().amount == 400


def test_no_decision_is_written_through_the_admin() -> None:
    ways = {
        Decision,
        Award,
        DecisionAct,
        FunderDecision,
        Application,
        CallSpending,
    } & admin.site._registry.keys()

    assert (ways, reverse("admin:index")) == (set(), "/admin/")


@pytest.mark.parametrize("way", ["decline", "lapse"])
def test_what_is_not_taken_gives_the_money_back_to_budget_and_envelope(
    call: Call, decider: User, envelope: Envelope, way: str
) -> None:
    case = with_partner(call, "CA-QC")
    grant(case, decider, 500)
    award = Award.objects.get()
    if way == "decline":
        awards.decline(award, reason="We play elsewhere.", by=case.applicant)
    else:
        Award.objects.filter(pk=award.pk).update(accept_by=timezone.localdate() - timedelta(days=1))
        assert awards.lapse(award)

    assert (spent(call), EnvelopeSpending.objects.get().spent, EnvelopeDraw.objects.count()) == (0, 0, 0)
    spending.recount()
    assert spent(call) == 0
    assert spending.left_in(call) == 100_000
    grant(with_partner(call, "CA-QC"), decider, 500)
    assert (spent(call), EnvelopeSpending.objects.get().spent) == (500, 500)


def test_what_was_declined_is_given_back_once_also_when_it_is_revoked_and_granted_anew(
    call: Call, decider: User, case: Application
) -> None:
    grant(case, decider, 400)
    awards.decline(Award.objects.get(), reason="", by=case.applicant)

    changes.revoke(case, by=decider, **WORDS)
    assert spent(call) == 0
    grant(case, decider, 300)

    assert (spent(call), Award.objects.get().status) == (300, "offered")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_what_was_declined_one_gets_it(call: Call) -> None:
    heads = [DecisionFactory(application=eligible_case(call)) for _ in range(2)]
    full = AwardFactory(decision=DecisionFactory(application=eligible_case(call)), amount=Decimal(100_000))
    Award.objects.filter(pk=full.pk).update(status="declined")

    def one(head: Decision) -> str:
        try:
            Award.objects.create(decision=head, amount=Decimal(60_000), currency="SEK")
        except IntegrityError as error:
            return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connection.close()
        return "granted"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, heads))

    assert (answers, spent(call)) == (["call_spending_within_budget", "granted"], Decimal(60_000))


# --- envelopes that every grant is taken from, and those that funders pay in -------------------------------------


def for_all(call: Call, amount: int = 500, **fields: Any) -> Envelope:
    """Return an envelope that every grant of a call is taken from; the call has no other limit."""
    Call.objects.filter(pk=call.pk).update(budget=None)
    call.refresh_from_db()
    return Envelope.objects.create(
        call=call, code="all", names={"en": "All"}, amount=amount, for_all=True, **fields
    )


def test_every_grant_is_taken_from_an_envelope_for_all(call: Call, decider: User) -> None:
    for_all(call)
    grant(eligible_case(call), decider, 400)

    with pytest.raises(DomainError) as refused:
        grant(eligible_case(call), decider, "100.01")
    grant(eligible_case(call), decider, 100)

    assert refused.value.message_dict == {"amount": ["“All” has SEK\u00a0100 left. Grant that much at most."]}
    assert EnvelopeSpending.objects.get().spent == 500


@pytest.mark.django_db(transaction=True)
def test_of_two_who_grant_at_once_from_an_envelope_for_all_one_comes_too_late(
    call: Call, decider: User
) -> None:
    for_all(call)
    cases = [eligible_case(call) for _ in range(2)]

    def one(case: Application) -> bool:
        try:
            grant(case, decider, 300)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, cases))

    assert (answers, EnvelopeSpending.objects.get().spent) == ([False, True], 300)


def test_an_envelope_of_a_year_holds_so_much_for_each(call: Call, decider: User) -> None:
    for_all(call, period="year")
    with time_machine.travel("2027-11-30 12:00Z"):
        first = eligible_case(call)
        grant(first, decider, 500)
        with pytest.raises(DomainError):
            grant(eligible_case(call), decider, 1)
    with time_machine.travel("2028-01-10 12:00Z"):
        grant(eligible_case(call), decider, 450)
        # A correction counts where the grant did.
        changes.correct(first, changes="It is 400.", reasons="A slip.", amount=Decimal(400), by=decider)

    assert list(EnvelopeSpending.objects.order_by("year").values_list("year", "spent")) == [
        (2027, 400),
        (2028, 450),
    ]


def test_what_an_envelope_is_for_is_counted_anew_when_it_changes(call: Call, decider: User) -> None:
    call_parts.add(Envelope(call=call), {"names": Multilingual({"en": "Some"}), "amount": 500}, by=None)
    some = Envelope.objects.get()
    for amount in (400, 200):
        grant(eligible_case(call), decider, amount)

    with pytest.raises(DomainError, match="less than what has been granted from the envelope"):
        call_parts.edit(some, {"for_all": True}, version=None, by=None)
    some.refresh_from_db()
    call_parts.edit(some, {"for_all": True, "amount": 600}, version=None, by=None)

    assert EnvelopeSpending.objects.get().spent == 600
    with pytest.raises(DomainError):
        grant(eligible_case(call), decider, 1)


@pytest.mark.parametrize(
    "fields", [{"places": ["CA-QC"]}, {"amount": None, "share": 10}, {"funder": True}], ids=str
)
def test_an_envelope_for_all_is_for_nothing_else(call: Call, fields: dict[str, Any]) -> None:
    if "funder" in fields:
        fields = {"funder": CallFunderFactory(call=call)}
    with pytest.raises(IntegrityError, match="envelope_for_all_has_an_amount"), transaction.atomic():
        for_all(call, **{"amount": 500, **fields})


@pytest.mark.django_db
def test_a_funders_half_is_taken_from_what_it_pays_in() -> None:
    call = joint_call(budget=100_000)
    funders = halves.deciders(call)
    own = Envelope.objects.create(
        call=call, code="own", names={"en": "From the first"}, amount=500, funder=funders[0]
    )
    first, second = (member(one.organisation.authority, Role.DECISION_MAKER) for one in funders)

    def decide(case: Application, amount: int) -> None:
        halves.decide_half(case, funders[0], approval(Decimal(amount)), by=first)
        halves.decide_half(case, funders[1], approval(Decimal(1_000)), by=second)

    decide(eligible_case(call), 400)
    with pytest.raises(DomainError) as refused:
        decide(eligible_case(call), 101)

    assert refused.value.message_dict == {
        "amount": ["“From the first” has SEK\u00a0100 left. Grant that much at most."]
    }
    assert EnvelopeSpending.objects.get(envelope=own).spent == 400
