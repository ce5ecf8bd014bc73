"""The history of a record, in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.domain import agreements, articles, parties
from partnerships.models import Agreement, AgreementField, AgreementParty, Article, FieldOfArt
from portal.core.history import history_of, last_change
from tests.partnerships import agreement_records as records

PARTS = (Article, AgreementParty, AgreementField)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def agreement(west):
    return records.draft(records.partnership(west), names={"en": "Culture", "sv": "Kultur"})


def told(agreement):
    page = history_of(agreement, children=PARTS)
    return [
        (one.by, one.label, [(field.label, field.before, field.after) for field in one.changes])
        for one in page.object_list
    ]


def test_history_of_words_choices_dates_names_and_yes(agreement, officer, west):
    other = records.draft(records.partnership(west, "west-and-riga"), names={"en": "Before"})

    agreements.edit(
        agreement,
        {
            "kind": "mou",
            "valid_from": "2017-39",
            "open_ended": True,
            "predecessor": other,
            "names": {"en": "Culture", "sv": "Kulturen"},
        },
        version=1,
        by=officer,
    )

    assert told(agreement)[0] == (
        "officer@west.example",
        "changed this",
        [
            ("Succeeds", "", "Before"),
            ("Title (Swedish)", "Kultur", "Kulturen"),
            ("Kind", "Agreement", "Memorandum of understanding"),
            ("Valid from", "", "end of 2017"),
            ("Without an end", "no", "yes"),
        ],
    )


def test_history_of_tells_a_text_in_a_language_of_calls_only(agreement, officer):
    names = {"en": "Culture", "sv": "Kultur", "cy": "Diwylliant"}

    agreements.edit(agreement, {"names": names}, version=1, by=officer)

    assert told(agreement)[0] == (
        "officer@west.example",
        "changed this",
        [("Title (Welsh)", "", "Diwylliant")],
    )


def test_history_of_parts_tells_of_those_that_are_gone(agreement, officer):
    article = articles.add(
        agreement, version=None, by=officer, headings={"en": "Aims"}, texts={"en": "We meet."}
    )
    articles.edit(article, {"texts": {"en": "We meet often."}}, version=None, by=officer)
    articles.remove(article, version=None, by=officer)
    parties.remove(records.parties_of(agreement)[1], version=None, by=officer)

    assert [(label, changes) for _by, label, changes in told(agreement)][:4] == [
        (
            "removed party “West and vilnius counterpart”",
            [("Organisation", "West and vilnius counterpart", ""), ("Role", "Party", "")],
        ),
        (
            "removed article “§ 1 Aims”",
            [
                ("Number", "1", ""),
                ("Heading (English)", "Aims", ""),
                ("Text (English)", "We meet often.", ""),
            ],
        ),
        ("changed article “§ 1 Aims”", [("Text (English)", "We meet.", "We meet often.")]),
        (
            "added article “§ 1 Aims”",
            [("Number", "", "1"), ("Heading (English)", "", "Aims"), ("Text (English)", "", "We meet.")],
        ),
    ]


def test_history_of_tells_which_fields_were_named(agreement, officer):
    dance, film = (FieldOfArt.objects.create(code=code, names={"en": code}) for code in ("dance", "film"))

    agreements.edit(agreement, {"fields": [dance]}, version=None, by=officer)
    agreements.edit(agreement, {"fields": [film]}, version=None, by=officer)

    assert [label for _by, label, _changes in told(agreement)][:2] == [
        "removed field of art “dance”, added field of art “film”",
        "added field of art “dance”",
    ]


def test_history_of_asks_the_same_number_of_questions_for_few_and_many(agreement, officer):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(agreement)
        return len(asked)

    articles.add(agreement, version=None, by=officer, texts={"en": "One"})
    few = questions()
    for text in ("Two", "Three", "Four"):
        articles.add(agreement, version=None, by=officer, texts={"en": text})

    assert questions() == few


def test_history_of_is_paged(agreement, officer):
    for number in range(5):
        agreements.edit(agreement, {"reference": str(number)}, version=None, by=officer)

    page = history_of(agreement, children=PARTS, page=2, per_page=4)

    assert (page.paginator.count, len(page.object_list), page.object_list[-1].label) == (
        6,
        2,
        "made this, added party “West”, added party “West and vilnius counterpart”",
    )


def test_last_change_names_the_person(agreement, officer):
    agreements.edit(agreement, {"reference": "1"}, version=None, by=officer)

    change = last_change(agreement)

    assert change is not None
    assert change.by == str(officer)


def test_history_of_a_change_past_the_portal_has_no_person(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(reference="by hand")

    assert told(agreement)[0] == ("", "changed this", [("Diary number", "", "by hand")])
