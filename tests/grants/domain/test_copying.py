"""Answers of an earlier application are offered question by question, and never lie over what was not chosen."""

from typing import Any

import pytest

from grants.domain import attachments, copying, drafts
from grants.domain.answers import digest
from grants.domain.copying import Offer
from grants.enums import Meaning, QuestionKind
from grants.models import Application, Question
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory

pytestmark = pytest.mark.django_db

OPTIONS = [{"code": "dance", "names": {"en": "Dance"}}, {"code": "film", "names": {"en": "Film"}}]


def a_pair(
    then: dict[str, Any], now: dict[str, Any] | None = None, **of_call: Any
) -> tuple[Application, Question, Question]:
    """Return a draft with an earlier application of the same person to another call, each with one question."""
    draft = ApplicationFactory()
    earlier = ApplicationFactory(applicant=draft.applicant, call=CallFactory(**of_call))
    asked = QuestionFactory(call=earlier.call, **then)
    return draft, asked, QuestionFactory(call=draft.call, **{**then, **(now or {})})


def answered(question: Question, value: Any) -> Application:
    application = question.call.applications.get()
    drafts.save_answers(application, {question.code: value}, by=application.applicant)
    return application


def offered(draft: Application, source: Application) -> dict[str, Any]:
    return {offer.question.code: offer.earlier for offer in copying.offers(draft, source)}


def with_file(question: Question, name: str = "cv.txt", content: bytes = b"I sing.") -> Application:
    application = question.call.applications.get()
    attachments.add(
        application,
        question,
        filename=name,
        content=content,
        media_type="text/plain",
        by=application.applicant,
    )
    return application


def chosen(*offers: Offer) -> dict[str, str]:
    return {offer.question.code: offer.began for offer in offers}


def test_sources_are_the_own_ones_newest_first() -> None:
    draft = ApplicationFactory()
    QuestionFactory(call=draft.call, code="title")
    older = ApplicationFactory(applicant=draft.applicant, call=draft.call)
    newer = ApplicationFactory(applicant=draft.applicant, call=draft.call)
    empty = ApplicationFactory(applicant=draft.applicant, call=draft.call)
    another = ApplicationFactory(call=draft.call)
    for one in (older, newer, another, draft):
        drafts.save_answers(one, {"title": "A"}, by=one.applicant)

    found = list(copying.sources(draft, by=draft.applicant))

    assert found == [newer, older]
    assert empty not in found


def test_offers_match_by_meaning_before_code() -> None:
    draft, asked, _question = a_pair(
        {"code": "place", "meaning": Meaning.MOTIVATION}, {"code": "why", "meaning": Meaning.MOTIVATION}
    )
    QuestionFactory(call=draft.call, code="place")

    assert offered(draft, answered(asked, "To sing")) == {"why": "To sing"}


def test_offers_match_by_code_and_kind() -> None:
    draft, asked, _question = a_pair({"code": "plan", "kind": QuestionKind.LONG_TEXT})

    assert offered(draft, answered(asked, "We sing")) == {"plan": "We sing"}


def test_offers_leave_out_the_same_code_of_another_kind() -> None:
    draft, asked, _question = a_pair({"code": "plan"}, {"kind": QuestionKind.NUMBER})

    assert offered(draft, answered(asked, "We sing")) == {}


def test_offers_leave_out_the_same_code_with_another_meaning() -> None:
    draft, asked, _question = a_pair(
        {"code": "text", "meaning": Meaning.MOTIVATION}, {"meaning": Meaning.INVITATION}
    )

    assert offered(draft, answered(asked, "We sing")) == {}


def test_offers_leave_out_what_stands_there_already() -> None:
    draft, asked, question = a_pair({"code": "plan"})
    answered(question, "We sing")

    assert offered(draft, answered(asked, "We sing")) == {}


def test_offers_leave_out_declarations() -> None:
    draft, asked, _question = a_pair({"code": "true", "kind": QuestionKind.DECLARATION})

    assert offered(draft, answered(asked, "yes")) == {}


@pytest.mark.parametrize(
    ("then", "now", "typed", "offer"),
    [
        ({"kind": QuestionKind.CHOICE}, {"kind": QuestionKind.CHOICE}, "dance", "dance"),
        ({"kind": QuestionKind.CHOICE}, {"options": OPTIONS[1:]}, "dance", None),
        ({"kind": QuestionKind.CHOICE}, {"kind": QuestionKind.CHOICES}, "film", ["film"]),
        ({"kind": QuestionKind.CHOICES}, {"options": OPTIONS[1:]}, ["dance", "film"], ["film"]),
        ({"kind": QuestionKind.DATE}, {"kind": QuestionKind.UNCERTAIN_DATE}, "2027-03-15", "2027-03-15"),
    ],
)
def test_offers_keep_what_is_still_asked(
    then: dict[str, Any], now: dict[str, Any], typed: Any, offer: Any
) -> None:
    draft, asked, _question = a_pair(
        {"code": "field", "meaning": Meaning.FIELDS, "options": OPTIONS, **then}, now
    )

    assert offered(draft, answered(asked, typed)) == ({"field": offer} if offer else {})


