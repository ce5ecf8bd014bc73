"""The pages of payments: each step has a button for those who may take it, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.domain.money import payments, runs
from grants.models import Award
from portal.accounts.enums import Role
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.meetings import DelegationFactory, DelegationOrderFactory
from tests.factories.money import PayingAccountFactory, accepted, officer_of, released, with_account

pytestmark = pytest.mark.django_db


def steps_shown(client: StrictClient, award: Award, role: Role, state: str) -> list[str]:
    """Return the words of the steps that somebody with a role is shown on the list of a state."""
    client.force_login(member(award.decision.application.authority, role))
    page = client.get(reverse("grants:officer:payment_list"), {"state": state}).content.decode()
    assert str(award.decision.application) in page
    return [words for words in ("Prepare", "Release", "Send back") if f">{words}<" in page]


@pytest.mark.parametrize(
    ("role", "payable", "prepared"),
    [
        (Role.OFFICER, ["Prepare"], ["Release", "Send back"]),
        (Role.ADMINISTRATOR, ["Prepare"], ["Release", "Send back"]),
        (Role.DECISION_MAKER, [], ["Release", "Send back"]),
        (Role.AUDITOR, [], []),
    ],
)
def test_each_step_is_shown_to_those_who_may_take_it(
    client: StrictClient, role: Role, payable: list[str], prepared: list[str]
) -> None:
    award = accepted()
    with_account(award)

    found = [steps_shown(client, award, role, "payable")]
    payments.prepare(award.payments.get(), by=officer_of(award))
    found.append(steps_shown(client, award, role, "prepared"))

    assert found == [payable, prepared]


def test_the_case_shows_its_account_with_the_way_to_verify_it_to_officers_alone(client: StrictClient) -> None:
    award = accepted()
    with_account(award)
    case = award.decision.application
    shown = []
    for role in (Role.OFFICER, Role.AUDITOR):
        client.force_login(member(case.authority, role))
        page = client.get(reverse("grants:officer:application_detail", args=[case.reference]))
        text = page.content.decode()
        shown.append(("••• 0003" in text, "Look at the account and its proof" in text))

    assert shown == [(True, True), (True, False)]


@pytest.mark.parametrize(
    ("paragraphs", "is_silent"),
    [
        (None, False),
        ([], True),
        ([{"kinds": ["approve"]}], True),
        ([{"kinds": ["payment"], "valid_until": timezone.localdate() - timedelta(days=1)}], True),
        ([{"kinds": ["approve", "payment"]}], False),
    ],
    ids=["no order", "empty order", "of something else", "ended", "on payments"],
)
def test_the_list_says_where_the_delegation_order_lets_nobody_release(
    client: StrictClient, paragraphs: list[dict[str, Any]] | None, is_silent: bool
) -> None:
    award = accepted()
    with_account(award)
    payments.prepare(award.payments.get(), by=officer_of(award))
    address = "none"
    if paragraphs is not None:
        order = DelegationOrderFactory(authority=award.decision.application.authority)
        address = order.get_absolute_url()
        for fields in paragraphs:
            DelegationFactory(order=order, **fields)
    client.force_login(officer_of(award))

    page = client.get(reverse("grants:officer:payment_list"), {"state": "prepared"}).content.decode()

    assert ("has no paragraph on payments" in page, f'href="{address}"' in page) == (is_silent, is_silent)


def test_the_list_of_files_offers_the_files_to_officers_alone(client: StrictClient) -> None:
    award = accepted()
    released(award)
    officer: Any = officer_of(award)
    account = PayingAccountFactory(authority=award.decision.application.authority)
    run = runs.start(account, pays_on=timezone.localdate() + timedelta(days=1), by=officer)
    runs.make(run.pk, lambda done, total: None)
    shown = []
    for person in (officer, officer_of(award, Role.AUDITOR)):
        client.force_login(person)
        shown.append(client.get(reverse("grants:officer:payment_run_list")).content.decode().count(".xml"))

    assert shown == [1, 0]
