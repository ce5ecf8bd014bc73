"""Drafts keep what is typed, from every page it is typed on."""

from decimal import Decimal

import pytest
from django.apps import apps

from grants.domain import drafts
from grants.domain.answers import digest
from grants.enums import ApplicationStatus, QuestionKind
from grants.models import Answer, Application, Call
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def kept(application: Application) -> dict[str, object]:
    return {answer.question.code: answer.value for answer in application.answers.select_related("question")}


@pytest.mark.parametrize(
    "typed", ["Choirs meet", "", "abc", "-5", "1.234,50", "Ж Łódź ș ė\n\ttwo", "x" * 5000]
)
def test_save_answers_keeps_each_answer_as_typed(draft: Application, typed: str) -> None:
    drafts.save_answers(draft, {"title": "first", "requested": "1"}, by=draft.applicant)

    drafts.save_answers(draft, {"title": typed, "requested": typed}, by=draft.applicant)

    assert kept(draft) == {"title": typed, "requested": typed}


def test_save_answers_takes_out_what_the_database_cannot_hold(draft: Application) -> None:
    drafts.save_answers(draft, {"title": "a\x00b\r\nc"}, by=draft.applicant)

    assert kept(draft) == {"title": "ab\nc"}


def test_save_answers_derives_title_and_sum(draft: Application) -> None:
    saved = drafts.save_answers(
        draft, {"title": "  Choirs \n meet ", "requested": "1 234,50"}, by=draft.applicant
    )

    draft.refresh_from_db()
    assert (draft.title, draft.requested, draft.saved_at) == ("Choirs meet", Decimal("1234.50"), saved.at)


def test_save_answers_forgets_a_sum_that_is_none_any_more(draft: Application) -> None:
    drafts.save_answers(draft, {"requested": "100"}, by=draft.applicant)

    drafts.save_answers(draft, {"requested": "abc"}, by=draft.applicant)

    draft.refresh_from_db()
    assert draft.requested is None


def test_save_answers_leaves_out_what_the_call_does_not_ask(draft: Application) -> None:
    drafts.save_answers(draft, {"status": "approved", "title": "A"}, by=draft.applicant)

    assert kept(draft) == {"title": "A"}


def test_save_answers_of_somebody_else_is_not_allowed(draft: Application) -> None:
    with pytest.raises(NotAllowed) as refused:
        drafts.save_answers(draft, {"title": "A"}, by=UserFactory())

    assert refused.value.messages == [
        "Only the applicant and those who write with them can change this application."
    ]


def test_save_answers_after_handing_in_is_not_allowed() -> None:
    application = ApplicationFactory(submitted=True)

    with pytest.raises(NotAllowed) as refused:
        drafts.save_answers(application, {"title": "A"}, by=application.applicant)

    assert refused.value.messages == ["This application has been handed in and can no longer be changed."]


def test_save_answers_too_large_to_keep_saves_nothing(draft: Application) -> None:
    with pytest.raises(DomainError) as refused:
        drafts.save_answers(draft, {"title": "x" * 100_001, "requested": "1"}, by=draft.applicant)

    assert refused.value.message_dict == {
        "title": ["This is too long to be kept. Shorten it, or add it as a file."]
    }
    assert kept(draft) == {}


def test_save_answers_works_after_the_call_has_closed(draft: Application) -> None:
    Call.objects.filter(pk=draft.call_id).update(closes_at=draft.call.opens_at.replace(hour=23, year=2027))

    drafts.save_answers(draft, {"title": "Late thought"}, by=draft.applicant)

    assert kept(draft) == {"title": "Late thought"}


def test_save_answers_keeps_a_budget_in_the_short_form_of_older_drafts(draft: Application) -> None:
    QuestionFactory(call=draft.call, code="budget", kind=QuestionKind.BUDGET)
    rows = [["cost", "Travel", "1 000"], ["cost", "", ""], ["income", "Own money", "abc"]]

    drafts.save_answers(draft, {"budget": rows}, by=draft.applicant)

    assert kept(draft) == {"budget": rows}


