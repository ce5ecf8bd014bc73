"""What is kept for a time: closed cases, papers of meetings that are over, and requests that are answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from grants.enums import DisclosureStatus
from grants.enums.closing import MEETING_KINDS, RetainedKind, RetentionTrigger
from grants.enums.meetings import MeetingStatus
from grants.enums.money import PaymentStatus
from grants.models import (
    AgendaCase,
    AgreedTerms,
    Application,
    CaseClosing,
    DestructionItem,
    DisclosureItem,
    DisclosureRequest,
    LegalHold,
    Meeting,
)
from partnerships.models import Authority
from portal.core.moments import say_day

CHUNK = 2_000
MODELS: dict[str, type[models.Model]] = {
    "application": Application,
    "meeting": Meeting,
    "disclosure": DisclosureRequest,
}
KEYS = {model: key for key, model in MODELS.items()}


@dataclass(frozen=True)
class Named:
    """How a record is called on a page, and where its own page is."""

    name: str
    url: str


def named(record: Any, time_zone: str) -> Named:
    """Return how a case, a meeting or a request is called: its diary number, or who met on which day."""
    if isinstance(record, Application):
        url = reverse("grants:officer:application_detail", args=[record.reference])
        return Named(record.diary_number, url)
    if isinstance(record, Meeting):
        return Named(f"{record}, {say_day(record.starts_at, time_zone)}", record.get_absolute_url())
    return Named(record.diary_number, record.get_absolute_url())


@dataclass(frozen=True)
class Kept:
    """A closed record of which something is left: what it is, when it was closed, and the days a class may count from."""

    key: str
    pk: int
    kind: str
    named: Named
    call_id: int | None
    closed_on: date
    held: bool
    days: Mapping[str, date | None] = field(default_factory=dict)

    @property
    def held_url(self) -> str:
        """Return the address of the section of its page in which its holds stand."""
        return f"{self.named.url}#{'closing' if self.key == 'application' else 'keeping'}"

    def counted_from(self, trigger: str) -> date:
        """Return the day that a class counts from; the day of closing where there is no such day."""
        return self.days.get(trigger) or self.closed_on


def kept_at(authority: Authority, on: date) -> Iterator[Kept]:
    """Yield what an authority keeps and what may fall due, with what is held on a day."""
    return chain(_cases(authority, on), _meetings(authority, on), _requests(authority, on))


def held(key: str, on: date) -> Exists:
    """Return the condition that something stops the destruction of a case, a meeting's papers or a request on a day.

    What a meeting or a request says of a case is held with the case.
    """
    stops = Q(**{key: OuterRef("pk")})
    cases: Any = None
    if key == "meeting":
        cases = AgendaCase.objects.filter(item__meeting=OuterRef(OuterRef("pk")))
    elif key == "disclosure":
        cases = DisclosureItem.objects.filter(request=OuterRef(OuterRef("pk")))
    if cases is not None:
        stops |= Q(application__in=cases.order_by().values("application"))
    return Exists(LegalHold.objects.in_force(on).filter(stops))


def is_held(key: str, pk: int, on: date) -> bool:
    """Tell whether something stops the destruction of a record on a day."""
    return MODELS[key]._default_manager.filter(held(key, on), pk=pk).exists()


def gone(**of: Any) -> models.QuerySet[DestructionItem]:
    """Return what has been carried out of some items of destructions."""
    return DestructionItem.objects.filter(finished_at__isnull=False, skipped="", **of)


def _cases(authority: Authority, on: date) -> Iterator[Kept]:
    zone = ZoneInfo(authority.time_zone)
    ends = AgreedTerms.objects.filter(award__decision__application=OuterRef("pk")).order_by("-number")
    paid = Q(decision__award__payments__status=PaymentStatus.PAID)
    closings = (
        Application.objects.filter(closing__authority=authority)
        .exclude(Exists(gone(application=OuterRef("pk"))))
        .select_related("closing")
        .only(
            "call", "reference", "diary_number", "closing__kind", "closing__closed_at", "closing__authority"
        )
        .annotate(
            is_held=held("application", on),
            decided_at=Max("decision__decided_at"),
            last_paid=Max("decision__award__payments__paid_on", filter=paid),
            agreed_end=Subquery(ends.values("ends_latest")[:1]),
        )
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )
    for case in closings:
        closing: CaseClosing = case.closing
        decided = _day(case.decided_at, zone)
        yield Kept(
            "application",
            case.pk,
            closing.kind,
            named(case, authority.time_zone),
            case.call_id,
            closing.closed_at.astimezone(zone).date(),
            case.is_held,
            {
                RetentionTrigger.DECISION: decided,
                RetentionTrigger.REJECTION: decided,
                RetentionTrigger.LAST_PAYMENT: case.last_paid,
                # An agreement that ends later than its case was closed is counted from its own end.
                RetentionTrigger.AGREEMENT_END: case.agreed_end,
            },
        )


def _meetings(authority: Authority, on: date) -> Iterator[Kept]:
    """Yield the papers of meetings that are over; a meeting that was cancelled has no minutes."""
    zone = ZoneInfo(authority.time_zone)
    over = (
        Meeting.objects.filter(
            authority=authority, status__in=[MeetingStatus.MINUTED, MeetingStatus.CANCELLED]
        )
        .select_related("body", "call_body__call")
        .annotate(
            is_held=held("meeting", on),
            closed_at=Max("moves__at", filter=Q(moves__to_status=F("status"))),
            **{f"{kind}_gone": Exists(gone(meeting=OuterRef("pk"), kind=kind)) for kind in MEETING_KINDS},
        )
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )
    for meeting in over:
        for kind in MEETING_KINDS:
            without = kind == RetainedKind.MINUTES and meeting.status == MeetingStatus.CANCELLED
            if without or getattr(meeting, f"{kind}_gone"):
                continue
            yield Kept(
                "meeting",
                meeting.pk,
                kind,
                named(meeting, authority.time_zone),
                meeting.call_body.call_id if meeting.call_body is not None else None,
                (meeting.closed_at or meeting.starts_at).astimezone(zone).date(),
                meeting.is_held,
            )


def _requests(authority: Authority, on: date) -> Iterator[Kept]:
    zone = ZoneInfo(authority.time_zone)
    answered = (
        DisclosureRequest.objects.filter(authority=authority)
        .exclude(status=DisclosureStatus.OPEN)
        .exclude(Exists(gone(disclosure=OuterRef("pk"))))
        .only("diary_number", "answered_at", "created_at", "status")
        .annotate(is_held=held("disclosure", on))
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )
    for asked in answered:
        yield Kept(
            "disclosure",
            asked.pk,
            RetainedKind.DISCLOSURE,
            named(asked, authority.time_zone),
            None,
            (asked.answered_at or asked.created_at).astimezone(zone).date(),
            asked.is_held,
        )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment is not None else None
