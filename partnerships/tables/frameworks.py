"""The columns of the register of frameworks."""

from django.utils.translation import gettext_lazy as _

from partnerships.enums import FrameworkKind
from partnerships.tables.addresses import for_office, name_cell
from portal.core.tables import Column, by_choice, by_name, by_uncertain_date, spoken

FRAMEWORKS = [
    Column("name", _("Name"), name_cell(), sort=by_name(), heads_row=True),
    Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", FrameworkKind)),
    Column(
        "authority",
        _("Authority"),
        lambda row: spoken(row.authority.organisation.names),
        sort=by_name("authority__organisation__sort_key"),
    ),
    Column("period", _("Period"), lambda row: row.period, sort=by_uncertain_date("period")),
    Column("adopted_by", _("Adopted by"), lambda row: spoken(row.adopted_by.names) if row.adopted_by else ""),
]


def office_frameworks() -> list[Column]:
    """Return the columns for the office."""
    return for_office(FRAMEWORKS, "framework")
