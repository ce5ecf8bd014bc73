"""Each factory makes a record that the models' own rules accept."""

import pytest

from tests.factories import accounts, exchanges, grants, partnerships

FACTORIES = [
    accounts.UserFactory,
    accounts.MembershipFactory,
    accounts.RepresentationFactory,
    partnerships.RegionFactory,
    partnerships.OrganisationFactory,
    partnerships.AuthorityFactory,
    partnerships.PartnershipFactory,
    partnerships.AgreementFactory,
    partnerships.AgreementPartyFactory,
    partnerships.FrameworkFactory,
    partnerships.FrameworkElementFactory,
    partnerships.FieldOfArtFactory,
    partnerships.NetworkFactory,
    exchanges.ExchangeFactory,
    exchanges.EventFactory,
    exchanges.ExchangeActorFactory,
    exchanges.ExchangeFigureFactory,
    exchanges.OutcomeFactory,
    exchanges.RefugeProgrammeFactory,
    exchanges.RefugePlacementFactory,
    grants.ProgrammeFactory,
    grants.CallFactory,
    grants.CallFunderFactory,
    grants.QuestionFactory,
    grants.ApplicationFactory,
    grants.BudgetLineFactory,
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_factory_makes_a_valid_record_twice(factory) -> None:  # type: ignore[no-untyped-def]
    for record in (factory(), factory()):
        record.full_clean()


@pytest.mark.django_db
def test_submitted_application_is_valid() -> None:
    grants.ApplicationFactory(submitted=True).full_clean()


@pytest.mark.django_db
def test_member_holds_the_roles() -> None:
    authority = partnerships.AuthorityFactory()

    user = accounts.member(authority, "assessor", "auditor")

    assert user.roles_by_authority == {authority.pk: frozenset({"assessor", "auditor"})}
