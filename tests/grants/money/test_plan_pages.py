"""The pages on which a payment plan is changed, and a part gets its currency and rate."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.domain.deciding import halves
from grants.domain.money import payments, plan_changes
from grants.enums import InstalmentTrigger
from grants.models import Award, RegisterEntry
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import ReferenceRate
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.deciding import approval, eligible_case, joint_call
from tests.factories.money import accepted, officer_of, with_account

pytestmark = pytest.mark.django_db


def plan_of(award: Award) -> list[tuple[str, Decimal, str]]:
    rows = award.payments.exclude(status="cancelled").order_by("position")
    return [(one.trigger, one.amount, one.status) for one in rows]


def plan_page(award: Award) -> str:
    return reverse("grants:officer:application_plan", args=[award.decision.application.reference])


def said(award: Award, *rows: tuple[str, str, str], **more: str) -> dict[str, str]:
    """Return the form with these parts: amount, trigger, day."""
    award.refresh_from_db()
    found = {"version": str(award.version), "reasons": "It takes longer."}
    for number, (amount, trigger, day) in enumerate(rows, start=1):
        found |= {f"amount-{number}": amount, f"trigger-{number}": trigger, f"on_day-{number}": day}
    return found | more


TWO = (("15 000", "report", ""), ("25 000", "date", "2099-01-01"))


def test_a_plan_is_changed_after_a_question(client: StrictClient) -> None:
    award = accepted()
    client.force_login(officer_of(award))
    form = client.get(plan_page(award))
    asked = client.post(plan_page(award), said(award, *TWO))
    before = plan_of(award)
    done = client.post(plan_page(award), said(award, *TWO, confirmed="1"))

    assert (form.status_code, asked.status_code, done.status_code) == (200, 200, 302)
    assert before == [("acceptance", Decimal(40_000), "payable")]
    assert plan_of(award) == [("report", Decimal(15_000), "planned"), ("date", Decimal(25_000), "planned")]
    assert RegisterEntry.objects.filter(kind="change").get().subject == (
        "Betalplanen ändrad: It takes longer."
    )


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([("40 000", "date", "")], "on_day-1"),
        ([("40 000", "report", "2099-01-01")], "on_day-1"),
        ([("40 000", "", "")], "trigger-1"),
        ([("much", "report", "")], "amount-1"),
        ([("0", "report", "")], "amount-1"),
        ([], "amount-1"),
        ([("39 999", "report", "")], "__all__"),
    ],
)
def test_what_is_wrong_with_a_part_stands_beside_it(client: StrictClient, rows: Any, field: str) -> None:
    award = accepted()
    client.force_login(officer_of(award))

    answer = client.post(plan_page(award), said(award, *rows))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_plan_that_changed_meanwhile_can_be_sent_again(client: StrictClient) -> None:
    award = accepted()
    client.force_login(officer_of(award))
    old = said(award, *TWO, confirmed="1")
    Award.objects.update(version=award.version + 1)

    stale = client.post(plan_page(award), old)
    version = stale.context["form"]["version"].value()
    again = client.post(plan_page(award), {**old, "version": version})

    assert (stale.status_code, version, again.status_code) == (422, str(award.version + 1), 302)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECISION_MAKER])
def test_others_do_not_change_a_plan(client: StrictClient, role: Role) -> None:
    award = accepted()
    client.force_login(officer_of(award, role))

    assert client.get(plan_page(award)).status_code == 403


def test_what_is_prepared_stays(client: StrictClient) -> None:
    award = accepted()
    with_account(award)
    officer = officer_of(award)
    payments.prepare(award.payments.get(), by=officer)
    client.force_login(officer)

    assert client.get(plan_page(award)).status_code == 403
    award.refresh_from_db()
    with pytest.raises(DomainError, match="Every part of the plan is prepared"):
        plan_changes.change(award, [], reasons="Why not.", version=award.version, by=officer)


def test_what_has_happened_makes_a_part_payable_at_once() -> None:
    award = accepted()
    row = {"amount": Decimal(20_000), "trigger": InstalmentTrigger.ACCEPTANCE}
    past = {**row, "trigger": InstalmentTrigger.DATE, "on_day": timezone.localdate()}
    plan_changes.change(award, [row, past], reasons="Sooner.", version=award.version, by=officer_of(award))

    assert [status for _trigger, _amount, status in plan_of(award)] == ["payable", "payable"]


@pytest.fixture
def joint() -> Award:
    """A grant of two funders, each of which has decided its half."""
    case = eligible_case(joint_call(budget=100_000))
    for funder, amount in zip(halves.deciders(case.call), (20_000, 25_000), strict=True):
        by = member(funder.organisation.authority, Role.DECISION_MAKER)
        halves.decide_half(case, funder, approval(Decimal(amount)), by=by)
    return Award.objects.get()


def test_each_funders_officers_change_its_own_parts(joint: Award, client: StrictClient) -> None:
    funders = [one.organisation.authority for one in halves.deciders(joint.decision.application.call)]
    second = member(funders[1], Role.OFFICER)
    client.force_login(second)
    rows = [("20 000", "report", ""), ("5 000", "approval", "")]

    client.post(plan_page(joint), said(joint, *rows, confirmed="1"))

    parts = joint.payments.exclude(status="cancelled").order_by("position")
    assert [(one.funder, one.amount) for one in parts] == [
        (funders[0].organisation, 20_000),
        (funders[1].organisation, 20_000),
        (funders[1].organisation, 5_000),
    ]
    row = {"amount": Decimal(45_000), "trigger": InstalmentTrigger.REPORT}
    stranger = member(accepted().decision.application.authority, Role.OFFICER)
    joint.refresh_from_db()
    with pytest.raises(DomainError, match="what is left to plan is"):
        plan_changes.change(joint, [row], reasons="All.", version=joint.version, by=second)
    with pytest.raises(NotAllowed):
        plan_changes.change(joint, [row], reasons="All.", version=joint.version, by=stranger)


def rate_page(award: Award) -> str:
    return reverse("grants:officer:payment_currency", args=[award.payments.get().pk])


RATED = {"currency": "EUR", "on": "2026-11-30", "rate": "0.0875", "source": "Riksbanken"}


def test_a_part_is_paid_out_in_another_currency_after_a_question(client: StrictClient) -> None:
    ReferenceRate.objects.create(currency="SEK", day=date(2026, 11, 27), rate=Decimal("11.5"), source="test")
    award = accepted()
    client.force_login(officer_of(award))
    asked = client.post(rate_page(award), RATED)
    before = award.payments.get().currency
    done = client.post(rate_page(award), {**RATED, "confirmed": "1"})

    payment = award.payments.get()
    assert (asked.status_code, before, done.status_code) == (200, "SEK", 302)
    assert (payment.currency, payment.paid_amount, payment.rate_source) == ("EUR", 3_500, "Riksbanken")
    assert RegisterEntry.objects.filter(kind="payment").order_by("-number").first().subject == (  # type: ignore[union-attr]
        "Del 1 betalas ut som 3\xa0500\xa0EUR: 1 SEK är 0,0875 EUR, 30 november 2026, Riksbanken"
    )
    page = client.get(
        reverse("grants:officer:application_detail", args=[award.decision.application.reference])
    )
    assert "1 SEK is 0.0875 EUR" in page.content.decode()


def test_without_a_rate_the_banks_of_that_day_is_taken(client: StrictClient) -> None:
    ReferenceRate.objects.create(currency="SEK", day=date(2026, 11, 27), rate=Decimal("11.5"), source="test")
    award = accepted()
    client.force_login(officer_of(award))

    client.post(rate_page(award), {"currency": "EUR", "on": "2026-11-29", "confirmed": "1"})

    payment = award.payments.get()
    assert (payment.rate, payment.rate_on, payment.paid_amount) == (
        Decimal("0.0869565"),
        date(2026, 11, 27),
        Decimal("3478.26"),
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"rate": ""}, "rate"), ({"source": ""}, "source"), ({"on": ""}, "on"), ({"rate": "0"}, "rate")],
)
def test_what_a_rate_lacks_stands_beside_it(client: StrictClient, wrong: dict[str, str], field: str) -> None:
    award = accepted()
    ReferenceRate.objects.create(currency="USD", day=date(2026, 11, 27), rate=Decimal("1.1"), source="test")
    client.force_login(officer_of(award))

    answer = client.post(rate_page(award), {**RATED, **wrong})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
