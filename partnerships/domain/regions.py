"""Regions: who adds and edits places, and which codes and memberships they may have."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import codes
from partnerships.enums import RegionTier
from partnerships.models import Region
from partnerships.permissions import can_edit_shared
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.multilingual import Multilingual

# What a place's known names follow from.
NAMED_BY = ("tier", "country", "iso_3166_2")


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Region:
    """Add a place; ``by`` is an officer of any authority, or None for the portal itself.

    Its names are those given, and in the other languages those that belong to its codes.
    """
    records.require(by is None or can_edit_shared(by))
    region = Region(**{name: values[name] for name in NAMED_BY if name in values})
    given, names = values["names"], with_known_names(region, values["names"])
    region.slug = records.free_slug(Region, (given or names).in_language("en"))
    values = {**values, "names": names}
    checks = (require_known_codes, require_name, members_rule(values.get("members")))
    return records.add(region, values, checks=checks)


@transaction.atomic
def edit(region: Region, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Region:
    """Change a place. Raises StaleEdit, or DomainError for an unknown code or a place that contains itself.

    With other codes come their names: those of the codes before go, those that people gave stay.
    """
    records.require(by is None or can_edit_shared(by))
    before = lock(region)
    if any(name in changes and changes[name] != getattr(before, name) for name in NAMED_BY):
        after = Region(**{name: changes.get(name, getattr(before, name)) for name in NAMED_BY})
        names = without_known_names(before, changes.get("names", before.names))
        changes = {**changes, "names": with_known_names(after, names)}
    checks = (require_known_codes, require_name, members_rule(changes.get("members")))
    return records.change(region, changes, version=version, checks=checks)


def with_known_names(region: Region, names: Multilingual) -> Multilingual:
    """Return the names, and in the languages that lack one the name that belongs to the place's codes."""
    return Multilingual({**_names_of_codes(region), **names})


def without_known_names(region: Region, names: Multilingual) -> Multilingual:
    """Return the names that people gave: without those that belong to the place's codes."""
    known = _names_of_codes(region)
    return Multilingual({language: name for language, name in names.items() if known.get(language) != name})


def _names_of_codes(region: Region) -> dict[str, str]:
    is_country = region.tier == RegionTier.COUNTRY
    return codes.known_names(country=region.country, subdivisions=region.iso_3166_2, is_country=is_country)


def require_name(region: Region) -> None:
    """Refuse a place that neither people nor its codes name."""
    if not region.names:
        sentence = _("Write this in at least one language, or give a code that names the place.")
        raise DomainError({"names": [sentence]})


def require_known_codes(region: Region) -> None:
    """Refuse codes that ISO 3166 or NUTS do not have, and parts of another country (domain.md: Region)."""
    errors: dict[str, str] = {}
    if region.country and not codes.is_country(region.country):
        errors["country"] = _("ISO 3166-1 has no country “%(code)s”. Two letters are meant, such as SE.") % {
            "code": region.country
        }
    unknown = [code for code in region.iso_3166_2 if not codes.is_subdivision(code)]
    foreign = [code for code in region.iso_3166_2 if region.country and code[:2] != region.country]
    if unknown:
        errors["iso_3166_2"] = _("ISO 3166-2 has no code “%(codes)s”. Write it as in SE-O.") % {
            "codes": ", ".join(unknown)
        }
    elif foreign:
        errors["iso_3166_2"] = _("“%(codes)s” does not lie in the country %(country)s. Check both.") % {
            "codes": ", ".join(foreign),
            "country": region.country,
        }
    if region.nuts_code and region.nuts_version:
        known = codes.is_nuts(region.nuts_code, region.nuts_version)
        if known is None:
            years = ", ".join(str(year) for year in codes.NUTS_FILES)
            errors["nuts_version"] = _(
                "The portal knows NUTS of %(years)s only. Use the code of that version, or leave both empty."
            ) % {"years": years}
        elif not known:
            errors["nuts_code"] = _("NUTS %(version)s has no code “%(code)s”.") % {
                "version": region.nuts_version,
                "code": region.nuts_code,
            }
    if errors:
        raise field_errors(errors)


def members_rule(members: Iterable[Region] | None) -> records.Check[Region]:
    """Return the rule that no place contains itself, by way of "part of" or of "members", at any depth."""

    def check(region: Region) -> None:
        if region._state.adding:
            return
        records.one_at_a_time("partnerships.Region contains")
        if region.parent_id is not None and region.pk in above({region.parent_id}):
            raise DomainError(
                {
                    "parent": [
                        _("This place would be part of itself: “%(name)s” already lies in it.")
                        % {"name": region.parent}
                    ]
                }
            )
        if members is None:
            return
        containing = above({region.pk})
        wrong = [member for member in members if member.pk in containing]
        if wrong:
            names = ", ".join(str(member) for member in wrong)
            raise DomainError(
                {
                    "members": [
                        _("This place would contain itself: it already lies in “%(names)s”.")
                        % {"names": names}
                    ]
                }
            )

    return check


def above(keys: set[int]) -> set[int]:
    """Return the places themselves and everything that contains them, level by level."""
    found: set[int] = set()
    level = set(keys)
    while level := level - found:
        found |= level
        parents = Region.objects.filter(pk__in=level, parent__isnull=False).values_list(
            "parent_id", flat=True
        )
        groups = Region.objects.filter(members__in=level).values_list("pk", flat=True)
        level = {pk for pk in parents if pk is not None} | set(groups)
    return found
