"""Organisations, authorities, regions, partnerships and agreements."""

import factory

from partnerships.domain.agreement_writing import derive_validity
from partnerships.enums import (
    AgreementKind,
    DialogueLevel,
    ElementKind,
    FrameworkKind,
    NetworkEngagement,
    OrganisationKind,
    PartnershipState,
    RegionTier,
)
from partnerships.models import (
    Agreement,
    AgreementParty,
    Authority,
    Dialogue,
    DialogueParticipant,
    FieldOfArt,
    FollowUp,
    Framework,
    FrameworkElement,
    Network,
    NetworkFee,
    NetworkMembership,
    NetworkSeat,
    Organisation,
    Partnership,
    Region,
)


class RegionFactory(factory.django.DjangoModelFactory):
    """A region in Sweden."""

    class Meta:
        model = Region

    slug = factory.Sequence(lambda n: f"region-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    tier = RegionTier.REGION
    country = "SE"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A museum."""

    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    kind = OrganisationKind.MUSEUM


class AuthorityFactory(factory.django.DjangoModelFactory):
    """A regional authority that keeps its accounts in kronor."""

    class Meta:
        model = Authority

    slug = factory.Sequence(lambda n: f"authority-{n}")
    organisation = factory.SubFactory(
        OrganisationFactory,
        slug=factory.SelfAttribute("..slug"),
        kind=OrganisationKind.REGIONAL_AUTHORITY,
    )
    languages = ["sv", "en"]
    currency = "SEK"
    time_zone = "Europe/Stockholm"
    diary_series = factory.Sequence(lambda n: f"A{n}")


class PartnershipFactory(factory.django.DjangoModelFactory):
    """An active partnership with a region; the authority itself holds it."""

    class Meta:
        model = Partnership

    authority = factory.SubFactory(AuthorityFactory)
    holder = factory.SelfAttribute("authority.organisation")
    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"partnership-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    state = PartnershipState.ACTIVE


class AgreementFactory(factory.django.DjangoModelFactory):
    """A draft of an agreement, without parties, with the days on which its dates let it be valid."""

    class Meta:
        model = Agreement

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        made = model_class(*args, **kwargs)
        derive_validity(made)
        made.save(force_insert=True)
        return made

    partnership = factory.SubFactory(PartnershipFactory)
    slug = factory.Sequence(lambda n: f"agreement-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    kind = AgreementKind.AGREEMENT


class AgreementPartyFactory(factory.django.DjangoModelFactory):
    """A party of an agreement."""

    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class FrameworkFactory(factory.django.DjangoModelFactory):
    """A strategy of an authority."""

    class Meta:
        model = Framework

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"framework-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    kind = FrameworkKind.STRATEGY


class FrameworkElementFactory(factory.django.DjangoModelFactory):
    """An aim of a framework."""

    class Meta:
        model = FrameworkElement

    framework = factory.SubFactory(FrameworkFactory)
    kind = ElementKind.AIM
    code = factory.Sequence(lambda n: f"element-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.code.replace("-", " ").capitalize()})


class FieldOfArtFactory(factory.django.DjangoModelFactory):
    """A field of art."""

    class Meta:
        model = FieldOfArt

    code = factory.Sequence(lambda n: f"field-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.code.replace("-", " ").capitalize()})


class NetworkFactory(factory.django.DjangoModelFactory):
    """A network of regions."""

    class Meta:
        model = Network

    slug = factory.Sequence(lambda n: f"network-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})


class DialogueFactory(factory.django.DjangoModelFactory):
    """A talk at officer level, without a date."""

    class Meta:
        model = Dialogue

    partnership = factory.SubFactory(PartnershipFactory)
    level = DialogueLevel.OFFICER
    subject = factory.Sequence(lambda n: {"en": f"Talk {n}"})


class DialogueParticipantFactory(factory.django.DjangoModelFactory):
    """A person at the table."""

    class Meta:
        model = DialogueParticipant

    dialogue = factory.SubFactory(DialogueFactory)
    name = factory.Sequence(lambda n: f"Participant {n}")


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Something to do, for nobody in particular and without a day."""

    class Meta:
        model = FollowUp

    dialogue = factory.SubFactory(DialogueFactory)
    what = factory.Sequence(lambda n: f"Do {n}")


class NetworkMembershipFactory(factory.django.DjangoModelFactory):
    """An authority's active membership of a network."""

    class Meta:
        model = NetworkMembership

    network = factory.SubFactory(NetworkFactory)
    authority = factory.SubFactory(AuthorityFactory)
    engagement = NetworkEngagement.ACTIVE


class NetworkSeatFactory(factory.django.DjangoModelFactory):
    """A seat in a network's own assembly, of which nobody has said who holds it."""

    class Meta:
        model = NetworkSeat

    membership = factory.SubFactory(NetworkMembershipFactory)


class NetworkFeeFactory(factory.django.DjangoModelFactory):
    """A year's fee in kronor."""

    class Meta:
        model = NetworkFee

    membership = factory.SubFactory(NetworkMembershipFactory)
    year = factory.Sequence(lambda n: 2020 + n % 100)
    amount = 50000
    currency = "SEK"
