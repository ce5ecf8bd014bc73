"""The form of a call: questions come, change, move and go; what drafts answered stays."""

import pytest

from grants.domain import drafts, questions
from grants.enums import QuestionKind
from grants.models import Answer, Application, Call, Question
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member


@pytest.fixture
def officer(call: Call) -> User:
    return member(call.authority, Role.OFFICER)


def codes(call: Call) -> list[str]:
    return list(call.questions.filter(removed_at=None).values_list("code", flat=True))


def test_add_puts_a_question_at_the_end_with_a_code_of_its_own(call: Call, officer: User) -> None:
    values = {"labels": Multilingual({"en": "Title"}), "kind": QuestionKind.SHORT_TEXT}

    questions.add(call, values, by=officer)

    assert codes(call) == ["title", "requested", "title-2"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": QuestionKind.CHOICE, "options": [{"code": "a", "names": {"en": "A"}}]}, "options"),
        ({"kind": QuestionKind.CHOICES, "options": []}, "options"),
    ],
)
def test_add_a_choice_without_choices_is_refused(
    call: Call, officer: User, values: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        questions.add(call, {"labels": Multilingual({"en": "Which?"}), **values}, by=officer)

    assert list(refused.value.message_dict) == [field]


def test_add_a_second_budget_is_refused(call: Call, officer: User) -> None:
    values = {"labels": Multilingual({"en": "Budget"}), "kind": QuestionKind.BUDGET}
    questions.add(call, values, by=officer)

    with pytest.raises(DomainError, match="can have one"):
        questions.add(call, values, by=officer)


def test_edit_the_kind_under_answers_is_refused(call: Call, officer: User, draft: Application) -> None:
    drafts.save_answers(draft, {"title": "Choirs"}, by=draft.applicant)

    with pytest.raises(DomainError) as refused:
        questions.edit(
            Question.objects.get(code="title"), {"kind": QuestionKind.NUMBER}, version=None, by=officer
        )

    assert list(refused.value.message_dict) == ["kind"]


def test_shift_moves_by_one_and_stays_at_the_end(call: Call, officer: User) -> None:
    title = Question.objects.get(code="title")

    questions.shift(title, by_places=1, by=officer)
    after_one = codes(call)
    questions.shift(title, by_places=1, by=officer)

    assert (after_one, codes(call)) == (["requested", "title"], ["requested", "title"])


def test_remove_keeps_the_answers_of_drafts_and_restore_brings_them_back(
    call: Call, officer: User, draft: Application
) -> None:
    drafts.save_answers(draft, {"title": "Choirs"}, by=draft.applicant)
    title = Question.objects.get(code="title")

    questions.remove(title, by=officer)
    removed = codes(call)
    questions.restore(title, by=officer)

    assert (removed, codes(call)) == (["requested"], ["title", "requested"])
    assert Answer.objects.get().value == "Choirs"


def test_remove_by_a_decision_maker_is_not_allowed(call: Call) -> None:
    with pytest.raises(NotAllowed):
        questions.remove(Question.objects.get(code="title"), by=member(call.authority, Role.DECISION_MAKER))
