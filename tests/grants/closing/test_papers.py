"""Papers of meetings and requests to read documents on a moved clock: what falls due, what holds it, and what is left."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants.domain.meetings import papers
from grants.domain.retention import classes, destructions, holds
from grants.domain.retention.due import dry_run
from grants.enums.closing import RetainedKind, RetentionAction, RetentionTrigger
from grants.enums.meetings import MeetingStatus, PaperKind
from grants.models import (
    AgendaCase,
    AgendaItem,
    Destruction,
    DestructionItem,
    DisclosureItem,
    DisclosureRequest,
    LegalHold,
    Meeting,
    MeetingMember,
    MeetingPaper,
    Redaction,
    RegisterEntry,
)
from partnerships.models import Authority
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, member
from tests.factories.closing import NAME, SURNAME, RetentionRuleFactory, letter
from tests.factories.disclosure import DisclosureItemFactory, DisclosureRequestFactory, RedactionFactory
from tests.factories.grants import CallFactory
from tests.factories.meetings import (
    AgendaCaseFactory,
    AgendaItemFactory,
    DisqualificationFactory,
    MeetingFactory,
    MinutesAdjusterFactory,
)
from tests.grants.closing.test_retention import found_in_database
from tests.grants.closing.working import carried_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A meeting that has been minuted, in which one person's name stands everywhere."""
    found = MeetingFactory(status=MeetingStatus.MINUTED, note=f"{SURNAME} is invited.")
    officer = member(found.authority)
    found.moves.create(from_status="held", to_status="minuted", by=officer)
    item = AgendaItemFactory(
        meeting=found,
        title=f"The voice of {SURNAME}",
        text=f"{NAME} applies.",
        proposal=f"Grant it to {NAME}.",
        decision=f"It is granted to {NAME}.",
        reservations=f"{SURNAME}'s neighbour is against it.",
    )
    DisqualificationFactory(item=item, ground=f"Knows {NAME}", member__name=f"Cousin {SURNAME}")
    MinutesAdjusterFactory(meeting=found, member__name=f"Aunt {SURNAME}")
    for kind in PaperKind.values:
        paper = MeetingPaper.objects.create(
            meeting=found, kind=kind, language="sv", version=1, created_by=officer
        )
        letter(paper, f"{kind}.pdf", f"{kind} {NAME}".encode())
    return found  # type: ignore[no-any-return]


@pytest.fixture
def asked() -> DisclosureRequest:
    """A request that has been answered, with a copy in which a name is hidden."""
    found = DisclosureRequestFactory(
        asked=f"All of {NAME}",
        requester=NAME,
        reply_to="vendela@example.org",
        answer=f"Dear {NAME}",
        status="answered",
        answered_at=timezone.now(),
        answered_by=UserFactory(),
    )
    found.moves.create(from_status="open", to_status="answered", by=found.answered_by, note=NAME)
    item = DisclosureItemFactory(
        request=found, verdict="partly", judged_at=timezone.now(), judged_by=found.answered_by
    )
    RedactionFactory(item=item, passage=NAME, page=None)
    copy = letter(item, "copy.pdf", NAME.encode())
    RegisterEntry.objects.create(
        application=item.application,
        authority=found.authority,
        number=1,
        kind="disclosure",
        direction="out",
        subject="A copy",
        document=copy,
        key="copy",
    )
    return found  # type: ignore[no-any-return]


@pytest.fixture
def later() -> Iterator[date]:
    with time_machine.travel(timezone.now() + timedelta(days=3 * 366)):
        yield timezone.localdate()


def classed(authority: Authority, kind: str, **more: Any) -> Any:
    """Return the rule that papers of a kind are destroyed two years after their closing."""
    said = {"years": 2, "trigger": RetentionTrigger.CLOSING, "action": RetentionAction.DESTROY, **more}
    return RetentionRuleFactory(
        kind=kind,
        retention_class__authority=authority,
        **{f"retention_class__{name}": value for name, value in said.items()},
    )


def ended(authority: Authority, on: date) -> Destruction:
    proposed = destructions.propose(authority, on=on, by=member(authority, Role.OFFICER))
    confirmed = destructions.confirm(proposed, by=member(authority, Role.ADMINISTRATOR))
    return carried_out(confirmed)


