"""Merges of duplicates: which two may become one, what goes over, and what stays behind as a trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.domain.regions import above
from partnerships.models import (
    Authority,
    FormerName,
    FormerRegionName,
    Merge,
    Organisation,
    Partnership,
    Region,
    RegistrationNumber,
)
from partnerships.permissions import can_edit_shared
from portal.core.domain import merging, records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.history import acting

type Record = Organisation | Region

LIKELY = 5
LIKE = 0.45


@dataclass(frozen=True)
class Plan:
    """What a merge would do: the links that go over and how many rows each has, and the names that become former."""

    links: dict[str, int]
    former: list[tuple[str, str]]


def plan(duplicate: Record, *, into: Record, by: Any) -> Plan:
    """Say what merging would move. Raises DomainError for two that must not become one."""
    records.require(can_edit_shared(by))
    require_mergeable(duplicate, into)
    links = {link.name: count for link, count in merging.counted(duplicate)}
    return Plan(links, _names_left(duplicate, into))


def merge[R: (Organisation, Region)](duplicate: R, *, into: R, by: Any) -> R:
    """Make two records one: every link of the duplicate goes to ``into``, its names become former names, and its
    address leads there from now on.

    Raises NotAllowed, and DomainError for a merge with itself, with what it is part of or what is part of it, and of an
    authority of the portal into something else.
    """
    with transaction.atomic(), acting(by):
        records.require(by is None or can_edit_shared(by))
        # Nobody makes one of the two a part of the other meanwhile.
        for what in ("partnerships.Organisation.parent", "partnerships.Region contains"):
            records.one_at_a_time(what)
        if duplicate.pk == into.pk:
            require_mergeable(duplicate, into)
        first, second = sorted((duplicate, into), key=lambda one: one.pk)
        locked = {one.pk: lock(one) for one in (first, second)}
        duplicate, into = locked[duplicate.pk], locked[into.pk]
        require_mergeable(duplicate, into)
        left = _names_left(duplicate, into)
        moved = merging.move_links(duplicate, into)
        merging.fill_blanks(into, duplicate, leave=frozenset({"slug", "version"}))
        trace = Merge(slug=duplicate.slug, names=duplicate.names, moved=moved, merged_by=by)
        merging.delete_alone(duplicate)
        into.version += 1
        into.validate_constraints()
        into.save()
        _leave_trace(trace, into, left)
    return into


def _leave_trace(trace: Merge, into: Record, left: Iterable[tuple[str, str]]) -> None:
    if isinstance(into, Organisation):
        trace.organisation = into
        for language, name in left:
            FormerName.objects.create(organisation=into, name=name[:300], language=language)
    else:
        trace.region = into
        for language, name in left:
            FormerRegionName.objects.create(region=into, name=name[:300], language=language)
    trace.save()


def require_mergeable(duplicate: Record, into: Record) -> None:
    """Raise DomainError, with the reason, for two records that must not become one."""
    names = {"duplicate": duplicate, "kept": into}
    if duplicate.pk == into.pk:
        raise DomainError(_("“%(kept)s” cannot be merged with itself. Choose the other record.") % names)
    if isinstance(duplicate, Organisation) and isinstance(into, Organisation):
        _require_mergeable_bodies(duplicate, into, names)
    elif isinstance(duplicate, Region) and isinstance(into, Region):
        _require_mergeable_places(duplicate, into, names)


def _require_mergeable_bodies(duplicate: Organisation, into: Organisation, names: dict[str, Any]) -> None:
    if Authority.objects.filter(organisation=duplicate).exists():
        raise DomainError(
            _(
                "“%(duplicate)s” runs its partnerships on this portal and cannot go into another record. "
                "Merge the other one into it instead."
            )
            % names
        )
    for part, whole in ((duplicate, into), (into, duplicate)):
        if whole.pk in _wholes(part):
            raise DomainError(
                _("“%(part)s” is part of “%(whole)s”: they are two bodies. Correct “part of” first.")
                % {"part": part, "whole": whole}
            )
    both = Partnership.objects.filter(
        Q(holder=duplicate, counterpart=into) | Q(holder=into, counterpart=duplicate)
    )
    if (between := both.first()) is not None:
        raise DomainError(
            _("The two are partners of one another in “%(partnership)s” and cannot be one body.")
            % {"partnership": between}
        )


def _require_mergeable_places(duplicate: Region, into: Region, names: dict[str, Any]) -> None:
    if duplicate.pk in above({into.pk}) or into.pk in above({duplicate.pk}):
        raise DomainError(
            _("“%(duplicate)s” and “%(kept)s” lie one in the other: they are two places.") % names
        )
    if duplicate.tier != into.tier:
        raise DomainError(
            _("“%(duplicate)s” and “%(kept)s” are places of different tiers. Correct the tier first.") % names
        )
    if duplicate.country and into.country and duplicate.country != into.country:
        raise DomainError(_("“%(duplicate)s” and “%(kept)s” lie in different countries.") % names)


def _wholes(part: Organisation) -> set[int]:
    found: set[int] = set()
    key = part.parent_id
    while key is not None and key not in found:
        found.add(key)
        key = Organisation.objects.filter(pk=key).values_list("parent_id", flat=True).first()
    return found


def _names_left(duplicate: Record, into: Record) -> list[tuple[str, str]]:
    """Return the duplicate's names, with their languages, that the other does not bear now or formerly."""
    former = FormerName if isinstance(into, Organisation) else FormerRegionName
    owner = {"organisation" if isinstance(into, Organisation) else "region": into}
    known = {
        name.casefold() for name in former._default_manager.filter(**owner).values_list("name", flat=True)
    }
    known |= {name.casefold() for name in into.names.values()}
    left = []
    # A language in which the other has no name takes the duplicate's as its own.
    for language, name in duplicate.names.items():
        if language in into.names and name.casefold() not in known:
            left.append((language, name))
            known.add(name.casefold())
    acronym = getattr(duplicate, "acronym", "")
    if acronym and getattr(into, "acronym", "") and acronym.casefold() != into.acronym.casefold():  # type: ignore[union-attr]
        left.append(("", acronym))
    return left


