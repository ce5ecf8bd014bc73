"""What belongs to an authority: itself, its committees, its administrations, at any depth (A01)."""

from django.utils.translation import gettext as _

from partnerships.models import Authority, Organisation
from portal.core.errors import DomainError


def belongs_to(organisation: Organisation, authority: Authority) -> bool:
    """Tell whether the organisation is the authority or lies under it."""
    seen: set[int] = set()
    key: int | None = organisation.pk
    while key is not None and key not in seen:
        if key == authority.organisation_id:
            return True
        seen.add(key)
        key = Organisation.objects.filter(pk=key).values_list("parent_id", flat=True).first()
    return False


def require_of_authority(organisation: Organisation, authority: Authority, *, field: str) -> None:
    """Raise DomainError beside ``field`` unless the organisation is the authority or lies under it."""
    if not belongs_to(organisation, authority):
        sentence = _(
            "“%(body)s” does not belong to %(authority)s. Choose it, its committee or its administration."
        )
        raise DomainError({field: [sentence % {"body": organisation, "authority": authority}]})


def bodies_of(authority: Authority) -> frozenset[int]:
    """Return the primary keys of the authority's own body and of all that lie under it, level by level."""
    found: set[int] = set()
    level = {authority.organisation_id}
    while level := level - found:
        found |= level
        level = set(Organisation.objects.filter(parent__in=level).values_list("pk", flat=True))
    return frozenset(found)
