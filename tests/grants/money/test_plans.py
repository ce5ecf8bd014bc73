"""Plans: parts that are exactly the grant, made payable by what they wait for."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from grants.domain.money import awards, plan_changes, plans
from grants.enums import FunderRole, InstalmentTrigger, ParticipantRole
from grants.enums.money import AcceptanceKind, AwardStatus, PaymentStatus
from grants.models import Award, AwardTerms, Call, Instalment, RegisterEntry
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.factories.accounts import UserFactory
from tests.factories.grants import AwardFactory, CallFunderFactory
from tests.factories.money import accepted, officer_of, planned
from tests.factories.participants import ParticipantFactory


def test_split_gives_exactly_the_amount() -> None:
    # Any amounts and shares would do; seeded, so that a failure comes again.
    chance = Random(1)  # noqa: S311 - nothing secret
    for _ in range(500):
        amount = Decimal(chance.randint(1, 999_999_999)) / 100
        shares = [chance.choice([None, chance.randint(1, 100)]) for _ in range(chance.randint(1, 8))]

        parts = plans.split(amount, shares)

        assert (sum(parts), len(parts)) == (amount, len(shares))
        assert all(part >= 0 and part == part.quantize(Decimal("0.01")) for part in parts)


def test_split_gives_the_cents_left_over_to_those_that_lost_most() -> None:
    assert plans.split(Decimal("100.00"), [33, 33, 34]) == [
        Decimal("33.00"),
        Decimal("33.00"),
        Decimal("34.00"),
    ]
    assert plans.split(Decimal("0.05"), [50, 50]) == [Decimal("0.03"), Decimal("0.02")]
    assert plans.split(Decimal("100"), [80, None, None]) == [Decimal(80), Decimal(10), Decimal(10)]


def call_of(award: Award) -> Call:
    return award.decision.application.call


def parts_of(award: Award) -> list[tuple[str, Decimal, str]]:
    rows = award.payments.exclude(status=PaymentStatus.CANCELLED).order_by("position")
    return [(one.trigger, one.amount, one.status) for one in rows]


@pytest.fixture
def award(db: None) -> Award:
    """A grant of 40,000 that has no plan yet."""
    return AwardFactory()  # type: ignore[return-value]


def test_build_makes_an_advance_and_a_balance(award: Award) -> None:
    call = call_of(award)
    Instalment.objects.create(call=call, share=75, trigger=InstalmentTrigger.ACCEPTANCE, position=1)
    Instalment.objects.create(call=call, share=25, trigger=InstalmentTrigger.APPROVAL, position=2)

    plans.build(award)
    plans.build(award)  # again: nothing new

    assert parts_of(award) == [
        ("acceptance", Decimal(30_000), "planned"),
        ("approval", Decimal(10_000), "planned"),
    ]
    award.refresh_from_db()
    assert (award.status, award.accept_by) == ("offered", timezone.localdate() + timedelta(days=30))
    assert RegisterEntry.objects.filter(key__startswith=f"plan-{award.pk}-").count() == 1


def test_the_register_tells_of_money_in_the_authoritys_language_whoever_acts(award: Award) -> None:
    def told() -> list[str]:
        entries = RegisterEntry.objects.filter(application=award.decision.application).order_by("number")
        return list(entries.values_list("subject", flat=True))

    with translation.override("en"):
        plans.build(award)
        awards.accept(award, name="Ada", by=award.decision.application.applicant)

    assert told() == [
        "Betalplan med 1 del",
        "Bidraget är godtaget av Ada",
        "Del 1 kan betalas: 40\xa0000\xa0SEK",
    ]


def test_build_of_a_call_that_says_nothing_waits_for_the_acceptance(award: Award) -> None:
    plans.build(award)

    assert parts_of(award) == [("acceptance", Decimal(40_000), "planned")]


def test_build_leaves_what_the_call_does_not_say_to_the_approval(award: Award) -> None:
    Instalment.objects.create(call=call_of(award), share=80, trigger=InstalmentTrigger.AWARD)

    plans.build(award)

    assert parts_of(award) == [
        ("award", Decimal(32_000), "payable"),
        ("approval", Decimal(8_000), "planned"),
    ]


def test_build_where_no_acceptance_is_asked_for_runs_at_once(award: Award) -> None:
    AwardTerms.objects.create(call=call_of(award), acceptance=AcceptanceKind.NONE)

    plans.build(award)

    award.refresh_from_db()
    assert (award.status, award.accept_by) == ("accepted", None)
    assert parts_of(award) == [("acceptance", Decimal(40_000), "payable")]


def test_build_of_a_joint_call_lets_each_funder_pay_its_own_side(award: Award) -> None:
    application = award.decision.application
    host = CallFunderFactory(call=application.call, share=60, position=1)
    partner = CallFunderFactory(call=application.call, share=40, role=FunderRole.PARTNER_FUNDER, position=2)
    lead = ParticipantFactory(application=application, role=ParticipantRole.CO_LEAD)
    Instalment.objects.create(call=application.call, share=50, trigger=InstalmentTrigger.ACCEPTANCE)
    Instalment.objects.create(call=application.call, share=50, trigger=InstalmentTrigger.REPORT, position=1)

    plans.build(award)

    rows = award.payments.values_list("funder", "payee", "amount")
    assert list(rows) == [
        (host.organisation_id, None, Decimal(12_000)),
        (host.organisation_id, None, Decimal(12_000)),
        (partner.organisation_id, lead.pk, Decimal(8_000)),
        (partner.organisation_id, lead.pk, Decimal(8_000)),
    ]


def test_happened_makes_parts_payable_once(award: Award) -> None:
    Instalment.objects.create(call=call_of(award), share=50, trigger=InstalmentTrigger.REPORT)
    Instalment.objects.create(
        call=call_of(award), share=50, trigger=InstalmentTrigger.DATE, on_day=date(2027, 3, 1), position=1
    )
    plans.build(award)
    day = date(2027, 2, 1)

    first = plans.happened(award, InstalmentTrigger.REPORT, on=day, by=None)
    again = plans.happened(award, InstalmentTrigger.REPORT, on=day, by=None)
    early = plans.happened(award, InstalmentTrigger.DATE, on=day, by=None)

    assert ([(one.amount, one.due_on) for one in first], again, early) == ([(Decimal(20_000), day)], [], [])
    assert len(plans.happened(award, InstalmentTrigger.DATE, on=date(2027, 3, 1), by=None)) == 1


def test_parts_that_are_not_the_grant_are_refused_by_the_database(award: Award) -> None:
    plans.build(award)

    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=r"are 39999\.00 and not 40000\.00"),
        transaction.atomic(),
    ):
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; UPDATE grants_payment SET amount = 39999, paid_amount = 39999"
        )


def rows(*amounts: int) -> list[dict[str, object]]:
    return [{"amount": Decimal(amount), "trigger": InstalmentTrigger.REPORT} for amount in amounts]


def test_change_puts_other_parts_in_the_place_of_those_unprepared(db: None) -> None:
    award = accepted()
    officer = officer_of(award)

    plan_changes.change(
        award, rows(15_000, 25_000), reasons="It takes longer.", version=award.version, by=officer
    )

    assert parts_of(award) == [("report", Decimal(15_000), "planned"), ("report", Decimal(25_000), "planned")]


def test_change_is_refused_for_another_sum_without_reasons_and_when_stale(db: None) -> None:
    award = accepted()
    officer = officer_of(award)

    with pytest.raises(DomainError, match=r"The parts come to .*39,999; what is left to plan is .*40,000"):
        plan_changes.change(award, rows(39_999), reasons="Why not.", version=award.version, by=officer)
    with pytest.raises(DomainError, match="Say why the plan is changed"):
        plan_changes.change(award, rows(40_000), reasons=" ", version=award.version, by=officer)
    with pytest.raises(StaleEdit):
        plan_changes.change(award, rows(40_000), reasons="Because.", version=award.version - 1, by=officer)
    with pytest.raises(NotAllowed):
        plan_changes.change(award, rows(40_000), reasons="Because.", version=award.version, by=UserFactory())


def test_a_part_on_request_is_asked_for_and_answered(db: None) -> None:
    award = AwardFactory()
    Instalment.objects.create(call=call_of(award), share=100, trigger=InstalmentTrigger.REQUEST)
    plans.build(award)
    payment = award.payments.get()
    grantee, officer = award.decision.application.applicant, officer_of(award)
    with pytest.raises(DomainError, match="Waiting to be accepted"):
        plans.request_part(payment, by=grantee)
    Award.objects.filter(pk=award.pk).update(status=AwardStatus.ACCEPTED)

    with pytest.raises(NotAllowed):
        plans.request_part(payment, by=officer)
    assert plans.request_part(payment, by=grantee).status == PaymentStatus.REQUESTED
    assert plans.answer_request(payment, granted=False, reason="Too early.", by=officer).status == "planned"
    plans.request_part(payment, by=grantee)
    assert plans.answer_request(payment, granted=True, by=officer).status == PaymentStatus.PAYABLE
    assert planned().payments.get().status == "planned"


def test_a_grant_decided_before_there_were_plans_gets_its_plan_when_it_is_accepted(award: Award) -> None:
    assert not award.payments.exists()

    accepted = awards.accept(award, name="A Grantee", by=award.decision.application.applicant)

    assert accepted.status == "accepted"
    assert parts_of(award) == [("acceptance", Decimal(40_000), "payable")]
