"""The columns of the register of regions."""

from django.utils.translation import gettext_lazy as _

from partnerships.enums import RegionTier
from partnerships.models import Region
from partnerships.tables.addresses import for_office, name_cell
from portal.core.tables import Column, by_choice, by_field, by_name, spoken


def _codes(row: Region) -> str:
    nuts = f"NUTS {row.nuts_code}" if row.nuts_code else ""
    return ", ".join(code for code in (*row.iso_3166_2, nuts) if code)


REGIONS = [
    Column("name", _("Name"), name_cell(), sort=by_name(), heads_row=True),
    Column("tier", _("Tier"), lambda row: row.get_tier_display(), sort=by_choice("tier", RegionTier)),
    Column(
        "parent",
        _("Part of"),
        lambda row: spoken(row.parent.names) if row.parent else "",
        sort=by_name("parent__sort_key"),
    ),
    Column("country", _("Country"), lambda row: row.country, sort=by_field("country")),
]


def office_regions() -> list[Column]:
    """Return the columns for the office, with the codes."""
    return [*for_office(REGIONS, "region"), Column("codes", _("Codes"), _codes)]
