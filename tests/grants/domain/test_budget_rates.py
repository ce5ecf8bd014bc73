"""Lines of a budget in another currency: by which day's rate they count, and that they never change once handed in."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants import documents
from grants.domain import applications, budget_rates, calls, copying, drafts, facts
from grants.domain.answers import digest
from grants.domain.budget_rates import shape_of
from grants.domain.budget_reading import read_budget
from grants.domain.budgets import TYPED_ON, Budget
from grants.domain.call_check import gaps_of
from grants.domain.call_documents import export_call, import_call
from grants.domain.content import answered_sections
from grants.domain.whole_call import asks_in_words
from grants.enums import CallStatus, QuestionKind, RateDay
from grants.models import Application, BudgetLine, Call, CallMove, Question
from portal.core.domain import rates
from portal.core.ecb import Quoted
from portal.core.errors import DomainError
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory

FRIDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 29)
RATES = {"SEK": "10.9120", "DKK": "7.4690", "GBP": "0.86745"}


def quoted(day: date, **others: str) -> list[Quoted]:
    return [Quoted(currency, day, Decimal(rate)) for currency, rate in {**RATES, **others}.items()]


@pytest.fixture
def budget(db: None) -> Question:
    """The budget of a call in SEK that takes EUR and DKK at the rates of a Friday."""
    rates.keep(quoted(FRIDAY), source="test")
    call = CallFactory(other_currencies=["EUR", "DKK", "NOK"], rate_day=RateDay.FIXED, rates_on=FRIDAY)
    return QuestionFactory(call=call, code="budget", kind=QuestionKind.BUDGET)


def cost(what: str = "Bus", amount: str = "100", currency: str = "EUR", **more: str) -> dict[str, str]:
    return {"side": "cost", "what": what, "amount": amount, "currency": currency, **more}


def read(question: Question, *rows: Any) -> Budget:
    return read_budget(list(rows), shape_of(question))


def test_lines_in_other_currencies_count_in_the_calls_own(budget: Question) -> None:
    found = read(budget, cost(), cost(amount="100", currency="DKK"), cost(amount="50", currency=""))

    assert [(line.own_amount, line.amount) for line in found.lines] == [
        (Decimal(100), Decimal("1091.20")),
        # 10.9120 / 7.4690 = 1.46097: the amount is reckoned with the rate that is stated.
        (Decimal(100), Decimal("146.10")),
        (None, Decimal(50)),
    ]
    assert found.costs == Decimal("1287.30")


def test_conversion_says_rate_and_day(budget: Question) -> None:
    on_friday = read(budget, cost()).lines[0].conversion("SEK")
    budget.call.rates_on = SUNDAY
    on_sunday = read(budget, cost()).lines[0].conversion("SEK")

    assert on_friday == "EUR\u00a0100 at SEK 10.912, the rate of 27 November 2026"
    assert on_sunday == (
        "EUR\u00a0100 at SEK 10.912, the last rate before 29 November 2026: that of 27 November 2026"
    )


@pytest.mark.parametrize(
    ("currency", "problem"),
    [
        (
            "NOK",
            "The portal has no rate between NOK and SEK for 27 November 2026. Write the amount in SEK.",
        ),
        ("GBP", "Amounts cannot be written in GBP here."),
        ("money", "Amounts cannot be written in money here."),
    ],
)
def test_a_line_without_a_rate_is_in_no_sum_and_says_why(
    budget: Question, currency: str, problem: str
) -> None:
    found = read(budget, cost(currency=currency))

    assert (found.lines[0].amount, found.costs, found.lines[0].problem) == (None, Decimal(0), problem)


def test_no_amount_passes_as_one_of_another_currency_where_none_is_offered(budget: Question) -> None:
    budget.call.other_currencies = []

    found = read(budget, cost())

    assert (found.costs, found.problem) == (Decimal(0), "Bus: Amounts cannot be written in EUR here.")


def test_an_amount_that_grows_too_large_at_its_rate_is_refused(budget: Question) -> None:
    line = read(budget, cost(amount="999 999 999 999")).lines[0]

    assert (line.amount, line.problem) == (
        None,
        "This amount is too large. Write at most 12 figures before the decimals.",
    )


def test_units_are_priced_in_the_currency_of_the_line(budget: Question) -> None:
    budget.shape = {"units": True}

    line = read(budget, cost(amount="", quantity="3", unit_price="10")).lines[0]

    assert (line.own_amount, line.amount) == (Decimal(30), Decimal("327.36"))
    assert line.details(shape_of(budget), "SEK").startswith("3 × EUR\u00a010, EUR\u00a030 at SEK 10.912")


def test_rates_of_the_day_of_publication_wait_for_it(budget: Question) -> None:
    call = budget.call
    call.rate_day, call.rates_on = RateDay.PUBLISHED, None
    before = read(budget, cost()).lines[0]
    CallMove.objects.create(
        call=call,
        from_status=CallStatus.DRAFT,
        to_status=CallStatus.PUBLISHED,
        # Late on Friday in London is Saturday on the call's clocks.
        at=datetime(2026, 11, 27, 23, 30, tzinfo=UTC),
    )
    after = read(budget, cost()).lines[0]

    assert before.problem == (
        "The rates are those of the day on which the call is published, and it is not yet."
    )
    assert after.rate is not None
    assert (after.rate.day, after.rate.asked) == (FRIDAY, date(2026, 11, 28))


@pytest.fixture
def typed(budget: Question) -> Application:
    """A draft of a call whose rates are those of the day on which a line is typed; today has some."""
    Call.objects.filter(pk=budget.call_id).update(rate_day=RateDay.TYPED, rates_on=None)
    budget.call.refresh_from_db()
    today = budget_rates.today(budget.call)
    if today != FRIDAY:
        rates.keep(quoted(today, SEK="11"), source="test")
    return ApplicationFactory(call=budget.call)


def kept(application: Application) -> Any:
    return application.answers.get(question__code="budget").value


def test_save_keeps_the_day_on_which_an_amount_was_typed(typed: Application) -> None:
    drafts.save_answers(typed, {"budget": [cost(), cost("Bed", "50")]}, by=typed.applicant)
    answer = typed.answers.get()
    answer.value[0][TYPED_ON] = FRIDAY.isoformat()
    answer.save()

    drafts.save_answers(
        typed, {"budget": [cost("Bed", "60"), cost("Coach"), cost("Own", "5", "")]}, by=typed.applicant
    )

    today = budget_rates.today(typed.call).isoformat()
    # Another word for it leaves the amount as it was; another amount is typed anew.
    assert [(row["what"], row.get(TYPED_ON)) for row in kept(typed)] == [
        ("Bed", today),
        ("Coach", FRIDAY.isoformat()),
        ("Own", None),
    ]


def test_save_of_the_same_lines_changes_nothing(typed: Application) -> None:
    drafts.save_answers(typed, {"budget": [cost()]}, by=typed.applicant, page="one")
    before = typed.answers.get()

    saved = drafts.save_answers(
        typed, {"budget": [cost()]}, by=typed.applicant, page="two", began_from={"budget": digest([cost()])}
    )

    after = typed.answers.get()
    assert (saved.conflicts, after.saved_at, after.value) == ([], before.saved_at, before.value)


def test_submit_freezes_the_rates(typed: Application) -> None:
    drafts.save_answers(typed, {"budget": [cost()]}, by=typed.applicant)
    question = typed.call.questions.get()
    before = read_budget(kept(typed), shape_of(question))

    sent = applications.submit(typed, by=typed.applicant, now=timezone.now())
    Call.objects.filter(pk=typed.call_id).update(rate_day=RateDay.FIXED, rates_on=FRIDAY)
    question = Question.objects.get()
    after = read_budget(kept(sent), shape_of(question))

    assert (before.costs, after.costs) == (Decimal(1100), Decimal(1100))
    row = BudgetLine.objects.get()
    assert (row.currency, row.own_amount, row.rate, row.amount) == ("EUR", 100, 11, 1100)
    assert row.rate_on == budget_rates.today(typed.call)


def test_submit_says_the_rate_in_content_and_receipt(typed: Application) -> None:
    drafts.save_answers(typed, {"budget": [cost()]}, by=typed.applicant)

    sent = applications.submit(typed, by=typed.applicant, now=timezone.now())

    assert sent.content is not None
    answer = sent.content["sections"][0]["answers"][0]
    (line,) = answer["value"]["cost"]["lines"]
    assert (line["amount"], line["currency"], line["own_amount"], line["rate"]) == (
        "1100.00",
        "EUR",
        "100",
        "11",
    )
    (table,) = documents.budget_tables(answer["value"], "SEK")
    assert table.rows[0][1].startswith("EUR\u00a0100 at SEK 11, the rate of ")


def test_rules_know_the_amount_in_the_calls_currency(budget: Question) -> None:
    application = ApplicationFactory(call=budget.call)
    Question.objects.filter(pk=budget.pk).update(meaning="budget")
    drafts.save_answers(application, {"budget": [cost()]}, by=application.applicant)

    known = facts.facts_of(
        application,
        answered_sections(application),
        call=facts.call_facts(application.call),
        now=timezone.now(),
    )

    assert known.costs == Decimal("1091.20")


def test_form_to_read_says_currencies_and_rates(budget: Question) -> None:
    assert asks_in_words(budget) == (
        "A table of costs and financing, in SEK, or in EUR, DKK, and NOK at the European Central Bank's rate "
        "of 27 November 2026"
    )


def test_gaps_say_which_currency_has_no_rate(budget: Question) -> None:
    sentences = [gap.sentence for gap in gaps_of(budget.call) if "NOK" in gap.sentence]

    assert sentences == [
        "The portal has no rate between NOK and SEK for 27 November 2026. Write the amount in SEK."
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rate_day": RateDay.TYPED, "rates_on": None}, "rate_day"),
        ({"rates_on": SUNDAY}, "rates_on"),
        ({"other_currencies": ["EUR"]}, "other_currencies"),
        ({"currency": "EUR"}, "currency"),
    ],
)
def test_edit_of_rates_after_publication_is_refused(
    budget: Question, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        calls.edit(budget.call, changes, version=budget.call.version, by=None)

    assert field in refused.value.message_dict


def test_edit_adds_a_currency_after_publication(budget: Question) -> None:
    more = ["EUR", "DKK", "NOK", "GBP"]

    assert calls.edit(budget.call, {"other_currencies": more}, version=None, by=None).other_currencies == more


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rate_day": "", "rates_on": None}, "Say of which day"),
        ({"rates_on": None}, "Give the rates a day of their own only"),
        ({"rate_day": RateDay.TYPED}, "Give the rates a day of their own only"),
    ],
)
def test_rates_that_contradict_themselves_are_refused(
    budget: Question, changes: dict[str, Any], sentence: str
) -> None:
    for name, value in changes.items():
        setattr(budget.call, name, value)

    with pytest.raises(ValidationError, match=sentence):
        budget.call.validate_constraints()


def test_currencies_travel_in_the_call_document(budget: Question) -> None:
    document = export_call(budget.call)

    again = export_call(import_call(document, authority=budget.call.authority, by=None, slug="again"))

    said = {name: document["call"][name] for name in ("other_currencies", "rate_day", "rates_on")}
    assert said == {"other_currencies": ["EUR", "DKK", "NOK"], "rate_day": "fixed", "rates_on": "2026-11-27"}
    assert again["call"] == document["call"]


def test_copied_lines_are_typed_anew(typed: Application) -> None:
    drafts.save_answers(typed, {"budget": [cost()]}, by=typed.applicant)
    applications.submit(typed, by=typed.applicant, now=timezone.now() + timedelta(seconds=1))
    second = ApplicationFactory(call=typed.call, applicant=typed.applicant)

    copying.copy(second, typed, {"budget": digest([])}, by=typed.applicant)

    (row,) = kept(second)
    assert {name for name in row if name.startswith(".")} == {TYPED_ON}
