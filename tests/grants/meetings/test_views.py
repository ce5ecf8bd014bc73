"""Meetings and delegation orders in the browser, from planning to the recorded decisions, and their papers."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants import meeting_documents
from grants.desks.meetings import meeting_groups
from grants.domain.meetings import papers
from grants.enums import ApplicationStatus
from grants.enums.meetings import CaseResult, ItemKind, MeetingStatus, MemberRole, PaperKind
from grants.models import AgendaCase, DecisionBasis, Delegation, Meeting
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.models import Document
from portal.core.pdf import check_pdf
from portal.core.tasks import Progress
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.meetings import (
    AgendaCaseFactory,
    AgendaItemFactory,
    DelegationFactory,
    DelegationOrderFactory,
    MeetingFactory,
    MeetingMemberFactory,
    MinutesAdjusterFactory,
)
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory
from tests.portal.core.pdf.test_seal import status_of


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory(time_zone="Europe/Helsinki")


@pytest.fixture
def officer(authority: Authority) -> User:
    return member(authority, Role.OFFICER)


@pytest.fixture
def decider(authority: Authority) -> User:
    return member(authority, Role.DECISION_MAKER)


def page(name: str, *arguments: Any) -> str:
    return reverse(f"grants:officer:{name}", args=arguments)


def test_a_meeting_from_planning_to_the_recorded_decision(
    authority: Authority, officer: User, client: Client
) -> None:
    client.force_login(officer)
    body = OrganisationFactory(parent=authority.organisation)
    case = ApplicationFactory(
        submitted=True, status=ApplicationStatus.ELIGIBLE, call__programme__authority=authority
    )

    made = client.post(
        page("meeting_create"),
        {
            "authority": authority.pk, "body": body.pk, "starts_at": "2026-01-15T09:00", "mode": "on_site",
            "secretary": officer.pk,
        },
    )  # fmt: skip
    meeting = Meeting.objects.get()
    assert made["Location"] == page("meeting_detail", meeting.pk)
    # On the clocks of Helsinki.
    assert meeting.starts_at.isoformat() == "2026-01-15T07:00:00+00:00"

    client.post(
        page("meeting_part_add", meeting.pk, "members"),
        {"name": "Chair", "role": MemberRole.CHAIR, "attended": "on"},
    )
    client.post(
        page("meeting_part_add", meeting.pk, "items"), {"title": "Grants", "kind": ItemKind.CASES, "text": ""}
    )
    item = meeting.items.get()
    proposal = {
        "item": item.pk,
        "proposed": "approved",
        "proposed_amount": "40 000",
        "lower_reasons": "Enough.",
        "proposed_reasons": "Well.",
    }
    wrong = client.post(page("meeting_part_add", meeting.pk, "cases"), {**proposal, "number": "X 1"})
    client.post(page("meeting_part_add", meeting.pk, "cases"), {**proposal, "number": case.diary_number})
    assert "No case with this number waits" in wrong.content.decode()
    client.post(page("meeting_step", meeting.pk, "called"))
    client.post(page("meeting_step", meeting.pk, "held"))
    client.post(page("meeting_item_as_proposed", meeting.pk, item.pk))
    chair = meeting.members.get()
    client.post(page("meeting_part_add", meeting.pk, "adjusters"), {"member": chair.pk})
    client.post(page("meeting_adjust", meeting.pk, meeting.adjusters.get().pk))
    preview = client.get(page("meeting_record", meeting.pk)).content.decode()
    recorded = client.post(page("meeting_record", meeting.pk), follow=True).content.decode()

    assert (preview.count("Record these decisions"), recorded.count("1 decision is recorded.")) == (1, 1)
    case.refresh_from_db()
    assert (case.status, case.decision.award.amount) == (ApplicationStatus.APPROVED, Decimal(40_000))
    said = DecisionBasis.objects.get(act__application=case).said
    assert said == f"Decided by {body} on 15 January 2026, § 1."
    assert said in client.get(page("application_detail", case.reference)).content.decode()


@pytest.fixture
def full_meeting(authority: Authority) -> Callable[[int], Meeting]:
    """Return what makes a held meeting with so many items, cases, members, and decisions of each."""

    def make(count: int) -> Meeting:
        meeting = MeetingFactory(authority=authority, held=True)
        AgendaItemFactory(meeting=meeting, kind=ItemKind.DELEGATED, title="Report", decision="Noted.")
        for _number in range(count):
            MeetingMemberFactory(meeting=meeting)
            MinutesAdjusterFactory(meeting=meeting)
            item = AgendaItemFactory(
                meeting=meeting, title="Grants", text="As every year.", proposal="See below."
            )
            call = CallFactory(programme__authority=authority, budget=Decimal(500_000))
            for _case in range(count):
                AgendaCaseFactory(
                    item=item,
                    application__call=call,
                    score=Decimal("4.25"),
                    summary="A choir goes to Vilnius.",
                    proposed=CaseResult.APPROVED,
                    proposed_amount=Decimal(40_000),
                    proposed_reasons="It serves the aims.",
                    result=CaseResult.APPROVED,
                    amount=Decimal(40_000),
                    reasons="It serves the aims.",
                    lower_reasons="Enough.",
                )
        return meeting

    return make


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_list"])
def test_pages_ask_the_same_number_of_queries_for_one_and_for_three(
    full_meeting: Callable[[int], Meeting], officer: User, client: Client, name: str
) -> None:
    client.force_login(officer)
    counts = []
    for count in (1, 3):
        meeting = full_meeting(count)
        address = page(name) if name == "meeting_list" else page(name, meeting.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def content_of(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())


def test_the_pack_is_one_tagged_pdf_and_one_for_each_item(
    full_meeting: Callable[[int], Meeting], officer: User, client: Client
) -> None:
    meeting = full_meeting(1)
    paper = papers.order(meeting, kind=PaperKind.PACK, language="sv", by=officer)

    made = meeting_documents.make(paper, Progress(paper.job))

    assert [document.slot for document in made] == ["", *(f"item-{one.pk}" for one in meeting.items.all())]
    assert [check_pdf(content_of(document)) for document in made[:2]] == [[], []]
    paper.job.refresh_from_db()
    assert (paper.job.steps_done, paper.job.steps_total) == (4, 4)
    assert meeting_documents.make(paper, Progress(paper.job)) == made
    client.force_login(officer)
    answer = client.get(made[0].get_absolute_url())
    assert (answer.status_code, answer.getvalue()[:5]) == (200, b"%PDF-")


def test_the_minutes_are_a_sealed_pdf(full_meeting: Callable[[int], Meeting], officer: User) -> None:
    meeting = full_meeting(1)
    client = Client()
    client.force_login(officer)
    for adjuster in meeting.adjusters.all():
        client.post(page("meeting_adjust", meeting.pk, adjuster.pk))
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.MINUTED
    paper = meeting.papers.get(kind=PaperKind.MINUTES)

    (made,) = meeting_documents.make(paper, Progress(paper.job))

    content = content_of(made)
    assert (status_of(content).bottom_line, check_pdf(content)) == (True, [])
    assert Document.objects.visible_to(officer).of(paper).get() == made


def test_two_who_write_the_same_item_meet_both_texts(
    full_meeting: Callable[[int], Meeting], officer: User, client: Client
) -> None:
    client.force_login(officer)
    meeting = full_meeting(1)
    item = meeting.items.get(kind=ItemKind.CASES)
    address = page("meeting_item_minutes", meeting.pk, item.pk)

    first = client.post(address, {"version": 1, "base": "{}", "decision": "Theirs"})
    second = client.post(address, {"version": 1, "base": "{}", "decision": "Mine"})

    assert (first.status_code, second.status_code) == (302, 409)
    text = second.content.decode()
    assert ("Theirs" in text, "Mine" in text) == (True, True)


def test_a_paragraph_without_anybody_says_so_and_keeps_what_was_typed(
    authority: Authority, client: Client
) -> None:
    client.force_login(member(authority, Role.ADMINISTRATOR))
    order = DelegationOrderFactory(authority=authority)
    address = page("delegation_order_part_add", order.pk, "paragraphs")

    refused = client.post(address, {"paragraph": "3.7", "kinds": ["approve"]})
    stored = client.post(
        address,
        {
            "paragraph": "3.7", "kinds": ["approve", "reject"], "role": "decision_maker", "up_to": "100 000",
            "currency": "sek",
        },
    )  # fmt: skip

    assert refused.status_code == 422
    assert "Say to whom it is delegated" in refused.content.decode()
    assert 'value="3.7"' in refused.content.decode()
    assert stored.status_code == 302
    row = Delegation.objects.get()
    assert (row.kinds, row.up_to, row.currency) == (["approve", "reject"], Decimal(100_000), "SEK")


def test_the_decision_page_says_by_which_paragraph_or_why_not(
    authority: Authority, decider: User, client: Client
) -> None:
    client.force_login(decider)
    order = DelegationOrderFactory(authority=authority)
    DelegationFactory(order=order, paragraph="3.1", up_to=Decimal(50_000), currency="SEK")
    case = ApplicationFactory(
        submitted=True,
        status=ApplicationStatus.ELIGIBLE,
        call__programme__authority=authority,
        requested=Decimal(60_000),
    )
    address = page("application_decide", case.reference)
    said = {
        "version": case.version,
        "outcome": "approved",
        "reasons": "Good.",
        "appeal_notice": "Write.",
        "lower_reasons": "Enough.",
    }

    first = client.get(address).content.decode()
    over = client.post(address, {**said, "amount": "50001"})
    within = client.post(address, {**said, "amount": "50000"}).content.decode()

    assert "you decide up to SEK\u00a050,000; this is SEK\u00a060,000." in first
    assert over.status_code == 422
    assert "You decide by paragraph 3.1" in within


def test_the_desk_shows_what_comes_up_and_what_waits(
    full_meeting: Callable[[int], Meeting], authority: Authority, officer: User, decider: User
) -> None:
    full_meeting(1)
    MeetingFactory(authority=authority, starts_at=timezone.now() + timedelta(days=3))
    minuted = MeetingFactory(authority=authority, status=MeetingStatus.MINUTED)
    AgendaCaseFactory(item__meeting=minuted, result=CaseResult.APPROVED, amount=Decimal(5))

    groups = {
        kind: [(group.title, group.count) for group in meeting_groups(kind)] for kind in (officer, decider)
    }

    assert groups[officer] == [("Meetings coming up", 1), ("Minutes to adjust", 1)]
    assert groups[decider] == [("Decisions of meetings to record", 1)]


def test_cases_of_a_call_are_added_at_once(authority: Authority, officer: User, client: Client) -> None:
    client.force_login(officer)
    meeting = MeetingFactory(authority=authority)
    item = AgendaItemFactory(meeting=meeting)
    call = CallFactory(programme__authority=authority)
    for _number in range(2):
        ApplicationFactory(call=call, submitted=True, status=ApplicationStatus.ELIGIBLE)

    client.post(page("meeting_call_add", meeting.pk), {"item": item.pk, "call": call.pk})

    assert AgendaCase.objects.filter(item=item).count() == 2