def test_offers_of_texts_in_several_languages() -> None:
    draft, asked, _question = a_pair({"code": "plan"}, {"in_all_languages": True})
    source = answered(asked, "We sing")

    assert offered(draft, source) == {"plan": {"en": "We sing"}}


def test_offers_of_a_text_in_the_draft_s_language_alone() -> None:
    draft, asked, _question = a_pair({"code": "plan", "in_all_languages": True}, {"in_all_languages": False})
    source = answered(asked, {"en": "We sing", "sv": "Vi sjunger"})

    assert offered(draft, source) == {"plan": "We sing"}


def test_offers_leave_out_amounts_in_another_currency() -> None:
    draft, asked, _question = a_pair({"code": "requested", "kind": QuestionKind.MONEY}, currency="EUR")

    assert offered(draft, answered(asked, "5000")) == {}


def test_offers_of_rows_have_the_columns_that_are_asked_for() -> None:
    draft, asked, _question = a_pair(
        {"code": "who", "kind": QuestionKind.PERSONS}, {"shape": {"columns": ["name", "role"]}}
    )
    source = answered(asked, [{"name": "Ada", "birth_date": "1990-01-01", "role": "Alto"}])

    assert offered(draft, source) == {"who": [{"name": "Ada", "role": "Alto"}]}


def test_copy_fills_what_was_chosen_and_nothing_else() -> None:
    draft, asked, question = a_pair({"code": "plan"})
    other = QuestionFactory(call=asked.call, code="other")
    QuestionFactory(call=draft.call, code="other")
    source = answered(asked, "We sing")
    answered(other, "We dance")
    offers = {offer.question.code: offer for offer in copying.offers(draft, source)}

    copied = copying.copy(draft, source, chosen(offers["plan"]), by=draft.applicant, page="here")

    assert (copied.count, copied.conflicts) == (1, [])
    assert {one.question.code: one.value for one in draft.answers.all()} == {question.code: "We sing"}


def test_copy_replaces_what_was_chosen_to_be_replaced() -> None:
    draft, asked, question = a_pair({"code": "plan"})
    answered(question, "We dance")
    source = answered(asked, "We sing")
    offer = copying.offers(draft, source)[0]

    copying.copy(draft, source, chosen(offer), by=draft.applicant, page="here")

    assert not offer.is_empty_here
    assert draft.answers.get().value == "We sing"


def test_copy_leaves_what_was_changed_since() -> None:
    draft, asked, question = a_pair({"code": "plan"})
    source = answered(asked, "We sing")
    offer = copying.offers(draft, source)[0]
    answered(question, "We dance")

    copied = copying.copy(draft, source, chosen(offer), by=draft.applicant, page="here")

    assert (copied.count, [one.theirs for one in copied.conflicts]) == (0, ["We dance"])
    assert draft.answers.get().value == "We dance"


def test_copy_of_files_stores_them_anew() -> None:
    draft, asked, question = a_pair({"code": "cv", "kind": QuestionKind.FILE})
    source = with_file(asked)
    offer = copying.offers(draft, source)[0]

    copying.copy(draft, source, chosen(offer), by=draft.applicant)

    original, kept = Document.objects.of(source).get(), Document.objects.of(draft).get()
    assert kept.filename == original.filename
    assert kept.sha256 == original.sha256
    assert kept.file.name != original.file.name
    assert attachments.by_question(draft) == {question.pk: [kept]}


def test_copy_of_files_that_lie_there_already_is_not_offered() -> None:
    draft, asked, question = a_pair({"code": "cv", "kind": QuestionKind.FILE})
    source = with_file(asked)
    with_file(question)

    assert copying.offers(draft, source) == []


def test_copy_of_files_without_room_copies_nothing() -> None:
    draft, asked, question = a_pair({"code": "cv", "kind": QuestionKind.FILE}, {"shape": {"most": 1}})
    source = with_file(asked)
    with_file(question, "other.txt", b"I dance.")
    offer = copying.offers(draft, source)[0]

    with pytest.raises(DomainError) as refused:
        copying.copy(draft, source, chosen(offer), by=draft.applicant)

    assert refused.value.messages == [offer.problem]
    assert refused.value.messages == ["There is already 1 file here. Remove it before you add another."]
    assert Document.objects.of(draft).count() == 1


def test_copy_from_somebody_else_is_not_allowed() -> None:
    draft, asked, _question = a_pair({"code": "plan"})
    source = answered(asked, "We sing")
    draft.applicant = UserFactory()
    draft.save()

    with pytest.raises(NotAllowed) as refused:
        copying.copy(draft, source, {"plan": digest("")}, by=draft.applicant)

    assert refused.value.messages == ["You can copy answers of your own applications."]


def test_add_keeps_the_same_file_once() -> None:
    _draft, _asked, question = a_pair({"code": "cv", "kind": QuestionKind.FILE})

    application = with_file(question)
    with_file(question)
    with_file(question, "cv.txt", b"I dance.")

    assert [file.size for file in attachments.by_question(application)[question.pk]] == [7, 8]
