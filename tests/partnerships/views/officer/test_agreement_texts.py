"""The text of an agreement at the office: all of it on one page, and article by article."""

import pytest

from partnerships.domain import articles
from portal.core.versions import posted
from tests.partnerships import agreement_records as records
from tests.partnerships.views.officer.test_agreements import form_data, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(relation):
    made = records.draft(relation, names={"en": "Culture 2026", "sv": "Kultur 2026"})
    articles.add(
        made, version=None, by=None, headings={"en": "Aims"}, texts={"en": "We meet.", "sv": "Vi möts."}
    )
    articles.add(made, version=None, by=None, texts={"en": "We pay."})
    made.refresh_from_db()
    return made


def answer_of(conflict, choices):
    """Return what a browser posts from the conflict page, with the radio buttons set."""
    found = {one.name: one for one in conflict.context["differences"]}
    data = {"version": conflict.context["version"], "difference": list(found)}
    for name, value in conflict.context["kept"]:
        data.setdefault(name, []).append(value)
    for name, one in found.items():
        for side, values in (("mine", one.mine_data), ("theirs", one.theirs_data)):
            data |= {f"{side}:{name}:{key}": texts for key, texts in values.items()}
        if side := choices.get(name, one.preferred):
            data[f"keep:{name}"] = side
    return data


def text_data(response):
    """Return what a browser would post from the page of the whole text."""
    whole = response.context["form"]
    data = {"version": whole.version, "articles": whole.keys}
    for form in whole:
        for bound in form:
            data |= posted(bound, bound.value())
    return data


def test_agreement_text_saves_all_articles_and_a_new_one(client, officer, agreement):
    address = url("agreement_text", agreement.slug)
    first, second = agreement.articles.all()
    data = text_data(client.get(address))
    data |= {
        f"a{first.pk}-texts_en": "We meet often.",
        f"a{second.pk}-remove": "on",
        "n0-texts_en": "We write.",
    }

    answer = client.post(address, data)

    agreement.refresh_from_db()
    texts = [(one.number, dict(one.texts)) for one in agreement.articles.all()]
    assert (answer.status_code, agreement.version, texts) == (
        302,
        4,
        [("1", {"en": "We meet often.", "sv": "Vi möts."}), ("2", {"en": "We write."})],
    )


def test_agreement_text_with_a_number_twice_says_where(client, officer, agreement):
    address = url("agreement_text", agreement.slug)
    first, second = agreement.articles.all()
    data = text_data(client.get(address)) | {f"a{second.pk}-number": "1", f"a{first.pk}-texts_en": "Typed"}

    answer = client.post(address, data)

    whole = answer.context["form"]
    assert [sentence for _id, _label, sentence in whole.errors] == [
        "Another article already has the number 1. Choose another one."
    ]
    assert whole.forms[0]["texts"].value()["en"] == "Typed"


def test_agreement_text_of_an_older_version_is_settled_article_by_article(client, officer, agreement):
    address = url("agreement_text", agreement.slug)
    first, second = agreement.articles.all()
    third = articles.add(agreement, version=None, by=None, texts={"en": "We end."})
    data = text_data(client.get(address))
    data |= {f"a{first.pk}-texts_en": "Mine", f"a{third.pk}-texts_en": "Mine too", "n0-texts_en": "New"}
    articles.edit(first, {"texts": {"en": "Theirs", "sv": "Vi möts."}}, version=None, by=None)
    articles.edit(second, {"texts": {"en": "Theirs alone"}}, version=None, by=None)
    articles.remove(third, version=None, by=None)

    conflict = client.post(address, data)

    found = {one.name: one.preferred for one in conflict.context["differences"]}
    assert (conflict.status_code, found) == (
        409,
        {f"a{first.pk}-texts": "", f"a{second.pk}-texts": "theirs", f"a{third.pk}": ""},
    )

    asked_again = client.post(address, answer_of(conflict, {f"a{third.pk}": "mine"}))
    saved = client.post(
        address, answer_of(asked_again, {f"a{first.pk}-texts": "mine", f"a{third.pk}": "mine"})
    )

    assert (asked_again.status_code, saved.status_code) == (409, 302)
    texts = [str(one.texts) for one in agreement.articles.all()]
    assert texts == ["Mine", "Theirs alone", "Mine too", "New"]


def test_article_edit_of_an_older_version_shows_both_texts(client, officer, agreement):
    article = agreement.articles.first()
    address = url("article_edit", agreement.slug, article.pk)
    data = form_data(client.get(address)) | {"texts_en": "Mine"}
    articles.edit(article, {"texts": {"en": "Theirs"}}, version=None, by=None)

    conflict = client.post(address, data)
    saved = client.post(address, answer_of(conflict, {"texts": "mine"}))

    article.refresh_from_db()
    assert (conflict.status_code, saved.status_code, dict(article.texts)) == (
        409,
        302,
        {"en": "Mine", "sv": "Vi möts."},
    )


def test_article_edit_of_one_removed_meanwhile_keeps_the_text_to_put_it_back(client, officer, agreement):
    article = agreement.articles.last()
    data = form_data(client.get(url("article_edit", agreement.slug, article.pk))) | {"texts_en": "Mine"}
    pk = article.pk
    articles.remove(article, version=None, by=None)

    gone = client.post(url("article_edit", agreement.slug, pk), data)
    back = client.post(gone.context["action"], form_data(gone))

    assert (gone.status_code, back.status_code) == (409, 302)
    assert [str(one.texts) for one in agreement.articles.all()] == ["We meet.", "Mine"]


def test_article_move_on_an_older_page_changes_nothing(client, officer, agreement):
    article = agreement.articles.last()

    client.post(url("article_move", agreement.slug, article.pk, "up"), {"version": "1"})
    stale = [one.number for one in agreement.articles.all() if one.pk == article.pk]
    client.post(url("article_move", agreement.slug, article.pk, "up"), {"version": agreement.version})
    moved = [one.number for one in agreement.articles.all() if one.pk == article.pk]

    assert (stale, moved) == (["2"], ["1"])


def test_article_remove_asks_first(client, officer, agreement):
    address = url("article_remove", agreement.slug, agreement.articles.first().pk)

    client.get(address)
    before = agreement.articles.count()
    client.post(address)

    assert (before, agreement.articles.count()) == (2, 1)
