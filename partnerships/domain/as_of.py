"""The register as it was: as the portal knew it at a moment (recorded time), and what held on a day (valid time)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from partnerships.domain import valid_time
from partnerships.enums import Certainty, PartnershipState
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementElement,
    AgreementField,
    AgreementMove,
    AgreementParty,
    AgreementPeriod,
    Aim,
    Article,
    Commitment,
    FormerName,
    Instrument,
    Milestone,
    Organ,
    OrganSeat,
    Partnership,
    PartnershipPeriod,
    Pledge,
    WorkProgramme,
)
from portal.core.as_of import events_of, rebuilt, records_as_of, relate, rows_as_of
from portal.core.collation import order_by_name
from portal.core.models import Document

PER_PAGE = 50


@dataclass(frozen=True)
class When:
    """Which past is asked for: as the portal knew it at a moment, and what held on a day."""

    recorded: datetime
    valid: date


@dataclass(frozen=True)
class PartyThen:
    """A party as it was, with the name that its organisation had on the day."""

    party: AgreementParty
    name_on_day: str = ""
    name_certainty: Certainty | None = None


@dataclass(frozen=True)
class AgreementThen:
    """An agreement as the portal knew it, with everything that lay under it, and whether it was in force on the day."""

    agreement: Agreement
    in_force: Certainty
    parties: Sequence[PartyThen]
    articles: Sequence[Article]
    fields: Sequence[Any]
    elements: Sequence[Any]
    work_programmes: Sequence[WorkProgramme]
    commitments: Sequence[Commitment]
    contents: dict[str, Sequence[Any]]
    documents: Sequence[Document]
    moves: Sequence[AgreementMove]
    periods: Sequence[AgreementPeriod]
    acts: Sequence[AgreementAct]


@dataclass(frozen=True)
class AgreementLine:
    """An agreement in the register of a past day."""

    agreement: Agreement
    in_force: Certainty
    parties: Sequence[AgreementParty]
    exists: bool


@dataclass(frozen=True)
class PartnershipLine:
    """A partnership in the register of a past day, with the states it may have stood in on the day."""

    partnership: Partnership
    states: Sequence[tuple[PartnershipState, Certainty]]
    exists: bool


def kept_agreements(authorities: Collection[int], recorded: datetime) -> "QuerySet[Any]":
    """Return the rows of history of the agreements that these authorities kept at the moment."""
    own = events_of(Partnership).filter(authority__in=authorities).order_by().values("pgh_obj_id")
    kept = Q(partnership_id__in=own) | Q(recorded_by__in=authorities)
    return rows_as_of(Agreement, recorded).filter(kept)


def agreements_as_of(authorities: Collection[int], when: When, page: Any = 1) -> "Page[AgreementLine]":
    """Return one page of the register of agreements as it was, by name; removed ones are in it."""
    rows = kept_agreements(authorities, when.recorded).order_by(order_by_name(), "pgh_obj_id")
    shown: Page[Any] = Paginator(rows, PER_PAGE).get_page(page)
    agreements = [rebuilt(Agreement, row) for row in shown.object_list]
    keys = [one.pk for one in agreements]
    relate(agreements, when.recorded, "partnership", "recorded_by")
    parties = _parties(keys, when)
    existing = set(Agreement.objects.filter(pk__in=keys).values_list("pk", flat=True))
    shown.object_list = [
        AgreementLine(one, one.in_force_on(when.valid), parties[one.pk], one.pk in existing)
        for one in agreements
    ]
    return shown


def partnerships_as_of(authorities: Collection[int], when: When, page: Any = 1) -> "Page[PartnershipLine]":
    """Return one page of the register of partnerships as it was, by name; removed ones are in it."""
    rows = rows_as_of(Partnership, when.recorded).filter(authority__in=authorities)
    shown: Page[Any] = Paginator(rows.order_by(order_by_name(), "pgh_obj_id"), PER_PAGE).get_page(page)
    partnerships = [rebuilt(Partnership, row) for row in shown.object_list]
    keys = [one.pk for one in partnerships]
    relate(partnerships, when.recorded, "region", "counterpart", "holder")
    periods = records_as_of(
        PartnershipPeriod, when.recorded, Q(partnership__in=keys), order_by=("position", "pgh_obj_id")
    )
    by_partnership = _grouped(periods, "partnership_id")
    existing = set(Partnership.objects.filter(pk__in=keys).values_list("pk", flat=True))
    shown.object_list = [
        PartnershipLine(one, valid_time.states_on(by_partnership[one.pk], when.valid), one.pk in existing)
        for one in partnerships
    ]
    return shown


def agreement_key(slug: str, authorities: Collection[int]) -> int | None:
    """Return which agreement has, or last had, this address; only those that the authorities keep or kept."""
    own = events_of(Partnership).filter(authority__in=authorities).order_by().values("pgh_obj_id")
    rows = events_of(Agreement).filter(Q(partnership_id__in=own) | Q(recorded_by__in=authorities), slug=slug)
    key: int | None = rows.order_by("-pgh_id").values_list("pgh_obj_id", flat=True).first()
    return key


def agreement_as_of(key: int, when: When, *, user: Any) -> AgreementThen | None:
    """Return an agreement as it was, in a number of queries that does not depend on its size; None before it was there.

    Parameters: ``user`` is who reads: of the documents, only what they may see is shown.
    """
    rows = rows_as_of(Agreement, when.recorded, Q(pgh_obj_id=key))
    row = rows.first()
    if row is None:
        return None
    agreement = rebuilt(Agreement, row)
    relate([agreement], when.recorded, "partnership", "recorded_by", "predecessor")
    return AgreementThen(
        agreement,
        agreement.in_force_on(when.valid),
        _with_names(_parties([key], when)[key], when),
        _of(Article, key, when, ("position", "pgh_obj_id")),
        [link.fieldofart for link in _linked(AgreementField, key, when, "fieldofart")],
        [link.frameworkelement for link in _linked(AgreementElement, key, when, "frameworkelement")],
        _of(WorkProgramme, key, when, ("period_earliest", "pgh_obj_id")),
        _of(Commitment, key, when, ("due_latest", "pgh_obj_id")),
        contents_as_of(key, when),
        documents_as_of(agreement, when, user),
        _moves(key, when.recorded),
        _of(AgreementPeriod, key, when, ("number", "pgh_obj_id")),
        acts_as_of(key, when),
    )


def acts_as_of(key: int, when: When) -> list[AgreementAct]:
    """Return the acts on an agreement that had been recorded by then, with all that their sentences name."""
    acts = _of(AgreementAct, key, when, ("pgh_obj_id",))
    relate(acts, when.recorded, "party", "other_party", "organisation", "other_agreement", "document")
    named = [party for act in acts for party in (act.party, act.other_party) if party is not None]
    relate(named, when.recorded, "organisation")
    return acts


def contents_as_of(key: int, when: When) -> dict[str, Sequence[Any]]:
    """Return the aims, joint bodies with their seats, instruments, promises of money and milestones of an agreement."""
    by_place = ("position", "pgh_obj_id")
    found: dict[str, Sequence[Any]] = {
        "aims": _of(Aim, key, when, by_place),
        "organs": _of(Organ, key, when, by_place),
        "instruments": _of(Instrument, key, when, by_place),
        "pledges": _of(Pledge, key, when, by_place),
        "milestones": _of(Milestone, key, when, ("happened_latest", *by_place)),
    }
    organs = [one.pk for one in found["organs"]]
    found["organ-seats"] = records_as_of(OrganSeat, when.recorded, Q(organ__in=organs), order_by=by_place)
    relate(found["pledges"], when.recorded, "organisation")
    return found


def documents_as_of(agreement: Agreement, when: When, user: Any) -> list[Document]:
    """Return the files that lay with the agreement then: of each its latest version by the moment."""
    files = Document.objects.visible_to(user).of(agreement).filter(created_at__lte=when.recorded)
    latest: dict[tuple[str, str, str], Document] = {}
    for one in files.order_by("version", "pk"):
        latest[(one.kind, one.slot or one.title, one.language)] = one
    return list(latest.values())


def _parties(keys: Collection[int], when: When) -> dict[int, list[AgreementParty]]:
    parties = records_as_of(
        AgreementParty, when.recorded, Q(agreement__in=keys), order_by=("position", "pgh_obj_id")
    )
    relate(parties, when.recorded, "organisation")
    return _grouped(parties, "agreement_id")


def _with_names(parties: Sequence[AgreementParty], when: When) -> list[PartyThen]:
    bodies = {one.organisation_id for one in parties}
    names = _grouped(records_as_of(FormerName, when.recorded, Q(organisation__in=bodies)), "organisation_id")
    found = []
    for one in parties:
        former = valid_time.former_name_on(names[one.organisation_id], when.valid)
        found.append(PartyThen(one, *former) if former else PartyThen(one))
    return found


def _moves(key: int, recorded: datetime) -> list[AgreementMove]:
    moves = AgreementMove.objects.filter(agreement=key, at__lte=recorded).select_related("by")
    return list(moves.order_by("pk"))


def _of(model: Any, key: int, when: When, order_by: Collection[str]) -> list[Any]:
    return records_as_of(model, when.recorded, Q(agreement=key), order_by=order_by)


def _linked(model: Any, key: int, when: When, name: str) -> list[Any]:
    links = _of(model, key, when, ("pgh_obj_id",))
    relate(links, when.recorded, name)
    return links


def _grouped(records: Iterable[Any], column: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for one in records:
        groups[getattr(one, column)].append(one)
    return groups
