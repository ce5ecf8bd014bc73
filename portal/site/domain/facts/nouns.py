"""Which nouns a fixture may name, how each is identified, and in which order they are loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from django.db import models

from exchanges.models import (
    Event,
    Exchange,
    ExchangeActor,
    ExchangeFigure,
    Outcome,
    RefugeProgramme,
)
from grants.models import Call, CallFunder, Programme, Question, SupportOption
from partnerships.models import (
    Agreement,
    AgreementParty,
    Aim,
    Article,
    Authority,
    Commitment,
    Crosswalk,
    Dialogue,
    FieldOfArt,
    FormerName,
    Framework,
    FrameworkElement,
    Indicator,
    Instrument,
    MemberCount,
    Milestone,
    Network,
    NetworkFee,
    NetworkGroup,
    NetworkMembership,
    NetworkSeat,
    Organ,
    Organisation,
    OrganSeat,
    Partnership,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
    Pledge,
    Region,
    RegistrationNumber,
    WorkProgramme,
)
from portal.core.models import Source
from portal.core.multilingual import MultilingualField


@dataclass(frozen=True, slots=True)
class Nested:
    """A list inside a record: the noun of its rows, and which of their fields come from the record around them."""

    noun: str
    parent: str
    inherits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of record: its name in the files, its model, and the fields by which two records are the same."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    nested: Mapping[str, Nested] = field(default_factory=lambda: MappingProxyType({}))
    is_cited: bool = True
    optional: frozenset[str] = frozenset()  # parts of the key that a record may leave out


ELEMENTS = Nested("elements", "framework")
SUB_ELEMENTS = Nested("elements", "parent", inherits=("framework",))

# What an agreement or a network holds beside its text belongs to the one or to the other.
EITHER = frozenset({"agreement", "network"})
CONTENTS = {
    "aims": Nested("aims", "agreement"),
    "organs": Nested("organs", "agreement"),
    "instruments": Nested("instruments", "agreement"),
    "pledges": Nested("pledges", "agreement"),
    "milestones": Nested("milestones", "agreement"),
}

# In the order in which they are loaded: whatever is referred to comes first.
NOUNS: tuple[Noun, ...] = (
    Noun("sources", Source, ("key",), is_cited=False),
    Noun("fields_of_art", FieldOfArt, ("code",), is_cited=False),
    Noun("regions", Region, ("slug",)),
    Noun(
        "organisations",
        Organisation,
        ("slug",),
        {
            "former_names": Nested("former_names", "organisation"),
            "registration_numbers": Nested("registration_numbers", "organisation"),
        },
    ),
    Noun("former_names", FormerName, ("organisation", "name")),
    Noun("registration_numbers", RegistrationNumber, ("list_code", "number")),
    Noun("authorities", Authority, ("slug",)),
    Noun("frameworks", Framework, ("slug",), {"elements": ELEMENTS}),
    Noun(
        "elements",
        FrameworkElement,
        ("framework", "code"),
        {"elements": SUB_ELEMENTS, "indicators": Nested("indicators", "element")},
    ),
    Noun("indicators", Indicator, ("element", "names")),
    Noun("crosswalks", Crosswalk, ("old", "new")),
    Noun(
        "networks",
        Network,
        ("slug",),
        {
            "groups": Nested("network_groups", "network"),
            "member_counts": Nested("member_counts", "network"),
            "memberships": Nested("network_memberships", "network"),
        },
    ),
    Noun("network_groups", NetworkGroup, ("network", "names")),
    Noun("member_counts", MemberCount, ("network", "count")),
    Noun(
        "network_memberships",
        NetworkMembership,
        ("network", "authority"),
        {"seats": Nested("network_seats", "membership"), "fees": Nested("network_fees", "membership")},
    ),
    Noun("network_seats", NetworkSeat, ("membership", "person")),
    Noun("network_fees", NetworkFee, ("membership", "year", "currency")),
    Noun(
        "partnerships",
        Partnership,
        ("slug",),
        {
            "periods": Nested("partnership_periods", "partnership"),
            "fields": Nested("partnership_fields", "partnership"),
            "participants": Nested("partnership_participants", "partnership"),
            "dialogues": Nested("dialogues", "partnership"),
        },
    ),
    Noun("partnership_periods", PartnershipPeriod, ("partnership", "position"), is_cited=False),
    Noun("partnership_fields", PartnershipField, ("partnership", "field", "basis"), is_cited=False),
    Noun("partnership_participants", PartnershipParticipant, ("partnership", "organisation"), is_cited=False),
    Noun("dialogues", Dialogue, ("partnership", "subject")),
    Noun(
        "agreements",
        Agreement,
        ("slug",),
        {
            "parties": Nested("agreement_parties", "agreement"),
            "articles": Nested("articles", "agreement"),
            **CONTENTS,
        },
    ),
    Noun("agreement_parties", AgreementParty, ("agreement", "organisation"), is_cited=False),
    Noun("articles", Article, ("agreement", "number"), is_cited=False),
    Noun(
        "work_programmes",
        WorkProgramme,
        ("authority", "names"),
        {"events": Nested("milestones", "work_programme", inherits=("agreement",))},
    ),
    Noun("aims", Aim, ("agreement", "network", "texts"), optional=EITHER),
    Noun(
        "organs",
        Organ,
        ("agreement", "network", "names"),
        {
            "seats": Nested("organ_seats", "organ"),
            "events": Nested("milestones", "organ", inherits=("agreement", "network")),
        },
        optional=EITHER,
    ),
    Noun("organ_seats", OrganSeat, ("organ", "who")),
    Noun(
        "instruments",
        Instrument,
        ("agreement", "network", "names"),
        {"events": Nested("milestones", "instrument", inherits=("agreement", "network"))},
        optional=EITHER,
    ),
    Noun("pledges", Pledge, ("agreement", "network", "what"), optional=EITHER),
    Noun("milestones", Milestone, ("agreement", "network", "texts"), optional=EITHER),
    Noun("commitments", Commitment, ("what",)),
    Noun(
        "exchanges",
        Exchange,
        ("slug",),
        {
            "actors": Nested("exchange_actors", "exchange"),
            "figures": Nested("exchange_figures", "exchange"),
        },
    ),
    Noun("exchange_actors", ExchangeActor, ("exchange", "organisation", "role"), is_cited=False),
    Noun("exchange_figures", ExchangeFigure, ("exchange", "kind", "number"), is_cited=False),
    Noun("events", Event, ("slug",)),
    Noun("outcomes", Outcome, ("names",)),
    Noun("refuge_programmes", RefugeProgramme, ("slug",)),
    Noun("programmes", Programme, ("slug",)),
    Noun("support_options", SupportOption, ("authority", "situation")),
    Noun(
        "calls",
        Call,
        ("slug",),
        {"funders": Nested("call_funders", "call"), "questions": Nested("questions", "call")},
    ),
    Noun("call_funders", CallFunder, ("call", "organisation"), is_cited=False),
    Noun("questions", Question, ("call", "code"), is_cited=False),
)
BY_NAME: Mapping[str, Noun] = MappingProxyType({noun.name: noun for noun in NOUNS})
BY_MODEL: Mapping[type[models.Model], Noun] = MappingProxyType({noun.model: noun for noun in NOUNS})


@cache
def key_columns(noun_name: str) -> tuple[str, ...]:
    """Return the query paths whose values, joined by ``/``, are a record's key: ``("framework__slug", "code")``."""
    return tuple(_key_columns(BY_NAME[noun_name]))


def _key_columns(noun: Noun) -> Iterator[str]:
    for name in noun.key:
        column = noun.model._meta.get_field(name)
        if isinstance(column, models.ForeignKey):
            target = BY_MODEL[column.related_model]
            yield from (f"{name}__{path}" for path in _key_columns(target))
        elif isinstance(column, MultilingualField):
            yield f"{name}__en"
        else:
            yield name