# --- What falls due ----------------------------------------------------------------------------------


def test_packs_fall_due_and_minutes_are_kept(meeting: Meeting) -> None:
    packs = classed(meeting.authority, RetainedKind.PACKS).retention_class
    minutes = classed(
        meeting.authority, RetainedKind.MINUTES, action=RetentionAction.KEEP, years=None
    ).retention_class
    closed = timezone.localdate(meeting.moves.get().at)

    found = dry_run(meeting.authority, date(2199, 1, 1))

    [due] = found.due
    assert (due.record.kind, due.record.pk, due.retention_class) == ("packs", meeting.pk, packs)
    assert (due.counted_from, due.due_on) == (closed, closed.replace(year=closed.year + 2))
    assert {one.retention_class: (one.due, one.later) for one in found.counts} == {
        packs: (1, 0),
        minutes: (0, 1),
    }


@pytest.mark.parametrize(
    ("status", "unclassed"),
    [("planned", 0), ("called", 0), ("held", 0), ("minuted", 2), ("cancelled", 1)],
)
def test_papers_count_when_the_meeting_is_over(status: str, unclassed: int) -> None:
    meeting = MeetingFactory(status=status)

    assert dry_run(meeting.authority, date(2199, 1, 1)).unclassed == unclassed


def test_a_request_counts_when_it_is_answered(asked: DisclosureRequest) -> None:
    rule = classed(asked.authority, RetainedKind.DISCLOSURE)
    DisclosureRequestFactory(authority=asked.authority)

    [due] = dry_run(asked.authority, date(2199, 1, 1)).due

    assert (due.record.pk, due.retention_class) == (asked.pk, rule.retention_class)
    assert due.counted_from == timezone.localdate(asked.answered_at)


def test_the_dry_run_asks_as_often_for_three_as_for_one(meeting: Meeting, asked: DisclosureRequest) -> None:
    classed(meeting.authority, RetainedKind.PACKS)
    DisclosureRequest.objects.update(authority=meeting.authority)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            dry_run(meeting.authority, date(2199, 1, 1))
        counts.append(len(queries))
        for _ in range(2):
            MeetingFactory(authority=meeting.authority, status=MeetingStatus.MINUTED)
            DisclosureRequestFactory(
                authority=meeting.authority,
                status="answered",
                answer="No",
                answered_at=timezone.now(),
                answered_by=asked.created_by,
            )

    assert counts[0] == counts[1]


def test_a_request_belongs_to_no_call(asked: DisclosureRequest) -> None:
    rule = classed(asked.authority, RetainedKind.DISCLOSURE)
    values = {
        "kind": RetainedKind.DISCLOSURE,
        "call": CallFactory(programme__authority=asked.authority),
        "valid_from": date(2020, 1, 1),
        "valid_until": None,
    }

    with pytest.raises(ValidationError, match="of no call"):
        classes.assign(rule.retention_class, values, by=member(asked.authority, Role.ADMINISTRATOR))


# --- Holds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["meeting", "asked"])
def test_a_hold_stops_the_destruction(kind: str, request: pytest.FixtureRequest) -> None:
    record = request.getfixturevalue(kind)
    classed(record.authority, RetainedKind.PACKS if kind == "meeting" else RetainedKind.DISCLOSURE)
    officer = member(record.authority, Role.OFFICER)
    on = timezone.localdate() + timedelta(days=3 * 366)

    hold = holds.place(record, ground="An audit", until=None, by=officer)
    assert holds.place(record, ground="An audit", until=None, by=officer) == hold
    found = dry_run(record.authority, on)
    holds.lift(hold, reason="It is over", by=officer)

    assert (found.due, [one.record.pk for one in found.held]) == ([], [record.pk])
    assert [one.record.pk for one in dry_run(record.authority, on).due] == [record.pk]
    with pytest.raises(NotAllowed):
        holds.place(record, ground="An audit", until=None, by=member(record.authority, Role.AUDITOR))


