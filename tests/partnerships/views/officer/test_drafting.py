"""Drafting together at the office: two authorities, one text."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import articles, drafting, proposals
from partnerships.drafting_desk import draft_groups
from partnerships.enums import AgreementStatus, ProposalKind, ProposalStatus
from partnerships.models import ArticleProposal, DraftComment, DraftLink, SeenMark
from portal.accounts.enums import Role
from tests.clients import StrictClient
from tests.partnerships import agreement_records as records
from tests.partnerships import drafting_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafting_records.shared()


@pytest.fixture
def wilma(draft, client):
    """The browser of the holder's officer."""
    client.force_login(draft.wilma)
    return client


@pytest.fixture
def nils(draft):
    """The browser of the other party's officer."""
    browser = StrictClient()
    browser.force_login(draft.nils)
    return browser


def url(name, draft, *more, query=""):
    return reverse(f"partnerships:officer:{name}", args=[draft.agreement.slug, *more]) + query


def propose(draft, by, text="We meet twice a year."):
    return proposals.propose(
        draft.agreement, kind=ProposalKind.CHANGE, article=draft.first, texts={"en": text}, by=by
    )


def test_propose_in_the_browser_and_accept_on_the_other_side(draft, wilma, nils):
    page = url("proposal_create", draft, query=f"?article={draft.first.pk}")
    drawn = nils.get(page).context["form"]
    made = nils.post(page, {"texts_en": "We meet twice a year.", "reason": "Once is too little."})
    proposal = ArticleProposal.objects.get()
    seen = wilma.get(url("agreement_drafting", draft))
    answer = wilma.post(url("proposal_accept", draft, proposal.pk))

    proposal.refresh_from_db()
    assert drawn.initial["texts"] == {"en": "We meet every year."}
    assert made["Location"].endswith(f"/drafting/#proposal-{proposal.pk}")
    assert [one.proposal for one in seen.context["blocks"][0].proposals] == [proposal]
    assert (answer.status_code, proposal.status) == (302, ProposalStatus.ACCEPTED)
    assert draft.texts()[0] == ("1", {"en": "We meet twice a year."})


def test_propose_without_a_text_keeps_what_was_typed(draft, nils):
    page = url("proposal_create", draft, query=f"?article={draft.first.pk}")

    answer = nils.post(page, {"texts_en": " ", "reason": "Because."})

    form = answer.context["form"]
    assert (answer.status_code, form.errors["texts"], form["reason"].value()) == (
        422,
        ["Write this in at least one language."],
        "Because.",
    )


def test_accept_what_changed_meanwhile_meets_a_page_with_both_texts(draft, wilma, nils):
    of_north = propose(draft, draft.nils)
    of_west = propose(draft, draft.wilma, "We meet every second year.")
    wilma.post(url("proposal_accept", draft, of_north.pk))

    page = nils.post(url("proposal_accept", draft, of_west.pk))

    text = page.content.decode()
    assert page.status_code == 409
    assert ("We meet twice a year." in text, "We meet every second year." in text) == (True, True)
    of_west.refresh_from_db()
    assert (of_west.status, draft.texts()[0][1]) == (
        ProposalStatus.OPEN,
        {"en": "We meet twice a year."},
    )


def chosen(page, side):
    """Return what a browser posts from the conflict page when one side is kept everywhere."""
    data = {"version": str(page.context["version"]), "difference": []}
    for name, value in page.context["kept"]:
        data[name] = value
    for one in page.context["differences"]:
        data["difference"].append(one.name)
        data[f"keep:{one.name}"] = side
        for kind, posted in (("mine", one.mine_data), ("theirs", one.theirs_data)):
            for name, values in posted.items():
                data[f"{kind}:{one.name}:{name}"] = values
    return data


@pytest.mark.parametrize(
    ("side", "text", "status"),
    [
        ("mine", "We meet every second year.", ProposalStatus.ACCEPTED),
        ("theirs", "We meet twice a year.", ProposalStatus.OPEN),
    ],
)
def test_the_answer_of_the_conflict_page_decides(draft, wilma, nils, side, text, status):
    of_north = propose(draft, draft.nils)
    of_west = propose(draft, draft.wilma, "We meet every second year.")
    wilma.post(url("proposal_accept", draft, of_north.pk))
    page = nils.post(url("proposal_accept", draft, of_west.pk))

    nils.post(url("proposal_accept", draft, of_west.pk), chosen(page, side))

    of_west.refresh_from_db()
    assert (draft.texts()[0][1], of_west.status) == ({"en": text}, status)


