"""The columns of the register of organisations."""

from django.utils.translation import gettext_lazy as _

from partnerships.enums import OrganisationKind
from partnerships.models import Organisation
from partnerships.tables.addresses import for_office, name_cell
from portal.core.tables import Column, by_choice, by_name, noted, spoken


def _place(row: Organisation) -> object:
    if row.municipality is None:
        return spoken(row.region.names) if row.region else ""
    return noted(row.municipality.names, row.region.names if row.region else "")


def _acronym(row: Organisation) -> object:
    return row.acronym


ORGANISATIONS = [
    Column("name", _("Name"), name_cell(_acronym), sort=by_name(), heads_row=True),
    Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", OrganisationKind)),
    Column("place", _("Place"), _place, sort=by_name("region__sort_key")),
    Column("parent", _("Part of"), lambda row: spoken(row.parent.names) if row.parent else ""),
]


def office_organisations() -> list[Column]:
    """Return the columns for the office."""
    return for_office(ORGANISATIONS, "organisation", _acronym)