def test_papers_that_speak_of_a_held_case_are_held(meeting: Meeting, asked: DisclosureRequest) -> None:
    classed(meeting.authority, RetainedKind.PACKS)
    classed(asked.authority, RetainedKind.DISCLOSURE)
    case = AgendaCaseFactory(item=meeting.items.get(), is_open=False).application
    holds.place(case, ground="A lawsuit", until=None, by=member(case.authority, Role.OFFICER))
    of_request = asked.items.get().application
    holds.place(of_request, ground="A lawsuit", until=None, by=member(of_request.authority, Role.OFFICER))

    for record in (meeting, asked):
        found = dry_run(record.authority, date(2199, 1, 1))
        assert (found.due, [one.record.pk for one in found.held]) == ([], [record.pk])


def test_a_hold_is_of_one_record(meeting: Meeting, asked: DisclosureRequest) -> None:
    officer = member(meeting.authority)

    with pytest.raises(IntegrityError, match="legal_hold_of_one_record"), transaction.atomic():
        LegalHold.objects.create(meeting=meeting, disclosure=asked, ground="An audit", placed_by=officer)
    with pytest.raises(IntegrityError, match="legal_hold_of_one_record"), transaction.atomic():
        LegalHold.objects.create(ground="An audit", placed_by=officer)


def test_a_hold_placed_after_the_confirmation_leaves_the_papers(meeting: Meeting, later: date) -> None:
    classed(meeting.authority, RetainedKind.PACKS)
    proposed = destructions.propose(meeting.authority, on=later, by=member(meeting.authority, Role.OFFICER))
    confirmed = destructions.confirm(proposed, by=member(meeting.authority, Role.ADMINISTRATOR))
    holds.place(meeting, ground="An audit", until=None, by=member(meeting.authority, Role.OFFICER))

    carried_out(confirmed)

    assert confirmed.counts[0]["held"] == 1
    assert MeetingPaper.objects.filter(meeting=meeting, kind=PaperKind.PACK).exists()


# --- What is left ------------------------------------------------------------------------------------


def test_packs_go_and_the_minutes_stay(meeting: Meeting, later: date) -> None:
    classed(meeting.authority, RetainedKind.PACKS)
    pack = Document.objects.of(meeting.papers.get(kind=PaperKind.PACK)).get()
    spoken = AgendaCaseFactory(item=meeting.items.get(), summary="Well made.", is_open=False)

    destruction = ended(meeting.authority, later)

    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.text, item.proposal) == ("–", "–")
    assert (item.title, item.decision) == (f"The voice of {SURNAME}", f"It is granted to {NAME}.")
    assert [paper.kind for paper in meeting.papers.all()] == [PaperKind.MINUTES]
    assert not default_storage.exists(pack.file.name)
    assert not Document.objects.filter(pk=pack.pk).exists()
    events = AgendaItem.pgh_event_model.objects.filter(pgh_obj=item)  # type: ignore[attr-defined]
    assert set(events.values_list("text", "proposal")) == {("–", "–")}
    # What is said of a case goes with its case.
    assert AgendaCase.objects.get(pk=spoken.pk).summary == "Well made."
    kept = DestructionItem.objects.get(destruction=destruction)
    assert (kept.kind, kept.meeting, kept.files, kept.digests) == ("packs", meeting, 1, [pack.sha256])
    [count] = destruction.counts
    assert (count["cases"], count["files"], count["held"]) == (1, 1, 0)
    assert Document.objects.of(destruction).count() == 1


@pytest.mark.parametrize("action", [RetentionAction.DESTROY, RetentionAction.ANONYMISE])
def test_of_a_meeting_its_day_and_paragraphs_are_left(meeting: Meeting, later: date, action: str) -> None:
    for kind in (RetainedKind.PACKS, RetainedKind.MINUTES):
        classed(meeting.authority, kind, action=action)
    assert "grants_agendaitemevent.decision" in found_in_database(SURNAME)

    ended(meeting.authority, later)

    assert found_in_database(SURNAME) == []
    assert not MeetingMember.objects.exists()
    assert not meeting.papers.exists()
    left = Meeting.objects.get(pk=meeting.pk)
    assert (left.status, left.starts_at, left.items.count()) == ("minuted", meeting.starts_at, 1)
    assert dry_run(meeting.authority, later).due == []


