"""The rules of a call on the officers' pages: ticked off at the screening, said before the decision."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.domain import call_rules
from grants.enums import ApplicationStatus
from grants.models import Application, Decision, ScreeningFinding
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db

CHECKED = {
    "version": "1",
    "in_time": "on",
    "is_complete": "on",
    "right_applicant": "on",
    "within_amounts": "on",
}
DECIDED = {
    "version": "1",
    "outcome": "approved",
    "lower_reasons": "The budget.",
    "reasons": "Good.",
    "appeal_notice": "Write to the court.",
}


@pytest.fixture
def case() -> Application:
    """A case that applies for 50,000 in a call that gives 40,000, and has something to judge."""
    case = ApplicationFactory(submitted=True)
    for values in (
        {"kind": "amount_between", "parameters": {"most": "40000"}},
        {"kind": "judged", "parameters": {"words": {"en": "It is new."}, "reason": {"en": "Taste."}}},
    ):
        call_rules.add(case.call, values, by=None)
    return case


def signed_in(case: Application, role: str) -> Client:
    client = Client()
    client.force_login(member(case.authority, role))
    return client


def address(name: str, case: Application) -> str:
    return reverse(f"grants:officer:{name}", args=[case.reference])


def fields(case: Application, **answers: str) -> dict[str, str]:
    amount, judged = case.call.rules.order_by("pk")
    names = {"amount": f"rule-{amount.pk}", "why": f"rule-{amount.pk}-note", "judged": f"rule-{judged.pk}"}
    return {names[name]: answer for name, answer in answers.items()}


def test_application_screen_proposes_a_refusal_that_names_the_rule(case: Application) -> None:
    page = signed_in(case, Role.OFFICER).get(address("application_screen", case))

    form = page.context["form"]
    assert (page.context["proposal"], form["eligible"].value()) == (False, "no")
    assert form["reason"].value() == page.context["rules"][0].statement + " " + page.context["rules"][0].why


def test_application_screen_wants_an_answer_to_each_rule_it_asks_about(case: Application) -> None:
    posted = {**CHECKED, "eligible": "yes", **fields(case, amount="yes")}

    page = signed_in(case, Role.OFFICER).post(address("application_screen", case), posted)

    assert page.status_code == 422
    assert page.context["form"].errors == {
        name: ["Say whether this is met."] for name in fields(case, judged="")
    }


def test_application_screen_keeps_the_answers_and_shows_them_with_the_case(case: Application) -> None:
    posted = {**CHECKED, "eligible": "yes", **fields(case, amount="yes", why="A slip.", judged="yes")}
    client = signed_in(case, Role.OFFICER)

    response = client.post(address("application_screen", case), posted)
    page = client.get(address("application_detail", case)).content.decode()

    assert response.status_code == 302
    assert list(ScreeningFinding.objects.values_list("verdict", "is_met", "note")) == [
        ("broken", True, "A slip."),
        ("judged", True, ""),
    ]
    assert page.count("A slip.") == 1


def decide(case: Application, amount: str, **more: str) -> Any:
    Application.objects.filter(pk=case.pk).update(status=ApplicationStatus.ELIGIBLE)
    client = signed_in(case, Role.DECISION_MAKER)
    return client.post(address("application_decide", case), {**DECIDED, "amount": amount, **more})


def test_application_decide_says_before_which_rule_stops_the_sum(case: Application) -> None:
    page = decide(case, "40001")

    assert (page.status_code, Decision.objects.count()) == (422, 0)
    assert len(page.context["form"].non_field_errors()) == 1


def test_application_decide_takes_the_sum_that_the_rules_allow(case: Application) -> None:
    assert decide(case, "40000", confirmed="1").status_code == 302
