"""Duplicates become one: what goes over, what is refused, and that no link is lost."""

from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from exchanges.enums import ActorRole
from exchanges.models import ExchangeActor
from partnerships.domain import merges
from partnerships.enums import RegionTier
from partnerships.models import (
    AgreementParty,
    FormerName,
    Merge,
    Organisation,
    Partnership,
    PartnershipParticipant,
    Region,
    RegistrationNumber,
)
from portal.accounts.models import Representation
from portal.core.domain import merging
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import UserFactory, member
from tests.factories.exchanges import EventFactory, ExchangeFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    NetworkFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

# What factories make is a record, whatever its annotation says.
merge: Any = merges.merge
likely_duplicates: Any = merges.likely_duplicates


def links(record: Any) -> set[tuple[str, str]]:
    """Return what points at a record, by what it says: the model, the field and the other end of the link."""
    found = set()
    for link, _count in merging.counted(record):
        for row in link.rows:
            ends = [
                f"{field.name}={getattr(row, field.attname)}"
                for field in row._meta.concrete_fields
                if field.is_relation and field.attname != link.field and field.name != link.field
            ]
            found.add((link.name, ",".join(ends)))
    return found


@pytest.mark.django_db
class TestMerge:
    def test_everything_goes_over_and_the_address_stays_valid(self) -> None:
        kept, duplicate = (
            OrganisationFactory(names={"sv": "Tjörns museum"}),
            OrganisationFactory(
                slug="old", names={"sv": "Museet på Tjörn", "en": "Tjörn Museum"}, acronym="TM"
            ),
        )
        by = member(AuthorityFactory())
        partnership = PartnershipFactory(counterpart=duplicate)
        child = OrganisationFactory(parent=duplicate)
        RegistrationNumber.objects.create(organisation=duplicate, list_code="SE-BLV", number="5560360793")

        merge(duplicate, into=kept, by=by)

        partnership.refresh_from_db()
        child.refresh_from_db()
        kept = Organisation.objects.get(pk=kept.pk)
        assert (partnership.counterpart_id, child.parent_id) == (kept.pk, kept.pk)
        assert kept.registration_numbers.get().number == "5560360793"
        assert (kept.names.as_dict(), kept.acronym) == ({"sv": "Tjörns museum", "en": "Tjörn Museum"}, "TM")
        assert [(one.name, one.language) for one in kept.former_names.all()] == [("Museet på Tjörn", "sv")]
        trace = Merge.objects.get()
        assert (trace.slug, trace.merged_by, merges.moved_to(Organisation, "old")) == ("old", by, kept)
        assert trace.moved == {
            "partnerships.Organisation.parent": 1,
            "partnerships.Partnership.counterpart": 1,
            "partnerships.RegistrationNumber.organisation": 1,
        }
        assert kept.version == 2
        assert not Organisation.objects.filter(slug="old").exists()

    def test_what_both_have_is_kept_once_and_filled(self) -> None:
        kept, duplicate = OrganisationFactory(), OrganisationFactory()
        partnership = PartnershipFactory()
        PartnershipParticipant.objects.create(partnership=partnership, organisation=kept)
        PartnershipParticipant.objects.create(partnership=partnership, organisation=duplicate)
        event = EventFactory()
        event.organisers.set([kept, duplicate])

        merge(duplicate, into=kept, by=None)

        assert [one.organisation for one in partnership.participants.all()] == [kept]
        assert list(event.organisers.all()) == [kept]

    def test_an_old_merge_follows(self) -> None:
        first, second, third = (OrganisationFactory(slug=slug) for slug in ("first", "second", "third"))

        merge(first, into=second, by=None)
        merge(second, into=third, by=None)

        assert merges.moved_to(Organisation, "first") == third

    def test_with_itself(self) -> None:
        body = OrganisationFactory(names={"en": "Museum"})

        with pytest.raises(DomainError) as refusal:
            merge(body, into=body, by=None)

        assert refusal.value.messages == ["“Museum” cannot be merged with itself. Choose the other record."]

    def test_with_its_parent_either_way_and_its_grandparent(self) -> None:
        grandparent = OrganisationFactory(names={"en": "Region"})
        parent = OrganisationFactory(parent=grandparent)
        child = OrganisationFactory(names={"en": "Museum"}, parent=parent)
        sentence = ["“Museum” is part of “Region”: they are two bodies. Correct “part of” first."]

        for duplicate, into in ((child, grandparent), (grandparent, child)):
            with pytest.raises(DomainError) as refusal:
                merge(duplicate, into=into, by=None)
            assert refusal.value.messages == sentence

    def test_an_authority_into_something(self) -> None:
        authority = AuthorityFactory()

        with pytest.raises(DomainError, match="runs its partnerships on this portal"):
            merge(authority.organisation, into=OrganisationFactory(), by=None)

        merge(OrganisationFactory(), into=authority.organisation, by=None)

    def test_two_sides_of_one_partnership(self) -> None:
        holder = OrganisationFactory()
        partnership = PartnershipFactory(holder=holder, counterpart=OrganisationFactory())

        with pytest.raises(DomainError, match="partners of one another"):
            merge(partnership.counterpart, into=holder, by=None)

    def test_by_somebody_without_a_role(self) -> None:
        with pytest.raises(NotAllowed):
            merge(OrganisationFactory(), into=OrganisationFactory(), by=UserFactory())

    def test_places(self) -> None:
        kept, duplicate = (
            RegionFactory(slug="vilnius"),
            RegionFactory(slug="vilnius-2", nuts_code="LT011", nuts_version=2024),
        )
        group = RegionFactory(tier=RegionTier.GROUP, country="")
        group.members.set([kept, duplicate])
        partnership = PartnershipFactory(region=duplicate)

        merge(duplicate, into=kept, by=None)

        kept = Region.objects.get(pk=kept.pk)
        partnership.refresh_from_db()
        assert (partnership.region, list(group.members.all())) == (kept, [kept])
        assert (kept.nuts_code, kept.nuts_version) == ("LT011", 2024)
        assert [one.name for one in kept.former_names.all()] == [str(duplicate.names)]
        assert merges.moved_to(Region, "vilnius-2") == kept

    def test_a_place_with_its_group_or_of_another_country(self) -> None:
        group, place = RegionFactory(), RegionFactory()
        group.members.set([place])

        with pytest.raises(DomainError, match="lie one in the other"):
            merge(place, into=group, by=None)
        with pytest.raises(DomainError, match="lie in different countries"):
            merge(RegionFactory(country="DK"), into=place, by=None)
        with pytest.raises(DomainError, match="different tiers"):
            merge(RegionFactory(tier=RegionTier.COUNTY), into=place, by=None)

    def test_likely_duplicates(self) -> None:
        one = OrganisationFactory(names={"sv": "Nordiska akvarellmuseet"})
        alike = OrganisationFactory(names={"sv": "Nordiska Akvarellmuseet, Skärhamn"})
        numbered = OrganisationFactory(names={"sv": "Något annat"})
        OrganisationFactory(names={"sv": "Göteborgs symfoniker"})
        RegistrationNumber.objects.create(organisation=one, list_code="SE-BLV", number="8020024769")
        RegistrationNumber.objects.create(organisation=numbered, list_code="SE-KK", number="8020024769")

        found = likely_duplicates(one, Organisation.objects.all())

        assert found == [alike, numbered]