def moved_to(model: type[models.Model], slug: str) -> Record | None:
    """Return the record that the one with this former address was merged into, or None."""
    noun = "organisation" if model is Organisation else "region"
    trace = (
        Merge.objects.filter(slug=slug, **{f"{noun}__isnull": False})
        .select_related(noun)
        .order_by("-pk")
        .first()
    )
    return cast(Record, getattr(trace, noun)) if trace is not None else None


def likely_duplicates[R: (Organisation, Region)](record: R, rows: models.QuerySet[R]) -> list[R]:
    """Return the few records that may be the same: names alike, or the same number in registers of one country.

    Parameters: ``rows`` are the records that the person may see.
    """
    name = max(record.names.values(), key=len, default="").lower()
    alike = rows.exclude(pk=record.pk)
    nearest = (
        alike.filter(search_text__trigram_similar=record.search_text)
        .annotate(nearness=TrigramSimilarity("search_text", record.search_text))
        .filter(nearness__gt=LIKE)
        .order_by("-nearness", "pk")[:LIKELY]
    )
    found: dict[int, R] = {one.pk: cast(R, one) for one in nearest} if name else {}
    if isinstance(record, Organisation):
        for one in _with_same_number(record, alike)[:LIKELY]:
            found.setdefault(one.pk, one)
    return list(found.values())[:LIKELY]


def _with_same_number(record: Organisation, rows: Any) -> list[Any]:
    mine = {_digits(number.number) for number in record.registration_numbers.all()} - {""}
    if not mine:
        return []
    candidates = RegistrationNumber.objects.filter(
        number__in=mine | {n.number for n in record.registration_numbers.all()}
    )
    return list(rows.filter(pk__in=candidates.values("organisation_id")))


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum())
