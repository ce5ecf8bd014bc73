"""A draft opened with a link, without an account."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from partnerships.domain import draft_links, drafting
from partnerships.models import DraftComment, DraftLink
from portal.core.models import Message
from tests.partnerships import drafting_records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def draft():
    return drafting_records.shared()


@pytest.fixture
def link(draft):
    return draft_links.send(
        draft.agreement, name="Mayor", email="mayor@tartu.example", language="en", days=30, by=draft.wilma
    )


@pytest.fixture
def page(link):
    body = Message.objects.get(key=f"partnerships:draft-link:{link.pk}").body
    token = next(line for line in body.splitlines() if "/drafts/" in line).rstrip("/").rpartition("/")[2]
    return reverse("partnerships:public:draft_link", args=[token])


def test_the_link_opens_the_draft_and_keeps_it_out_of_search_engines(client, draft, page):
    drafting.comment(draft.agreement, "Why?", by=draft.nils, article=draft.first)

    answer = client.get(page)

    assert [block.article.number for block in answer.context["blocks"]] == ["1", "2"]
    assert [thread.first.text for thread in answer.context["blocks"][0].threads] == ["Why?"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == (
        "noindex, nofollow, noarchive",
        "same-origin",
        True,
    )


def test_comment_under_one_s_name(client, draft, page, link):
    answer = client.post(page, {"guest_name": "Mart", "text": "Good.", "article": draft.first.pk})

    said = DraftComment.objects.get()
    assert (said.guest_name, said.text, said.article, said.link) == ("Mart", "Good.", draft.first, link)
    assert answer["Location"] == f"{page}#comment-{said.pk}"


def test_comment_without_a_name_keeps_what_was_written(client, page):
    answer = client.post(page, {"guest_name": "", "text": "Good."})

    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Good.")
    assert DraftComment.objects.count() == 0


@pytest.mark.parametrize(
    ("ended", "begins"),
    [("revoked", "This link has been revoked."), ("expired", "This link has expired.")],
)
def test_an_ended_link_says_so(client, draft, page, link, ended, begins):
    if ended == "revoked":
        draft_links.revoke(link, by=draft.wilma)
    else:
        DraftLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))

    answers = [client.get(page), client.post(page, {"guest_name": "Mart", "text": "Good."})]

    assert [one.status_code for one in answers] == [410, 410]
    assert answers[0].context["sentence"].startswith(begins)
    assert DraftComment.objects.count() == 0


def test_a_link_nobody_sent_does_not_exist(client):
    assert client.get(reverse("partnerships:public:draft_link", args=["guess"])).status_code == 404


def test_many_comments_in_a_short_time_wait(client, page):
    answers = [
        client.post(page, {"guest_name": "Mart", "text": f"Comment {number}"}).status_code
        for number in range(21)
    ]

    assert (answers[:20], answers[20]) == ([302] * 20, 429)
