"""Synthetic cases: applications with their moves, screenings, decisions and awards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from grants.domain.deciding import spending
from grants.enums import ApplicationStatus, DecisionOutcome, RegisterDirection, RegisterKind
from grants.models import (
    Application,
    ApplicationMove,
    Award,
    Decision,
    DiaryCounter,
    RegisterEntry,
    Screening,
    Submission,
)
from portal.site.domain.synthetic import names
from portal.site.domain.synthetic.copying import copy_records, copy_rows, reserve

if TYPE_CHECKING:
    from portal.site.domain.synthetic.world import World

# How many of a hundred applications stand where.
PROPORTIONS = {
    ApplicationStatus.DRAFT: 8,
    ApplicationStatus.SUBMITTED: 12,
    ApplicationStatus.ELIGIBLE: 15,
    ApplicationStatus.INELIGIBLE: 10,
    ApplicationStatus.APPROVED: 25,
    ApplicationStatus.REJECTED: 28,
    ApplicationStatus.WITHDRAWN: 2,
}
# The way to each status, the first step from DRAFT.
WAYS = {
    ApplicationStatus.DRAFT: (),
    ApplicationStatus.SUBMITTED: ("submitted",),
    ApplicationStatus.ELIGIBLE: ("submitted", "eligible"),
    ApplicationStatus.INELIGIBLE: ("submitted", "ineligible"),
    ApplicationStatus.APPROVED: ("submitted", "eligible", "approved"),
    ApplicationStatus.REJECTED: ("submitted", "eligible", "rejected"),
    ApplicationStatus.WITHDRAWN: ("submitted", "withdrawn"),
}
# What each step enters in the register: its kind, direction, subject (the project's title where empty) and key.
ENTRIES = {
    "submitted": (RegisterKind.APPLICATION, RegisterDirection.IN, "", "submission-1"),
    "eligible": (RegisterKind.SCREENING, RegisterDirection.DRAWN_UP, "Uppfyller villkoren", ""),
    "ineligible": (RegisterKind.SCREENING, RegisterDirection.DRAWN_UP, "Uppfyller inte villkoren", ""),
    "approved": (RegisterKind.DECISION, RegisterDirection.DRAWN_UP, "Beslut: Beviljad", ""),
    "rejected": (RegisterKind.DECISION, RegisterDirection.DRAWN_UP, "Beslut: Avslagen", ""),
    "withdrawn": (RegisterKind.WITHDRAWAL, RegisterDirection.IN, "Ansökan återtagen", ""),
}
APPLICATION_FIELDS = [
    *(
        "id",
        "call_id",
        "authority_id",
        "applicant_id",
        "organisation_id",
        "reference",
        "diary_number",
        "title",
    ),
    *("applicant_name", "applicant_sort", "language", "requested", "content", "content_sha256", "status"),
    *("created_at", "saved_at", "submitted_at", "submitted_by_id", "version"),
]
BATCH = 50_000


def write(world: World, count: int, tell: Callable[[str, int], None]) -> dict[str, int]:
    """Write the cases in batches, so that memory stays small; returns how many of each kind."""
    written = {"applications": 0, "moves": 0, "screenings": 0, "decisions": 0, "awards": 0}
    numbers = _Numbers(world)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        tell("applications", start + size)
        batch = _Batch(world, numbers)
        copy_rows(Application, APPLICATION_FIELDS, batch.applications(reserve(Application, size)))
        written["applications"] += size
        for name, many in batch.write_rest().items():
            written[name] += many
    numbers.keep()
    spending.recount()
    return written


class _Numbers:
    """Diary numbers of the world's authority, without gaps, as the diary would have given them."""

    def __init__(self, world: World) -> None:
        self.authority = world.authority
        counters = DiaryCounter.objects.select_for_update().filter(authority=world.authority)
        self.last = {counter.year: counter.last_number for counter in counters}

    def next(self, year: int) -> str:
        self.last[year] = self.last.get(year, 0) + 1
        series = self.authority.diary_series or self.authority.slug.upper()
        return f"{series} {year}-{self.last[year]:05d}"

    def keep(self) -> None:
        for year, last in self.last.items():
            DiaryCounter.objects.update_or_create(
                authority=self.authority, year=year, defaults={"last_number": last}
            )


