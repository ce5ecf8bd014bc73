"""Versions at the office: kept, read side by side, and compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import articles, versions
from partnerships.enums import AgreementStatus
from partnerships.models import AgreementVersion
from portal.accounts.enums import Role
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west, client):
    user = records.member(west)
    client.force_login(user)
    return user


@pytest.fixture
def agreement(west):
    made = records.draft(records.partnership(west), names={"en": "Culture 2026"})
    articles.add(
        made, version=None, by=None, headings={"en": "Aims"}, texts={"en": "We meet.", "sv": "Vi möts."}
    )
    made.refresh_from_db()
    return made


def url(name, agreement, query=""):
    return reverse(f"partnerships:officer:{name}", args=[agreement.slug]) + query


def test_versions_are_kept_with_a_note(client, officer, agreement):
    answer = client.post(url("agreement_versions", agreement), {"note": "Before the meeting"}, follow=True)

    version = AgreementVersion.objects.get()
    assert (version.note, version.created_by) == ("Before the meeting", officer)
    assert "The text is kept as version 1." in answer.content.decode()


def test_versions_say_when_nothing_has_changed(client, officer, agreement):
    versions.keep(agreement, by=officer)

    answer = client.post(url("agreement_versions", agreement), {"note": "Again"})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Nothing has changed since version 1."]


def test_versions_are_kept_by_officers_only(client, west, agreement):
    client.force_login(records.member(west, Role.AUDITOR))

    page = client.get(url("agreement_versions", agreement))
    client.post(url("agreement_versions", agreement), {"note": "Mine"})

    assert (page.context["form"], AgreementVersion.objects.count()) == (None, 0)


def test_read_shows_the_languages_side_by_side_and_says_what_is_missing(client, officer, agreement):
    articles.add(agreement, version=None, by=None, texts={"en": "We pay."})

    page = client.get(url("agreement_read", agreement, "?language=en&language=sv&language=xx"))

    assert page.context["chosen"] == ["en", "sv"]
    assert [one["texts"] for one in page.context["articles"]][1] == [("en", "", "We pay."), ("sv", "", "")]
    assert page.content.decode().count("Not written in this language yet.") == 1


def test_read_a_version_shows_what_it_kept(client, officer, agreement):
    versions.keep(agreement, by=officer)
    article = agreement.articles.get()
    articles.edit(article, {"texts": {"en": "We meet twice."}}, version=None, by=officer)

    pages = [client.get(url("agreement_read", agreement, query)) for query in ("?version=1", "")]

    said = [page.context["articles"][0]["texts"][-1][2] for page in pages]
    assert said == ["We meet.", "We meet twice."]


def test_read_a_version_that_was_never_kept_does_not_exist(client, officer, agreement):
    assert client.get(url("agreement_read", agreement, "?version=7")).status_code == 404


@pytest.mark.parametrize("layout", ["inline", "beside"])
def test_compare_a_version_with_the_text_now(client, officer, agreement, layout):
    versions.keep(agreement, by=officer)
    article = agreement.articles.get()
    articles.edit(article, {"texts": {"en": "We meet twice.", "sv": "Vi möts."}}, version=None, by=officer)
    articles.add(agreement, version=None, by=None, texts={"en": "We pay."})

    page = client.get(url("agreement_compare", agreement, f"?from=1&to=working&layout={layout}"))

    text = page.content.decode()
    assert page.context["counts"] == {
        "changed": 1,
        "added": 1,
        "removed": 0,
        "moved": 0,
        "renumbered": 0,
        "same": 0,
    }
    assert "put in:</span" in text.replace(" </span", "</span")
    assert ('href="#change-2"' in text, 'id="change-2"' in text) == (True, True)


def test_compare_begins_unasked_with_the_latest_version_that_says_something_else(client, officer, agreement):
    versions.keep(agreement, by=officer)
    articles.edit(agreement.articles.get(), {"texts": {"en": "We meet twice."}}, version=None, by=officer)
    versions.keep(agreement, by=officer)

    page = client.get(url("agreement_compare", agreement))

    assert (page.context["before"].key, page.context["counts"]["changed"]) == ("1", 1)


def test_compare_one_text_with_itself_says_so(client, officer, agreement):
    page = client.get(url("agreement_compare", agreement))

    assert "Both texts say the same." in page.content.decode()


def test_somebody_else_s_draft_has_no_versions(client, officer):
    other = records.draft(records.partnership(records.authority("north"), "north-and-riga"))

    answers = [
        client.get(url(name, other)).status_code
        for name in ("agreement_versions", "agreement_read", "agreement_compare")
    ]
    assert answers == [404, 404, 404]


def test_a_party_s_officer_finds_the_shared_draft_in_the_register_and_reads_it(client, west):
    north = records.authority("north")
    shared = records.draft(records.partnership(west, counterpart=north.organisation))
    records.in_status(shared, AgreementStatus.NEGOTIATION)
    client.force_login(records.member(north))

    register = client.get(reverse("partnerships:officer:agreement_list"))
    answers = [
        client.get(url(name, shared)).status_code
        for name in ("agreement_detail", "agreement_versions", "agreement_history")
    ]

    # The history goes back to before the draft was shown: it stays with the holder.
    assert (len(register.context["table"].rows), answers) == (1, [200, 200, 404])


@pytest.mark.parametrize(
    "name",
    ["agreement_detail", "agreement_text", "agreement_read", "agreement_versions", "agreement_compare"],
)
def test_pages_of_a_text_ask_the_same_number_of_questions_for_twelve_articles_and_thirty(
    client, officer, agreement, name
):
    counts = []
    for more in (12, 18):  # more than the ten changes that the history beside the record shows
        for place in range(more):
            articles.add(agreement, version=None, by=None, texts={"en": f"Text {place}"})
        versions.keep(agreement, by=officer)
        client.get(url(name, agreement))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name, agreement))
        counts.append(len(queries))

    assert counts[0] == counts[1]
