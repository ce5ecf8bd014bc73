"""Two officers of two authorities, in two browsers, draft, comment, propose, accept and sign one agreement."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import mail
from tests.journeys.browsing import Visitors, expect_heading, pictures
from tests.journeys.plain import wait_for
from tests.journeys.test_pages import violations
from tests.servers import RunningPortal

pytestmark = pytest.mark.journey

SLUG = "demo-flanders-hauts-de-france-draft"
ADDRESS = f"/office/agreements/{SLUG}/"
DRAFTING = f"{ADDRESS}drafting/"
THEIRS = "The parties write a report together every second year, and publish it."
OURS = "The parties write a long report together every year."
FLANDERS, HAUTS_DE_FRANCE = "Flanders (Flemish Community)", "Hauts-de-France Region"
VASTRA_GOTALAND = "Region Västra Götaland"
GUEST = "helene@hauts-de-france.example"
SWEDISH = "Varje part betalar en tredjedel av varje bidrag."


def test_two_authorities_draft_and_sign_one_agreement(visit: Visitors, portal: RunningPortal) -> None:
    veerle = visit("officer@vlaanderen.example")
    olivia = visit("officer@vgr.example")
    send_draft(veerle, olivia)
    propose_and_comment(olivia)
    answer(veerle)
    see_what_is_new(olivia)
    let_a_guest_read(veerle, visit(), portal)
    accept_two_texts_at_once(veerle, olivia)
    agree(veerle, olivia)
    sign_party_by_party(veerle, olivia)
    read_by_everybody(visit())


def send_draft(veerle: Page, olivia: Page) -> None:
    """The holder adds the other authority as a party and opens the talks; before that the other sees nothing."""
    assert olivia.goto(ADDRESS).status == 404
    veerle.goto(f"{ADDRESS}parties/add/?q=Västra Götaland")
    veerle.get_by_role("radio", name=VASTRA_GOTALAND, exact=True).check()
    veerle.get_by_role("button", name=re.compile("Add|Save")).last.click()
    expect_heading(veerle, re.compile("draft agreement with Hauts-de-France"))
    veerle.goto(ADDRESS)
    veerle.get_by_role("link", name="Open the negotiation").click()
    veerle.get_by_role("button", name="Open the negotiation").click()
    expect(veerle.get_by_text("The agreement is now “In negotiation”.")).to_be_visible()


def article(page: Page, number: int) -> Locator:
    """Return an article of the drafting page."""
    return page.get_by_role("article", name=re.compile(f"^§ {number}"))


def propose(page: Page, number: int, language: str, text: str) -> None:
    """Propose another text for an article, in one language."""
    page.goto(DRAFTING)
    article(page, number).get_by_role("link", name=re.compile("^Propose another text")).click()
    page.get_by_role("group", name="Text").get_by_role("textbox", name=language).fill(text)
    page.get_by_role("button", name="Send the proposal").click()
    expect(page.get_by_text("The proposal is there for all parties.")).to_be_visible()


def propose_and_comment(olivia: Page) -> None:
    """The other side proposes a text, and asks something about another article."""
    propose(olivia, 3, "Swedish", SWEDISH)
    second = article(olivia, 2)
    second.get_by_text("Comment", exact=True).click()
    second.get_by_label("Your comment").fill("Could the form be in Swedish too?")
    second.get_by_role("button", name="Send").click()
    expect(article(olivia, 2).get_by_text("Could the form be in Swedish too?")).to_be_visible()
    pictures(olivia, "two-1-proposed")


def answer(veerle: Page) -> None:
    """The holder finds it on the desk, reads what is new, answers the comment, and accepts the proposal."""
    veerle.goto("/office/")
    expect(veerle.get_by_role("heading", name="Shared drafts with news")).to_be_visible()
    veerle.goto(DRAFTING)
    news = veerle.get_by_role("region", name=re.compile("new things since you last looked"))
    expect(news.get_by_text("Commented on § 2")).to_be_visible()
    expect(news.get_by_text("Proposed for § 3: Another text")).to_be_visible()
    look(veerle, "two-2-news")
    second = article(veerle, 2)
    second.get_by_text("Answer", exact=True).click()
    second.get_by_label("Your answer").fill("Yes, from the second call on.")
    second.get_by_role("button", name="Send").first.click()
    article(veerle, 3).get_by_role("button", name=re.compile("^Accept")).click()
    expect(veerle.get_by_text("The proposal is accepted and stands in the text.")).to_be_visible()
    expect(article(veerle, 3).get_by_text(SWEDISH)).to_be_visible()
    veerle.get_by_role("button", name="I have seen this").click()
    expect(veerle.get_by_text("Nothing new.")).to_be_visible()


def see_what_is_new(olivia: Page) -> None:
    """The other side sees the answers, and says that it has seen them."""
    olivia.goto(DRAFTING)
    news = olivia.get_by_role("region", name=re.compile("since you last looked"))
    expect(news.get_by_text("§ 3 was changed in the text")).to_be_visible()
    olivia.get_by_role("button", name="I have seen this").click()
    expect(olivia.get_by_text("Nothing new.")).to_be_visible()


def let_a_guest_read(veerle: Page, guest: Page, portal: RunningPortal) -> None:
    """Somebody without an account reads the draft and comments, by a link from a mail, until it is revoked."""
    veerle.goto(DRAFTING)
    veerle.get_by_role("link", name="Send a link").click()
    veerle.get_by_label("Name").fill("Hélène Martin")
    veerle.get_by_label("E-mail address").fill(GUEST)
    veerle.get_by_label("Language").select_option("en")
    veerle.get_by_role("button", name="Send the link").click()
    expect(veerle.get_by_text("The link is on its way by mail.")).to_be_visible()
    (message,) = wait_for(
        lambda: mail.sent(portal, to=GUEST, about="/drafts/"), what="the mail with the link"
    )
    address = re.findall(r"/drafts/\S+", message.get_body(("plain",)).get_content())[0]
    guest.goto(address)
    expect(guest.get_by_role("article", name=re.compile("^§ 1"))).to_be_visible()
    guest.get_by_role("textbox", name="Comment").fill("We agree.")
    guest.get_by_role("button", name="Send the comment").click()
    expect(guest.get_by_text("We agree.")).to_be_visible()
    look(guest, "two-6-guest")
    veerle.goto(DRAFTING)
    expect(veerle.get_by_text("We agree.").first).to_be_visible()
    veerle.get_by_role("button", name="Revoke the link of Hélène Martin").click()
    expect(veerle.get_by_text("The link does not work any more.")).to_be_visible()
    guest.goto(address)
    expect_heading(guest, "This link does not work any more")
    expect(guest.get_by_text("This link has been revoked.")).to_be_visible()
    expect(guest.get_by_text("We agree.")).to_have_count(0)


def look(page: Page, name: str) -> None:
    """Keep pictures of the page, and let axe look at it: the tour of all pages meets no draft in negotiation."""
    pictures(page, name)
    assert list(violations(page, name)) == []


def accept_two_texts_at_once(veerle: Page, olivia: Page) -> None:
    """Each accepts the other's text for one article; the second meets both and chooses."""
    propose(olivia, 4, "English", THEIRS)
    propose(veerle, 4, "English", OURS)
    for page in (veerle, olivia):
        page.goto(DRAFTING)
    article(veerle, 4).get_by_role("button", name=re.compile("^Accept")).click()
    expect(veerle.get_by_text("The proposal is accepted and stands in the text.")).to_be_visible()
    article(olivia, 4).get_by_role("button", name=re.compile("^Accept")).click()
    expect_heading(olivia, "Somebody else saved this while you were editing")
    expect(olivia.get_by_text(THEIRS).first).to_be_visible()
    expect(olivia.get_by_text(OURS).first).to_be_visible()
    look(olivia, "two-3-both-texts")
    olivia.get_by_role("radio", name=re.compile("^Keep what stands now")).check()
    olivia.get_by_role("button", name="Save what I chose").click()
    expect(olivia.get_by_text("The text stays as it stands.")).to_be_visible()
    article(olivia, 4).get_by_role("link", name=re.compile("^Refuse")).click()
    olivia.get_by_label(re.compile("Why you refuse")).fill("Every second year is enough.")
    olivia.get_by_role("button", name="Refuse it").click()
    expect(olivia.get_by_text("The proposal is refused, and the other side reads why.")).to_be_visible()


