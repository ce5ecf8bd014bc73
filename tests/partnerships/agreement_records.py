"""Records for tests of partnerships: nothing random, nothing hidden."""

from typing import Any

from partnerships.domain import agreements
from partnerships.enums import AgreementKind, AgreementStatus, OrganisationKind
from partnerships.models import Agreement, AgreementParty, Authority, Organisation, Partnership
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User


def organisation(slug: str, **data: Any) -> Organisation:
    """Return a new body whose English name is its slug in words."""
    data.setdefault("names", {"en": slug.replace("-", " ").capitalize()})
    data.setdefault("kind", OrganisationKind.REGIONAL_AUTHORITY)
    return Organisation.objects.create(slug=slug, **data)


def authority(slug: str = "west", **data: Any) -> Authority:
    """Return a new authority with an organisation of the same name."""
    data.setdefault("languages", ["sv", "en"])
    data.setdefault("currency", "SEK")
    return Authority.objects.create(slug=slug, organisation=organisation(slug), **data)


def member(at: Authority, role: str = Role.OFFICER, email: str = "") -> User:
    """Return a person who holds one role at the authority."""
    user = User.objects.create_user(email=email or f"{role}@{at.slug}.example", password="demo")
    Membership.objects.create(user=user, authority=at, role=role)
    return user


def partnership(of: Authority, slug: str = "west-and-vilnius", **data: Any) -> Partnership:
    """Return a partnership of the authority with a counterpart."""
    data.setdefault("names", {"en": slug.replace("-", " ").capitalize()})
    if "counterpart" not in data:
        data["counterpart"] = organisation(f"{slug}-counterpart")
    return Partnership.objects.create(authority=of, holder=of.organisation, slug=slug, **data)


def draft(of: Partnership, **data: Any) -> Agreement:
    """Return a draft between the partnership's two sides."""
    data.setdefault("names", {"en": "Agreement on culture"})
    data.setdefault("kind", AgreementKind.AGREEMENT)
    return agreements.create(by=None, partnership=of, **data)


def in_status(agreement: Agreement, status: str) -> Agreement:
    """Put an agreement into a status without asking the domain, as a record that was always so."""
    Agreement.objects.filter(pk=agreement.pk).update(status=status)
    agreement.refresh_from_db()
    return agreement


def signed(of: Partnership, **data: Any) -> Agreement:
    """Return an agreement that has been signed."""
    data.setdefault("signed", "2014-03-01")
    return in_status(draft(of, **data), AgreementStatus.SIGNED)


def parties_of(agreement: Agreement) -> list[AgreementParty]:
    """Return the agreement's parties in their order."""
    return list(agreement.parties.select_related("organisation").order_by("position"))
