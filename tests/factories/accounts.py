"""People and their roles."""

import factory

from portal.accounts.enums import Role
from portal.accounts.models import Membership, Representation, User
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory

PASSWORD = "correct horse"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account, whose password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # type: ignore[no-untyped-def]
        return model_class.objects.create_user(*args, password=kwargs.pop("password", PASSWORD), **kwargs)


class MembershipFactory(factory.django.DjangoModelFactory):
    """An officer of an authority."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    authority = factory.SubFactory(AuthorityFactory)
    role = Role.OFFICER


class RepresentationFactory(factory.django.DjangoModelFactory):
    """A person who applies for an organisation."""

    class Meta:
        model = Representation

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


def member(authority, *roles: str, **fields):  # type: ignore[no-untyped-def]
    """Return a person with these roles (officer, if none is named) on the authority."""
    user = UserFactory(**fields)
    for role in roles or (Role.OFFICER,):
        MembershipFactory(user=user, authority=authority, role=role)
    return user
