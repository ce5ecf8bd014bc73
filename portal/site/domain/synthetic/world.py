"""A synthetic world: one authority's partners, calls, cases, decisions and exchanges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.enums import Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange
from grants.enums import CallStatus
from grants.models import Call, Programme
from partnerships.enums import AgreementKind, AgreementStatus, OrganisationKind, PartnershipState
from partnerships.models import Agreement, Authority, Organisation, Partnership
from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.core.uncertain import UncertainDate
from portal.site.domain.synthetic import cases, names
from portal.site.domain.synthetic.copying import copy_rows, reserve

# Called with what is being written and how many of it.
Tell = Callable[[str, int], None]
YEARS = range(2015, 2027)


@dataclass
class World:
    """What has been made so far, for the next step to stand on: primary keys, never more than that."""

    authority: Authority
    chance: Random
    mark: str
    people: range = range(0)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    partnerships: range = range(0)
    calls: list[Call] = field(default_factory=list)
    exchanges: range = range(0)


def generate(count: int, *, seed: int, tell: Tell, authority: str = "") -> dict[str, int]:
    """Write ``count`` synthetic applications and the world around them, in one transaction.

    Parameters: ``seed`` decides every invented fact, so that two runs on two machines compare; ``authority`` is the
    slug of the one they are written for, or empty for the first. Returns how many records of each kind were written.
    Raises DomainError when there is no such authority.
    """
    chance = Random(seed)  # noqa: S311 - invented facts, no secrets
    world = World(authority=authority_for(authority), chance=chance, mark=f"{seed}-{User.objects.count()}")
    with transaction.atomic():
        written = {
            "people": _people(world, max(1, count // 3), tell),
            "organisations": _bodies(world, max(1, count // 10), tell),
            "partnerships": _partnerships(world, max(1, count // 2000), tell),
            "agreements": _agreements(world, tell),
            "calls": _calls(world, max(1, count // 2500), tell),
            "exchanges": _exchanges(world, max(1, count // 10), tell),
        }
        written |= cases.write(world, count, tell)
    return written


def authority_for(slug: str) -> Authority:
    """Return the authority that synthetic records are written for, the first where none is named.

    Raises DomainError when there is none, or none of that name.
    """
    authorities = Authority.objects.select_related("organisation").order_by("pk")
    authority = (authorities.filter(slug=slug) if slug else authorities).first()
    if authority is not None:
        return authority
    slugs = ", ".join(authorities.values_list("slug", flat=True))
    if not slugs:
        raise DomainError(_("There is no authority yet: run seed_demo first."))
    raise DomainError(
        _("There is no authority “%(slug)s”. There are: %(slugs)s.") % {"slug": slug, "slugs": slugs}
    )


def _people(world: World, count: int, tell: Tell) -> int:
    tell("people", count)
    world.people = reserve(User, count)
    rows = (
        (
            "!",
            False,
            False,
            True,
            f"person-{world.mark}-{pk}@synthetic.example",
            names.person(world.chance),
            "sv",
            pk,
        )
        for pk in world.people
    )
    copy_rows(
        User, ["password", "is_superuser", "is_staff", "is_active", "email", "name", "language", "id"], rows
    )
    return count


def _bodies(world: World, count: int, tell: Tell) -> int:
    tell("organisations", count)
    kinds = [OrganisationKind.MUSEUM, OrganisationKind.THEATRE, OrganisationKind.ASSOCIATION]
    world.bodies = [(pk, names.body(world.chance, pk)) for pk in reserve(Organisation, count)]
    rows = (
        (
            pk,
            f"synthetic-{world.mark}-{pk}",
            names.texts(name),
            "",
            names.texts_sort_key(name),
            world.chance.choice(kinds).value,
            "",
            "",
            "{}",
            1,
        )
        for pk, name in world.bodies
    )
    fields = [
        "id",
        "slug",
        "names",
        "acronym",
        "sort_key",
        "kind",
        "size",
        "website",
        "description",
        "version",
    ]
    copy_rows(Organisation, fields, rows)
    return count


def _partnerships(world: World, count: int, tell: Tell) -> int:
    tell("partnerships", count)
    made = [
        Partnership(
            authority=world.authority,
            holder=world.authority.organisation,
            counterpart_id=world.chance.choice(world.bodies)[0],
            slug=f"synthetic-{world.mark}-{number}",
            names={"sv": f"Samarbete {number}", "en": f"Cooperation {number}"},
            since=UncertainDate(f"{world.chance.choice(YEARS)}/.."),
            state=world.chance.choice(PartnershipState.values),
        )
        for number in range(count)
    ]
    Partnership.objects.bulk_create(made)
    world.partnerships = range(min(one.pk for one in made), max(one.pk for one in made) + 1)
    return count


def _agreements(world: World, tell: Tell) -> int:
    made = []
    for pk in world.partnerships:
        for part in range(2):
            start = world.chance.choice(YEARS)
            made.append(
                Agreement(
                    partnership_id=pk,
                    slug=f"synthetic-{world.mark}-{pk}-{part}",
                    names={"sv": f"Avtal {pk}.{part}", "en": f"Agreement {pk}.{part}"},
                    kind=world.chance.choice(AgreementKind.values),
                    signed=UncertainDate(str(start)),
                    valid_from=UncertainDate(str(start)),
                    valid_until=UncertainDate(str(start + 3)),
                    status=AgreementStatus.EXPIRED if start < YEARS[-4] else AgreementStatus.IN_FORCE,
                )
            )
    tell("agreements", len(made))
    Agreement.objects.bulk_create(made, batch_size=2000)
    return len(made)


def _calls(world: World, count: int, tell: Tell) -> int:
    tell("calls", count)
    programme = Programme.objects.create(
        authority=world.authority,
        slug=f"synthetic-{world.mark}",
        names={"sv": "Syntetiskt stöd", "en": "Synthetic support"},
    )
    world.calls = Call.objects.bulk_create(_call(world, programme, number) for number in range(count))
    return count


def _call(world: World, programme: Programme, number: int) -> Call:
    year = YEARS[number % len(YEARS)]
    opens = datetime(year, 1 + number % 9, 1, 8, tzinfo=UTC)
    return Call(
        programme=programme,
        authority=world.authority,
        slug=f"synthetic-{world.mark}-{number}",
        names={"sv": f"Utlysning {number} ({year})", "en": f"Call {number} ({year})"},
        year=year,
        languages=["sv", "en"],
        opens_at=opens,
        closes_at=opens + timedelta(days=60),
        time_zone=world.authority.time_zone,
        currency=world.authority.currency,
        amount_max=Decimal(500_000),
        status=CallStatus.CLOSED,
    )


def _exchanges(world: World, count: int, tell: Tell) -> int:
    tell("exchanges", count)
    world.exchanges = reserve(Exchange, count)
    dates = {year: UncertainDate(str(year)) for year in YEARS}
    fields = [
        *(
            "id",
            "authority_id",
            "partnership_id",
            "slug",
            "names",
            "sort_key",
            "kind",
            "direction",
            "summary",
        ),
        *("results", "period", "period_earliest", "period_latest", "recurring", "participants_incomplete"),
        *("currency", "website", "status", "version"),
    ]

    def row(pk: int) -> tuple[object, ...]:
        chance, date = world.chance, dates[world.chance.choice(YEARS)]
        title = names.project(chance)
        return (
            *(pk, world.authority.pk, chance.choice(world.partnerships), f"synthetic-{world.mark}-{pk}"),
            *(names.texts(title), names.sort_key(title), chance.choice(ExchangeKind.values)),
            *(
                chance.choice(Direction.values),
                "{}",
                "{}",
                date.edtf,
                date.earliest,
                date.latest,
                False,
                False,
            ),
            *("", "", ExchangeStatus.COMPLETED.value, 1),
        )

    copy_rows(Exchange, fields, map(row, world.exchanges))
    return count