def test_save_answers_takes_the_sum_from_the_budget_where_no_question_asks_for_it(draft: Application) -> None:
    QuestionFactory(call=draft.call, code="budget", kind=QuestionKind.BUDGET)
    draft.call.questions.filter(code="requested").delete()

    drafts.save_answers(
        draft, {"budget": [["cost", "Travel", "1000"], ["income", "Own", "400"]]}, by=draft.applicant
    )

    draft.refresh_from_db()
    assert draft.requested == Decimal(600)


def test_save_answers_from_one_page_follows_its_own_saves(draft: Application) -> None:
    began = {"title": digest("")}
    drafts.save_answers(draft, {"title": "One"}, by=draft.applicant, page="tab1", began_from=began)

    back = drafts.save_answers(draft, {"title": ""}, by=draft.applicant, page="tab1", began_from=began)

    assert (back.conflicts, kept(draft)) == ([], {"title": ""})


def test_save_answers_that_a_later_sending_of_the_page_has_overtaken_changes_nothing(
    draft: Application,
) -> None:
    for sending, title in (
        ("3f9a01bc42.2", "Choirs meet"),
        ("3f9a01bc42.1", "Choirs"),
        ("3f9a01bc42.3", "Choirs sing"),
    ):
        saved = drafts.save_answers(
            draft, {"title": title}, by=draft.applicant, page=sending, began_from={"title": digest("")}
        )
        expected = "Choirs meet" if sending != "3f9a01bc42.3" else "Choirs sing"
        assert (kept(draft), list(saved.conflicts)) == ({"title": expected}, [])


def test_save_answers_of_two_pages_with_different_fields_keeps_both(draft: Application) -> None:
    began = {"title": digest(""), "requested": digest("")}
    drafts.save_answers(
        draft, {"title": "One", "requested": ""}, by=draft.applicant, page="tab1", began_from=began
    )

    second = drafts.save_answers(
        draft, {"title": "", "requested": "500"}, by=draft.applicant, page="tab2", began_from=began
    )

    assert (second.conflicts, kept(draft)) == ([], {"title": "One", "requested": "500"})


def test_save_answers_of_two_pages_with_one_field_asks_which_to_keep(draft: Application) -> None:
    began = {"title": digest("")}
    drafts.save_answers(draft, {"title": "One"}, by=draft.applicant, page="tab1", began_from=began)

    second = drafts.save_answers(draft, {"title": "Two"}, by=draft.applicant, page="tab2", began_from=began)

    assert [(conflict.question.code, conflict.theirs) for conflict in second.conflicts] == [("title", "One")]
    assert kept(draft) == {"title": "One"}


def test_save_answers_after_seeing_the_other_text_keeps_mine(draft: Application) -> None:
    drafts.save_answers(
        draft, {"title": "One"}, by=draft.applicant, page="tab1", began_from={"title": digest("")}
    )

    second = drafts.save_answers(
        draft, {"title": "Two"}, by=draft.applicant, page="tab2", began_from={"title": digest("One")}
    )

    assert (second.conflicts, kept(draft)) == ([], {"title": "Two"})


def test_delete_removes_the_draft_with_its_answers(draft: Application) -> None:
    drafts.save_answers(draft, {"title": "A"}, by=draft.applicant)

    drafts.delete(draft, by=draft.applicant)

    assert (Application.objects.count(), Answer.objects.count()) == (0, 0)


def test_delete_of_a_submitted_application_is_not_allowed() -> None:
    application = ApplicationFactory(submitted=True)

    with pytest.raises(NotAllowed):
        drafts.delete(application, by=application.applicant)

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


def test_saving_often_leaves_one_event_for_each_change_that_matters(draft: Application) -> None:
    events = apps.get_model("grants", "ApplicationEvent").objects.filter(
        pgh_obj_id=draft.pk, pgh_label="update"
    )

    for text in ("O", "On", "One"):
        drafts.save_answers(draft, {"requested": text}, by=draft.applicant)

    assert events.count() == 0