class _Batch:
    """One batch of applications, and the rows that hang on them."""

    def __init__(self, world: World, numbers: _Numbers) -> None:
        self.world, self.numbers = world, numbers
        self.moves: list[tuple[object, ...]] = []
        self.screenings: list[tuple[object, ...]] = []
        self.submissions: list[tuple[object, ...]] = []
        self.register: list[tuple[object, ...]] = []
        self.decisions: list[tuple[int, str, str, datetime, int]] = []
        self.grants: dict[int, tuple[Decimal, str]] = {}

    def applications(self, keys: range) -> Iterator[tuple[object, ...]]:
        """Yield a row for each of the primary keys, noting what follows from it; asks the database nothing."""
        chance, world = self.world.chance, self.world
        statuses = chance.choices(list(PROPORTIONS), weights=list(PROPORTIONS.values()), k=len(keys))
        for pk, status in zip(keys, statuses, strict=True):
            call = chance.choice(world.calls)
            opens = call.opens_at
            assert opens is not None  # noqa: S101 - every synthetic call has its window
            begun = opens + timedelta(minutes=chance.randrange(50 * 24 * 60))
            submitted = begun + timedelta(minutes=chance.randrange(9 * 24 * 60))
            person = chance.choice(world.people)
            organisation, name = (
                chance.choice(world.bodies) if chance.random() < 0.6 else (None, names.person(chance))
            )
            title = names.project(chance)
            requested = Decimal(chance.randrange(10, 500)) * 1000
            sent = status != ApplicationStatus.DRAFT
            content = (
                json.dumps({"title": title, "requested": str(requested)}, ensure_ascii=False)
                if sent
                else None
            )
            digest = hashlib.sha256(content.encode()).hexdigest() if content else ""
            if sent:
                self.submissions.append((pk, 1, title, requested, content, digest, submitted, person))
            yield (
                *(pk, call.pk, world.authority.pk, person, organisation, f"S{pk:09d}"),
                *(self.numbers.next(submitted.year) if sent else "", title, name, names.sort_key(name), "sv"),
                *(requested, content, digest),
                *(
                    status.value,
                    begun,
                    submitted,
                    submitted if sent else None,
                    person if sent else None,
                    1,
                ),
            )
            self._enter(pk, status, submitted, person, title, name)
            self._follow(pk, status, submitted, person, requested, call.currency)

    def _enter(
        self, pk: int, status: ApplicationStatus, at: datetime, person: int, title: str, name: str
    ) -> None:
        """Note what the case's register says of its way, as the acts would have entered it."""
        for number, step in enumerate(WAYS[status], start=1):
            kind, direction, subject, key = ENTRIES[step]
            counterpart = name if direction == RegisterDirection.IN else ""
            entered = (at + timedelta(days=20 * (number - 1)), person)
            said = (number, direction.value, kind.value, subject or title, counterpart, "", key)
            self.register.append((pk, self.world.authority.pk, *said, *entered))

    def _follow(
        self, pk: int, status: ApplicationStatus, at: datetime, person: int, requested: Decimal, currency: str
    ) -> None:
        before = ApplicationStatus.DRAFT.value
        for step, after in enumerate(WAYS[status]):
            self.moves.append((before, after, person, at + timedelta(days=20 * step), "", pk))
            before = after
        if "eligible" in WAYS[status]:
            screened = (True, True, True, True, True, "", "", at + timedelta(days=20), person)
            self.screenings.append((pk, self.world.authority.pk, *screened))
        if status in {ApplicationStatus.APPROVED, ApplicationStatus.REJECTED}:
            lower = ""
            if status == ApplicationStatus.APPROVED:
                share = Decimal(self.world.chance.randrange(4, 11)) / 10
                self.grants[pk] = ((requested * share).quantize(Decimal("0.01")), currency)
                lower = "Syntetiska skäl för ett lägre belopp." if share < 1 else ""
            self.decisions.append((pk, status.value, lower, at + timedelta(days=40), person))

    def write_rest(self) -> dict[str, int]:
        """Write submissions, registers, moves, screenings, decisions and awards; returns how many of the latter."""
        copy_rows(
            Submission,
            [
                *("application_id", "number", "title", "requested", "content", "content_sha256"),
                *("submitted_at", "submitted_by_id"),
            ],
            self.submissions,
        )
        copy_rows(
            RegisterEntry,
            [
                *("application_id", "authority_id", "number", "direction", "kind", "subject"),
                *("counterpart", "ground", "key", "at", "by_id"),
            ],
            self.register,
        )
        copy_rows(
            ApplicationMove, ["from_status", "to_status", "by_id", "at", "note", "application_id"], self.moves
        )
        copy_rows(
            Screening,
            [
                *(
                    "application_id",
                    "authority_id",
                    "in_time",
                    "is_complete",
                    "right_applicant",
                    "within_amounts",
                    "eligible",
                ),
                *("reason", "note", "screened_at", "screened_by_id"),
            ],
            self.screenings,
        )
        keys = reserve(Decision, max(1, len(self.decisions)))
        rows = list(zip(keys, self.decisions, strict=False))
        copy_rows(
            Decision,
            [
                *("id", "application_id", "outcome", "reasons", "appeal_notice"),
                *("lower_reasons", "decided_at", "decided_by_id"),
            ],
            (
                (
                    key,
                    pk,
                    DecisionOutcome(outcome).value,
                    "Syntetiska skäl.",
                    "Syntetisk besvärshänvisning.",
                    lower,
                    at,
                    person,
                )
                for key, (pk, outcome, lower, at, person) in rows
            ),
        )
        awards = [(key, *self.grants[pk]) for key, (pk, *_rest) in rows if pk in self.grants]
        exchanges = self.world.exchanges
        copy_records(
            Award,
            (
                Award(
                    decision_id=key,
                    amount=amount,
                    currency=currency,
                    exchange_id=self.world.chance.choice(exchanges),
                )
                for key, amount, currency in awards
            ),
        )
        return {
            "moves": len(self.moves),
            "screenings": len(self.screenings),
            "decisions": len(self.decisions),
            "awards": len(awards),
        }