@pytest.mark.parametrize(("action", "items"), [(RetentionAction.DESTROY, 0), (RetentionAction.ANONYMISE, 1)])
def test_of_a_request_its_number_and_days_are_left(
    asked: DisclosureRequest, later: date, action: str, items: int
) -> None:
    classed(asked.authority, RetainedKind.DISCLOSURE, action=action)
    item = asked.items.get()
    copy, original = Document.objects.of(item).get(), item.document

    ended(asked.authority, later)

    assert found_in_database(SURNAME, "vendela@example.org") == []
    left = DisclosureRequest.objects.get(pk=asked.pk)
    assert (left.diary_number, left.received_on, left.status) == (
        asked.diary_number,
        asked.received_on,
        "answered",
    )
    assert (left.asked, left.answer, left.requester) == ("–", "–", "–")
    assert (DisclosureItem.objects.count(), Redaction.objects.count()) == (items, 0)
    assert not Document.objects.filter(pk=copy.pk).exists()
    assert not default_storage.exists(copy.file.name)
    # The document itself belongs to its case, and so does the entry of its register.
    assert Document.objects.filter(pk=original.pk).exists()
    assert RegisterEntry.objects.get(application=item.application).document is None


def test_papers_whose_time_has_passed_are_not_made_again(meeting: Meeting, later: date) -> None:
    classed(meeting.authority, RetainedKind.PACKS)
    ended(meeting.authority, later)
    officer = member(meeting.authority, Role.OFFICER)

    with pytest.raises(DomainError, match="has passed"):
        papers.order(meeting, kind=PaperKind.PACK, language="sv", by=officer)
    assert papers.order(meeting, kind=PaperKind.MINUTES, language="sv", by=officer).kind == PaperKind.MINUTES


# --- Pages -------------------------------------------------------------------------------------------


def at(user: User) -> StrictClient:
    client = StrictClient()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("kind", "name"), [("meeting", "meeting_hold_add"), ("asked", "disclosure_hold_add")]
)
def test_holds_are_placed_and_lifted_on_the_page(
    kind: str, name: str, request: pytest.FixtureRequest
) -> None:
    record = request.getfixturevalue(kind)
    client = at(member(record.authority, Role.OFFICER))
    address = reverse(f"grants:officer:{name}", args=[record.pk])

    assert address in client.get(record.get_absolute_url()).content.decode()
    placed = client.post(address, {"ground": "An audit", "until": ""})
    hold = LegalHold.objects.get()
    lift = reverse("grants:officer:legal_hold_lift", args=[hold.pk])
    page = client.get(record.get_absolute_url()).content.decode()
    lifted = client.post(lift, {"reason": "It is over"})

    assert [one.headers["Location"] for one in (placed, lifted)] == [
        f"{record.get_absolute_url()}#keeping"
    ] * 2
    assert "An audit" in page
    assert lift in page
    hold.refresh_from_db()
    assert hold.reason == "It is over"
    elsewhere = at(member(MeetingFactory().authority, Role.OFFICER))
    assert (elsewhere.get(address).status_code, elsewhere.get(lift).status_code) == (404, 404)


def test_papers_go_from_the_list_to_their_certificate(
    meeting: Meeting, asked: DisclosureRequest, later: date
) -> None:
    DisclosureRequest.objects.update(authority=meeting.authority)
    classed(meeting.authority, RetainedKind.PACKS)
    classed(meeting.authority, RetainedKind.DISCLOSURE)
    client = at(member(meeting.authority, Role.OFFICER))
    asking = {"authority": meeting.authority.pk, "on": later.isoformat()}

    listed = client.get(reverse("grants:officer:retention_due"), asking).content.decode()
    client.post(reverse("grants:officer:destruction_propose"), asking)
    destruction = Destruction.objects.get()
    proposed = client.get(destruction.get_absolute_url()).content.decode()
    confirmed = destructions.confirm(destruction, by=member(meeting.authority, Role.ADMINISTRATOR))
    carried_out(confirmed)

    for page in (listed, proposed):
        assert f'href="{meeting.get_absolute_url()}"' in page
        assert f'href="{asked.get_absolute_url()}"' in page
    for record in (meeting, asked):
        after = client.get(record.get_absolute_url()).content.decode()
        assert "the time for which this was kept has passed" in after
        assert destruction.get_absolute_url() in after
    assert "Make the committee pack" not in client.get(meeting.get_absolute_url()).content.decode()
    minutes = client.get(reverse("grants:officer:meeting_minutes", args=[meeting.pk]))
    assert minutes.status_code == 200