def test_accept_the_removal_of_an_article_that_changed_says_what_to_do(draft, wilma):
    proposal = proposals.propose(
        draft.agreement, kind=ProposalKind.REMOVAL, article=draft.first, by=draft.nils
    )
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)

    page = wilma.post(url("proposal_accept", draft, proposal.pk), follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "§ 1 has been changed since its removal was proposed. Read it again: refuse the proposal, or let it be "
        "proposed anew."
    ]
    assert len(draft.texts()) == 2


def test_refuse_tells_the_other_side_why(draft, wilma, nils):
    proposal = propose(draft, draft.nils)
    wilma.post(url("proposal_refuse", draft, proposal.pk), {"reason": "Too costly."})

    page = nils.get(url("agreement_drafting", draft))

    assert [one.answer.note for one in page.context["answered"]] == ["Too costly."]


def test_take_a_proposal_back(draft, nils):
    proposal = propose(draft, draft.nils)
    nils.post(url("proposal_withdraw", draft, proposal.pk))

    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.WITHDRAWN


def test_one_s_own_proposal_cannot_be_accepted_or_refused(draft, nils):
    proposal = propose(draft, draft.nils)
    answers = [
        nils.post(url("proposal_accept", draft, proposal.pk)).status_code,
        nils.post(url("proposal_refuse", draft, proposal.pk), {"reason": "No."}).status_code,
    ]
    assert answers == [403, 422]


def test_comment_and_answer(draft, wilma, nils):
    nils.post(url("agreement_comment", draft), {"text": "Why?", "article": draft.first.pk})
    first = DraftComment.objects.get()
    wilma.post(url("agreement_comment", draft), {"text": "Because.", "parent": first.pk})

    page = wilma.get(url("agreement_drafting", draft))

    (thread,) = page.context["blocks"][0].threads
    assert (thread.first.text, [one.text for one in thread.answers]) == ("Why?", ["Because."])


def test_comment_nothing_says_so_and_a_comment_elsewhere_is_none(draft, nils):
    other = records.draft(records.partnership(draft.west, "west-and-riga"))
    articles.add(other, version=None, by=None, texts={"en": "Other"})
    answers = [
        nils.post(url("agreement_comment", draft), {"text": " "}),
        nils.post(url("agreement_comment", draft), {"text": "Hm", "article": other.articles.get().pk}),
    ]

    assert [one.status_code for one in answers] == [422, 422]
    assert DraftComment.objects.count() == 0


def whats(page):
    return [one.what for one in page.context["news"]]


def test_each_sees_what_the_other_did_since_they_said_they_had_seen_it(draft, wilma, nils):
    drafting.comment(draft.agreement, "Why?", by=draft.nils, article=draft.first)
    propose(draft, draft.nils)
    first = wilma.get(url("agreement_drafting", draft))
    again = wilma.get(url("agreement_drafting", draft))  # reading writes nothing
    wilma.post(url("agreement_seen", draft), {"until": first.context["news_until"]})
    after = wilma.get(url("agreement_drafting", draft))

    assert whats(first) == ["Proposed for § 1: Another text", "Commented on § 1"]
    assert (whats(again), whats(after)) == (whats(first), [])
    assert SeenMark.objects.get().user == draft.wilma


def test_what_comes_while_one_reads_is_new_the_next_time(draft, wilma):
    propose(draft, draft.nils)
    page = wilma.get(url("agreement_drafting", draft))
    drafting.comment(draft.agreement, "One more thing.", by=draft.nils)

    wilma.post(url("agreement_seen", draft), {"until": page.context["news_until"]})

    assert whats(wilma.get(url("agreement_drafting", draft))) == ["Commented on the draft"]


