"""Many decisions at once: shown as they would be, made one by one, and nothing twice."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.domain.deciding import bulk
from grants.models import Application, Award, Call, Decision, DecisionTemplate, RankingLine
from portal.accounts.models import User
from portal.core.models import Job
from tests.factories.assessment import AssessmentRoundFactory
from tests.factories.deciding import eligible_case


@pytest.fixture
def cases(call: Call) -> list[Application]:
    return [eligible_case(call) for _ in range(3)]


@pytest.fixture
def form(cases: list[Application]) -> dict[str, Any]:
    """Two grants of which the budget of 100,000 has room for one more than that, and a rejection without words."""
    sums = (50_000, 50_000, 1)
    return {
        "approval": "It serves the aims.",
        "rejection": "The money went to others.",
        "lower_reasons": "The budget.",
        **{f"outcome-{case.pk}": "approved" for case in cases},
        **{f"amount-{case.pk}": str(amount) for case, amount in zip(cases, sums, strict=True)},
        f"words-{cases[0].pk}": "Very well thought out.",
    }


@pytest.fixture
def send(call: Call, decider: User) -> Any:
    client = Client()
    client.force_login(decider)
    return lambda form: client.post(reverse("grants:officer:call_decide", args=[call.slug]), form)


def test_the_preview_says_what_would_happen_and_keeps_nothing(send: Any, form: dict[str, Any]) -> None:
    page = send(form)

    results = [row["result"] for row in page.context["results"]]
    assert [list(one.problems) for one in results] == [
        [],
        [],
        ["The call has SEK\u00a00 left of its budget. Grant that much at most."],
    ]
    assert [one.left for one in results] == [50_000, 0, None]
    assert (Decision.objects.count(), Job.objects.count(), DecisionTemplate.objects.count()) == (0, 0, 0)


def test_confirmed_each_is_decided_with_its_own_words_and_nothing_twice(
    send: Any, form: dict[str, Any], cases: list[Application]
) -> None:
    pages = [send({**form, "confirmed": "1"}) for _ in range(2)]

    assert [[row["result"].again for row in page.context["results"]] for page in pages] == [
        [False, False, False],
        [True, True, False],
    ]
    assert list(Award.objects.order_by("pk").values_list("amount", flat=True)) == [Decimal(50_000)] * 2
    first = Decision.objects.get(application=cases[0])
    assert first.reasons == "It serves the aims.\n\nVery well thought out."
    assert Job.objects.count() == 2
    assert DecisionTemplate.objects.get().approval == "It serves the aims."


def test_nothing_said_is_told(send: Any, form: dict[str, Any], cases: list[Application]) -> None:
    page = send({**form, **{f"outcome-{case.pk}": "" for case in cases}})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == ["Say of at least one case what is decided."]


def test_a_decision_without_reasons_is_refused_in_the_preview(
    send: Any, form: dict[str, Any], cases: list[Application]
) -> None:
    page = send({**form, f"outcome-{cases[0].pk}": "rejected", "rejection": "", f"words-{cases[0].pk}": ""})

    assert list(page.context["results"][0]["result"].problems) == ["A decision needs its reasons."]


def test_the_agreed_ranking_is_proposed_down_to_where_the_money_ends(
    call: Call, decider: User, cases: list[Application]
) -> None:
    unranked = eligible_case(call)
    round = AssessmentRoundFactory(call=call)
    sums = {cases[2]: 60_000, cases[0]: 40_000, cases[1]: 1}
    for place, (case, amount) in enumerate(sums.items(), start=1):
        RankingLine.objects.create(
            round=round, application=case, place=place, score=Decimal(5 - place), proposed=Decimal(amount)
        )
    type(round).objects.filter(pk=round.pk).update(agreed_at=timezone.now(), agreed_by=decider)

    waiting = bulk.waiting(call)
    proposed = bulk.proposed(call, waiting)

    assert waiting == [cases[2], cases[0], cases[1], unranked]
    assert [(proposed[case.pk].outcome, proposed[case.pk].amount) for case in waiting] == [
        ("approved", 60_000),
        ("approved", 40_000),
        ("", None),
        ("", None),
    ]


def test_without_an_agreed_ranking_what_was_applied_for_is_proposed(
    call: Call, cases: list[Application]
) -> None:
    assert bulk.proposed(call, bulk.waiting(call)) == {
        case.pk: bulk.Words("", case.requested) for case in cases
    }


def test_less_than_was_applied_for_asks_why_beside_the_field(send: Any, form: dict[str, Any]) -> None:
    page = send({**form, "lower_reasons": ""})

    assert page.status_code == 422
    assert page.context["form"].errors == {"lower_reasons": ["Say why less is granted than was applied for."]}