class TestNoLinkIsLost(TestCase):
    """A merge keeps every link, whichever of the two had it."""

    kept: ClassVar[Any]
    duplicate: ClassVar[Any]
    partnerships: ClassVar[list[Any]]
    agreements: ClassVar[list[Any]]
    exchanges: ClassVar[list[Any]]
    events: ClassVar[list[Any]]
    networks: ClassVar[list[Any]]
    users: ClassVar[list[Any]]
    bodies: ClassVar[list[Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        """Make the world once: each example begins with it as it was."""
        cls.kept, cls.duplicate = OrganisationFactory.create_batch(2)
        cls.partnerships = PartnershipFactory.create_batch(2)
        cls.agreements = [AgreementFactory(partnership=one) for one in cls.partnerships]
        cls.exchanges, cls.events = ExchangeFactory.create_batch(2), EventFactory.create_batch(2)
        cls.networks, cls.users = NetworkFactory.create_batch(2), UserFactory.create_batch(2)
        cls.bodies = OrganisationFactory.create_batch(2)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 1), st.integers(0, 1)), max_size=14))
    def test_property(self, drawn: list[tuple[int, int, int]]) -> None:
        kept, duplicate = self.kept, self.duplicate
        partnerships, agreements, exchanges = self.partnerships, self.agreements, self.exchanges
        events, networks, users, bodies = self.events, self.networks, self.users, self.bodies
        for what, which, other in drawn:
            body = (kept, duplicate)[which]
            if what == 0:
                Partnership.objects.filter(pk=partnerships[other].pk).update(counterpart=body)
            elif what == 1:
                PartnershipParticipant.objects.get_or_create(
                    partnership=partnerships[other], organisation=body
                )
            elif what == 2:
                AgreementParty.objects.get_or_create(agreement=agreements[other], organisation=body)
            elif what == 3:
                ExchangeActor.objects.get_or_create(
                    exchange=exchanges[other], organisation=body, role=ActorRole.HOST
                )
            elif what == 4:
                events[other].organisers.add(body)
            elif what == 5:
                type(networks[other]).objects.filter(pk=networks[other].pk).update(secretariat=body)
            elif what == 6:
                Representation.objects.get_or_create(user=users[other], organisation=body)
            elif what == 7:
                Organisation.objects.filter(pk=bodies[other].pk).update(parent=body)
            else:
                FormerName.objects.create(organisation=body, name=f"Name {other}")
        before = links(kept) | links(duplicate)

        merge(duplicate, into=kept, by=None)

        after = {
            link
            for link in links(Organisation.objects.get(pk=kept.pk))
            if not link[0].startswith("partnerships.Merge")
        }
        assert before - {("partnerships.FormerName.organisation", "")} <= after
        assert links(duplicate) == set()