@pytest.mark.django_db(transaction=True)
def test_the_holder_s_direct_edits_are_news_for_the_other_side(client):
    draft = drafting_records.shared()
    client.force_login(draft.nils)
    articles.edit(draft.first, {"texts": {"en": "We meet monthly."}}, version=None, by=draft.wilma)

    page = client.get(url("agreement_drafting", draft))
    groups = list(draft_groups(draft.nils))
    own = list(draft_groups(draft.wilma))

    (news,) = page.context["news"]
    assert (news.what, news.who, news.difference.texts[0].text) == (
        "§ 1 was changed in the text",
        "wilma@west.example",
        [("same", "We meet"), ("out", " every year"), ("in", " monthly"), ("same", ".")],
    )
    assert [(one.title, one.items[0].note) for one in groups] == [("Shared drafts with news", "1 new thing")]
    assert own == []


def test_the_desk_counts_news_and_proposals_to_answer(draft):
    propose(draft, draft.nils)
    drafting.comment(draft.agreement, "Look.", by=draft.nils)

    groups = list(draft_groups(draft.wilma))

    assert [(one.title, one.count, one.items[0].note) for one in groups] == [
        ("Shared drafts with news", 1, "2 new things"),
        ("Proposals that wait for your answer", 1, "1 proposal"),
    ]
    assert list(draft_groups(draft.nils)) == []


def test_the_page_is_read_by_readers_and_closed_to_strangers(draft, client):
    seen = []
    for person in (
        records.member(draft.north, Role.AUDITOR, "auditor@north.example"),
        records.member(records.authority("south")),
    ):
        client.force_login(person)
        page = client.get(url("agreement_drafting", draft))
        seen.append((page.status_code, page.context and page.context.get("may_draft")))

    assert seen[0] == (200, False)
    assert seen[1][0] == 404


def test_a_draft_that_nobody_else_sees_says_so(draft, wilma):
    records.in_status(draft.agreement, AgreementStatus.DRAFT)

    page = wilma.get(url("agreement_drafting", draft))

    assert "Nobody else sees this draft yet." in page.content.decode()


def test_a_link_is_sent_and_revoked(draft, wilma):
    wilma.post(
        url("draft_link_create", draft),
        {"name": "Mayor", "email": "mayor@tartu.example", "language": "en", "days": "14"},
    )
    link = DraftLink.objects.get()
    wilma.post(url("draft_link_revoke", draft, link.pk))

    link.refresh_from_db()
    assert (link.name, link.revoked_by) == ("Mayor", draft.wilma)


def test_the_drafting_page_asks_the_same_number_of_questions_for_two_articles_and_thirty(draft, wilma):
    counts = []
    for more in (0, 28):
        for place in range(more):
            articles.add(draft.agreement, version=None, by=None, texts={"en": f"Text {place}"})
        for article in list(draft.agreement.articles.all()):
            proposals.propose(
                draft.agreement,
                kind=ProposalKind.CHANGE,
                article=article,
                texts={"en": f"Other {article.pk} {more}"},
                by=draft.nils,
            )
            drafting.comment(draft.agreement, "Look.", by=draft.nils, article=article)
        wilma.get(url("agreement_drafting", draft))
        with CaptureQueriesContext(connection) as queries:
            wilma.get(url("agreement_drafting", draft))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_identifiers_of_news_lead_to_places_on_the_page(draft, wilma):
    propose(draft, draft.nils)
    drafting.comment(draft.agreement, "Look.", by=draft.nils)

    text = wilma.get(url("agreement_drafting", draft)).content.decode()

    led = set(re.findall(r'href="#([\w-]+)"', text))
    assert led - set(re.findall(r'id="([\w-]+)"', text)) == set()


def test_an_agreed_text_is_not_edited_and_nothing_typed_is_lost(draft, wilma):
    page = url("agreement_text", draft)
    form = wilma.get(page).context["form"]
    data = {"version": form.version, "articles": form.keys}
    for article in form.forms:
        data |= {f"{article.prefix}-number": article.instance.number}
        data |= {f"{article.prefix}-texts_en": "Another text altogether."}
        data |= {f"{article.prefix}-base": article.initial.get("base", "")}
    records.in_status(draft.agreement, AgreementStatus.AGREED)

    answer = wilma.post(page, data)
    moved = wilma.post(url("article_move", draft, draft.first.pk, "down"), {"version": "1"})

    text = answer.content.decode()
    assert (answer.status_code, moved.status_code) == (422, 302)
    assert "The parties have agreed on this text. Open the talks again before you change it." in text
    assert "Another text altogether." in text
