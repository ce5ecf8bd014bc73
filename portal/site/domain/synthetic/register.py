"""A synthetic register: organisations, partnerships, agreements with their articles, and what came of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from django.db import transaction
from django.db.models import Model

from exchanges.enums import ActorRole, Direction, ExchangeKind, ExchangeStatus, FigureKind
from exchanges.models import Exchange, ExchangeActor, ExchangeFigure
from partnerships.enums import (
    AgreementKind,
    AgreementStatus,
    DialogueLevel,
    OrganisationKind,
    PartnershipState,
    PartyRole,
)
from partnerships.models import (
    Agreement,
    AgreementParty,
    Article,
    Authority,
    Dialogue,
    FormerName,
    Organisation,
    Partnership,
    PartnershipPeriod,
)
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate, UncertainNumber
from portal.site.domain.synthetic import names
from portal.site.domain.synthetic.copying import copy_records, reserve
from portal.site.domain.synthetic.world import Tell, authority_for

YEARS = range(2012, 2027)
ORGANISATIONS_PER_AGREEMENT = 4
AGREEMENTS_PER_PARTNERSHIP = 2.5
EXCHANGES_PER_AGREEMENT = 20
ARTICLES = 30
KINDS = (
    OrganisationKind.MUSEUM,
    OrganisationKind.THEATRE,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.FESTIVAL,
)
DATES = {year: UncertainDate(str(year)) for year in YEARS}


@dataclass
class Register:
    """What has been made so far, as primary keys: each step stands on the one before."""

    authority: Authority
    chance: Random
    mark: str
    organisations: range = range(0)
    partnerships: range = range(0)
    agreements: range = range(0)
    exchanges: range = range(0)


def generate_register(
    agreements: int, *, articles: int = ARTICLES, seed: int, tell: Tell, authority: str = ""
) -> dict[str, int]:
    """Write ``agreements`` synthetic agreements with all that surrounds them, in one transaction.

    Parameters: ``articles`` is how many each agreement has; ``seed`` decides every invented fact; ``authority`` is the
    slug of the one they are written for, or empty for the first. Returns how many records of each kind were written: to
    one agreement come four organisations and twenty exchanges, and five agreements to two partnerships. Raises
    DomainError when there is no such authority.
    """
    chance = Random(seed)  # noqa: S311 - invented facts, no secrets
    register = Register(authority_for(authority), chance, f"r{seed}-{Organisation.objects.count()}")
    register.organisations = reserve(Organisation, max(2, agreements * ORGANISATIONS_PER_AGREEMENT))
    register.partnerships = reserve(Partnership, max(1, round(agreements / AGREEMENTS_PER_PARTNERSHIP)))
    register.agreements = reserve(Agreement, agreements)
    register.exchanges = reserve(Exchange, agreements * EXCHANGES_PER_AGREEMENT)
    steps: list[tuple[str, type[Model], Callable[[], Iterator[Model]]]] = [
        ("organisations", Organisation, lambda: _organisations(register)),
        ("former names", FormerName, lambda: _former_names(register)),
        ("partnerships", Partnership, lambda: _partnerships(register)),
        ("periods", PartnershipPeriod, lambda: _periods(register)),
        ("dialogues", Dialogue, lambda: _dialogues(register)),
        ("agreements", Agreement, lambda: _agreements(register)),
        ("parties", AgreementParty, lambda: _parties(register)),
        ("articles", Article, lambda: _articles(register, articles)),
        ("exchanges", Exchange, lambda: _exchanges(register)),
        ("actors", ExchangeActor, lambda: _actors(register)),
        ("figures", ExchangeFigure, lambda: _figures(register)),
    ]
    written = {}
    with transaction.atomic():
        for name, model, rows in steps:
            written[name] = copy_records(model, rows())
            tell(name, written[name])
    return written


def _texts(text: str) -> Multilingual:
    return Multilingual({"sv": text, "en": text})


def _organisations(register: Register) -> Iterator[Model]:
    for pk in register.organisations:
        yield Organisation(
            pk=pk,
            slug=f"synthetic-{register.mark}-{pk}",
            names=_texts(names.body(register.chance, pk)),
            kind=register.chance.choice(KINDS),
        )


def _former_names(register: Register) -> Iterator[Model]:
    """One organisation in ten was called something else before."""
    for pk in register.organisations[::10]:
        former = names.body(register.chance, pk)
        yield FormerName(
            organisation_id=pk, name=f"Gamla {former}", period=DATES[register.chance.choice(YEARS)]
        )


def _partnerships(register: Register) -> Iterator[Model]:
    for number, pk in enumerate(register.partnerships):
        counterpart = register.organisations[number % len(register.organisations)]
        yield Partnership(
            pk=pk,
            authority=register.authority,
            holder_id=register.authority.organisation_id,
            counterpart_id=counterpart,
            slug=f"synthetic-{register.mark}-{pk}",
            names=_texts(f"{register.chance.choice(names.PLACES)} {pk}"),
            since=UncertainDate(f"{register.chance.choice(YEARS)}/.."),
            state=register.chance.choice(PartnershipState.values),
        )


def _periods(register: Register) -> Iterator[Model]:
    for pk in register.partnerships:
        yield PartnershipPeriod(
            partnership_id=pk,
            state=PartnershipState.EXPLORATORY,
            period=DATES[register.chance.choice(YEARS)],
        )


def _dialogues(register: Register) -> Iterator[Model]:
    for pk in register.partnerships:
        for _number in range(3):
            yield Dialogue(
                partnership_id=pk,
                level=register.chance.choice(DialogueLevel.values),
                held=DATES[register.chance.choice(YEARS)],
                subject=_texts(names.project(register.chance)),
            )


def _agreements(register: Register) -> Iterator[Model]:
    for number, pk in enumerate(register.agreements):
        start = register.chance.choice(YEARS)
        ended = start + 3 < YEARS[-1]
        yield Agreement(
            pk=pk,
            partnership_id=register.partnerships[number % len(register.partnerships)],
            slug=f"synthetic-{register.mark}-{pk}",
            names=_texts(f"Avtal {pk} om {register.chance.choice(names.THEMES)}"),
            kind=register.chance.choice(AgreementKind.values),
            signed=DATES[start],
            valid_from=DATES[start],
            valid_until=UncertainDate(str(start + 3)),
            status=AgreementStatus.EXPIRED if ended else AgreementStatus.IN_FORCE,
        )


def _parties(register: Register) -> Iterator[Model]:
    for number, pk in enumerate(register.agreements):
        counterpart = register.organisations[(number % len(register.partnerships))]
        for position, organisation in enumerate((register.authority.organisation_id, counterpart)):
            yield AgreementParty(
                agreement_id=pk, organisation_id=organisation, role=PartyRole.PARTY, position=position
            )


def _articles(register: Register, count: int) -> Iterator[Model]:
    for pk in register.agreements:
        for number in range(1, count + 1):
            text = " ".join(
                f"Parterna samarbetar om {theme} i {place}."
                for theme, place in zip(names.THEMES, names.PLACES, strict=False)
            )
            yield Article(
                agreement_id=pk,
                number=str(number),
                position=number,
                headings=_texts(names.project(register.chance)),
                texts=_texts(text),
            )


def _exchanges(register: Register) -> Iterator[Model]:
    for number, pk in enumerate(register.exchanges):
        agreement = number % len(register.agreements)
        yield Exchange(
            pk=pk,
            authority=register.authority,
            partnership_id=register.partnerships[agreement % len(register.partnerships)],
            agreement_id=register.agreements[agreement],
            slug=f"synthetic-{register.mark}-{pk}",
            names=_texts(names.project(register.chance)),
            kind=register.chance.choice(ExchangeKind.values),
            direction=register.chance.choice(Direction.values),
            period=DATES[register.chance.choice(YEARS)],
            status=ExchangeStatus.COMPLETED,
        )


def _actors(register: Register) -> Iterator[Model]:
    for pk in register.exchanges:
        yield ExchangeActor(
            exchange_id=pk,
            organisation_id=register.chance.choice(register.organisations),
            role=register.chance.choice(ActorRole.values),
        )


def _figures(register: Register) -> Iterator[Model]:
    """Half of the exchanges say how many took part, most of those only about."""
    for pk in register.exchanges[::2]:
        number = register.chance.randrange(1, 200)
        about = register.chance.random() < 0.6
        yield ExchangeFigure(
            exchange_id=pk,
            kind=FigureKind.PARTICIPANTS,
            number=UncertainNumber.about(number) if about else UncertainNumber.exactly(number),
        )
