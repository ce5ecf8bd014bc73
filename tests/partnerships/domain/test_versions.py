"""Versions of an agreement's text."""

import pytest
from django.db import ProgrammingError, transaction

from partnerships import wording
from partnerships.domain import agreement_moves, articles, versions
from partnerships.enums import VersionReason
from partnerships.models import AgreementVersion
from portal.core.errors import DomainError, NotAllowed
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
    made = records.draft(records.partnership(west))
    articles.add(
        made, version=None, by=None, headings={"en": "Aims"}, texts={"en": "We meet.", "sv": "Vi möts."}
    )
    made.refresh_from_db()
    return made


def kept(agreement):
    return [
        (one.number, one.reason, [article["texts"] for article in one.articles])
        for one in AgreementVersion.objects.filter(agreement=agreement).order_by("number")
    ]


def test_keep_stores_every_article_with_its_number_heading_and_texts(agreement, officer):
    version = versions.keep(agreement, by=officer, note="After the meeting")

    article = agreement.articles.get()
    assert (version.number, version.note, version.created_by, version.articles) == (
        1,
        "After the meeting",
        officer,
        [
            {
                "article": article.pk,
                "number": "1",
                "headings": {"en": "Aims"},
                "texts": {"en": "We meet.", "sv": "Vi möts."},
            }
        ],
    )
    assert version.text_hash == wording.hash_of(wording.text_of(agreement))


def test_keep_what_is_kept_already_says_so(agreement, officer):
    versions.keep(agreement, by=officer)

    with pytest.raises(DomainError) as raised:
        versions.keep(agreement, by=officer)

    assert raised.value.messages == ["Nothing has changed since version 1."]


def test_keep_nothing_says_so(west, officer):
    with pytest.raises(DomainError) as raised:
        versions.keep(records.draft(records.partnership(west, "west-and-riga")), by=officer)

    assert raised.value.messages == ["There is no article to keep yet. Write one first."]


def test_keep_is_for_the_parties_officers(agreement):
    stranger = records.member(records.authority("north"))

    with pytest.raises(NotAllowed):
        versions.keep(agreement, by=stranger)


def test_a_version_can_neither_be_changed_nor_removed(agreement, officer):
    version = versions.keep(agreement, by=officer)

    for attempt in (
        lambda: AgreementVersion.objects.filter(pk=version.pk).update(note="Other"),
        lambda: AgreementVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            attempt()

    version.refresh_from_db()
    assert version.note == ""


def test_the_text_is_kept_when_it_is_sent_and_when_it_is_signed(agreement, officer):
    agreement_moves.negotiate(agreement, version=None, by=officer)
    article = agreement.articles.get()
    articles.edit(article, {"texts": {"en": "We meet twice."}}, version=None, by=officer)
    agreement_moves.sign(agreement, version=None, by=officer, signed="2026-03-12")

    assert kept(agreement) == [
        (1, VersionReason.SENT, [{"en": "We meet.", "sv": "Vi möts."}]),
        (2, VersionReason.SIGNED, [{"en": "We meet twice."}]),
    ]


def test_a_text_that_is_sent_twice_unchanged_is_kept_once(agreement, officer):
    agreement_moves.negotiate(agreement, version=None, by=officer)
    agreement_moves.withdraw(agreement, version=None, by=officer)
    agreement_moves.negotiate(agreement, version=None, by=officer)

    assert [number for number, _reason, _texts in kept(agreement)] == [1]


def test_hash_is_of_what_is_said(agreement):
    text = wording.text_of(agreement)
    elsewhere = [{**one, "article": 999} for one in text]
    other = [{**one, "number": "2"} for one in text]

    assert wording.hash_of(elsewhere) == wording.hash_of(text)
    assert wording.hash_of(other) != wording.hash_of(text)
