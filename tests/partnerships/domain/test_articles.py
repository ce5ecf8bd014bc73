"""The articles of an agreement."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import articles
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def agreement(west):
    return records.draft(records.partnership(west))


def add(agreement, text="Text", **data):
    return articles.add(agreement, version=None, by=None, texts={"en": text}, **data)


def numbers(agreement):
    return [f"{one.number} {one.texts}" for one in agreement.articles.order_by("position")]


def test_add_gives_the_next_number_and_counts_the_version_up(agreement, officer):
    articles.add(agreement, version=1, by=officer, texts={"en": "Aims"})
    articles.add(agreement, version=2, by=officer, texts={"en": "Means"})

    agreement.refresh_from_db()
    assert (numbers(agreement), agreement.version) == (["1 Aims", "2 Means"], 3)


def test_add_a_number_that_is_taken_says_which(agreement, officer):
    add(agreement, number="3 a")

    with pytest.raises(ValidationError) as raised:
        articles.add(agreement, version=2, by=officer, number="3 a ", texts={"en": "More"})

    assert raised.value.message_dict == {
        "number": ["Another article already has the number 3 a. Choose another one."]
    }


def test_add_without_text_says_so(agreement, officer):
    with pytest.raises(ValidationError) as raised:
        articles.add(agreement, version=1, by=officer, texts={"en": " "})

    assert raised.value.message_dict == {"texts": ["Write the article's text, in one language at least."]}


def test_edit_of_an_older_version_changes_nothing(agreement, officer):
    article = add(agreement, "Before")
    articles.edit(article, {"texts": {"en": "Theirs"}}, version=2, by=officer)

    with pytest.raises(StaleEdit):
        articles.edit(article, {"texts": {"en": "Mine"}}, version=2, by=officer)

    article.refresh_from_db()
    assert article.texts == {"en": "Theirs"}


def test_edit_of_a_removed_article_says_so(agreement, officer):
    article = add(agreement)
    articles.remove(article, version=2, by=officer)

    article.pk = article.pk or 1
    with pytest.raises(DomainError):
        articles.edit(article, {"texts": {"en": "Mine"}}, version=3, by=officer)


def test_edit_by_somebody_elses_officer_is_refused(agreement):
    article = add(agreement)

    with pytest.raises(NotAllowed):
        articles.edit(article, {}, version=2, by=records.member(records.authority("north")))


def test_remove_keeps_the_numbers_of_the_others(agreement, officer):
    first, _second = add(agreement, "Aims"), add(agreement, "Means")

    articles.remove(first, version=3, by=officer)

    assert numbers(agreement) == ["2 Means"]


def test_move_exchanges_places_and_numbers(agreement, officer):
    _first, second, _third = add(agreement, "A"), add(agreement, "B"), add(agreement, "C")

    articles.move(second, towards="up", version=4, by=officer)

    assert numbers(agreement) == ["1 B", "2 A", "3 C"]


@pytest.mark.parametrize(("place", "towards"), [(0, "up"), (1, "down")])
def test_move_beyond_an_end_changes_nothing(agreement, officer, place, towards):
    both = [add(agreement, "A"), add(agreement, "B")]

    kept = articles.move(both[place], towards=towards, version=3, by=officer)

    assert (numbers(agreement), kept.version) == (["1 A", "2 B"], 3)


def test_edit_text_saves_all_at_once_as_one_version(agreement, officer):
    first, second = add(agreement, "A"), add(agreement, "B")

    edits = articles.TextEdits(
        changed={second.pk: {"texts": {"en": "B2"}, "number": "1"}},
        added=[{"texts": {"en": "C"}}],
        removed=[first.pk],
    )
    saved = articles.edit_text(agreement, edits, version=3, by=officer)

    assert (numbers(agreement), saved.version) == (["1 B2", "2 C"], 4)


def test_edit_text_lets_numbers_change_places(agreement, officer):
    first, second = add(agreement, "A"), add(agreement, "B")

    edits = articles.TextEdits(changed={first.pk: {"number": "2"}, second.pk: {"number": "1"}})
    articles.edit_text(agreement, edits, version=3, by=officer)

    assert numbers(agreement) == ["2 A", "1 B"]


def test_edit_text_with_one_bad_article_saves_none(agreement, officer):
    first, second = add(agreement, "A"), add(agreement, "B")

    edits = articles.TextEdits(changed={first.pk: {"texts": {"en": "A2"}}, second.pk: {"number": "1"}})
    with pytest.raises(articles.ArticleError) as raised:
        articles.edit_text(agreement, edits, version=3, by=officer)

    assert (raised.value.article, numbers(agreement)) == (second.pk, ["1 A", "2 B"])