def agree(veerle: Page, olivia: Page) -> None:
    """Each party's officer accepts the version; a party without an account is recorded by the holder's."""
    veerle.goto(DRAFTING)
    veerle.get_by_role("button", name="Keep the text as a new version").click()
    expect(veerle.get_by_text("The text is kept as version 2.")).to_be_visible()
    accept(veerle, FLANDERS)
    accept(veerle, HAUTS_DE_FRANCE, how="Letter from the president, 2 March 2026")
    # The third party has an officer, and nobody else speaks for it.
    expect(acceptances(veerle).get_by_role("link")).to_have_count(0)
    accept(olivia, VASTRA_GOTALAND)
    expect(olivia.get_by_text("Agreed", exact=True).first).to_be_visible()
    expect(acceptances(olivia).get_by_text("accepts version 2")).to_have_count(3)
    look(olivia, "two-4-agreed")


def acceptances(page: Page) -> Locator:
    """Return where the drafting page says who accepts the text."""
    return page.get_by_role("region", name="Who accepts the text")


def accept(page: Page, party: str, *, how: str = "") -> None:
    """Accept the version that was kept, for one party."""
    page.goto(DRAFTING)
    acceptances(page).get_by_role("link", name=f"Accept version 2 for {party}").click()
    if how:
        page.get_by_label("How the party accepted").fill(how)
    page.get_by_role("button", name="Accept this version").click()
    expect(page.get_by_text("The acceptance is recorded.")).to_be_visible()


def sign_party_by_party(veerle: Page, olivia: Page) -> None:
    """Each authority signs for itself; with the last signature the agreement is signed, and everybody reads it."""
    sign(veerle, FLANDERS, "Minister-president", "is recorded.")
    sign(veerle, HAUTS_DE_FRANCE, "Regional president", "is recorded.")
    sign(olivia, VASTRA_GOTALAND, "Chair of the culture committee", "and with it the agreement is signed.")
    pictures(olivia, "two-5-signed")


def sign(page: Page, party: str, signatory: str, said: str) -> None:
    """Record one party's signature."""
    page.goto(ADDRESS)
    page.get_by_role("link", name=f"Record its signature {party}").click()
    page.get_by_label("Signed by").fill(signatory)
    page.get_by_label("Signed", exact=True).fill("12 March 2026")
    page.get_by_role("button", name="Record the signature").click()
    expect(page.get_by_text(said)).to_be_visible()


def read_by_everybody(visitor: Page) -> None:
    """What was a draft for two is a signed agreement for all, in the words that were accepted."""
    visitor.goto(f"/agreements/{SLUG}/")
    expect_heading(visitor, re.compile("draft agreement with Hauts-de-France"))
    expect(visitor.get_by_text(THEIRS).first).to_be_visible()
