"""Organisations: who adds and edits them, and that none is part of itself."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.enums import RegionTier
from partnerships.models import Organisation
from partnerships.permissions import can_edit_shared
from portal.core.domain import records
from portal.core.errors import DomainError


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Organisation:
    """Add a body; ``by`` is an officer of any authority, or None for the portal itself."""
    records.require(by is None or can_edit_shared(by))
    organisation = Organisation(slug=records.free_slug(Organisation, str(values["names"])))
    return records.add(organisation, values, checks=(_require_municipality,))


@transaction.atomic
def create_for_applicant(name: str, kind: str, by: Any) -> Organisation:
    """Add a body that a person applies for and that nobody has entered yet; officers complete it later.

    Parameters: ``name`` in the language the person reads; ``kind`` is a value of OrganisationKind. Raises
    DomainError where the person has not signed in, ValidationError for a kind that does not exist.
    """
    records.require(by.is_authenticated)
    organisation = Organisation(slug=records.free_slug(Organisation, name))
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return records.add(organisation, {"names": {language: name.strip()}, "kind": kind})


@transaction.atomic
def edit(
    organisation: Organisation, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> Organisation:
    """Change a body. Raises StaleEdit, or DomainError when it would be part of itself."""
    records.require(by is None or can_edit_shared(by))
    checks = (_require_outside_itself, _require_municipality)
    return records.change(organisation, changes, version=version, checks=checks)


def _require_outside_itself(organisation: Organisation) -> None:
    sentence = _("This organisation would be part of itself: the one you chose already belongs to it.")
    records.require_outside(organisation, "parent", sentence)


def _require_municipality(organisation: Organisation) -> None:
    place = organisation.municipality
    if place is not None and place.tier != RegionTier.MUNICIPALITY:
        raise DomainError({"municipality": [_("“%(place)s” is not a municipality.") % {"place": place}]})
