"""The columns of the register of networks."""

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from partnerships.models import Network
from partnerships.tables.addresses import for_office, name_cell
from portal.core.tables import Column, by_name, noted, spoken


def _acronym(row: Network) -> object:
    return row.acronym


def _members(row: Network) -> object:
    latest = next(iter(row.member_counts.all()), None)
    return noted(latest.count, latest.as_of or "") if latest else ""


def _who(row: Network) -> object:
    return format_html_join(
        "",
        '<span class="d-block">{} <span class="muted">{}</span></span>',
        (
            (spoken(one.authority.organisation.names), one.get_engagement_display())
            for one in row.memberships.all()
        ),
    )


NETWORKS = [
    Column("name", _("Name"), name_cell(_acronym), sort=by_name(), heads_row=True),
    Column("parent", _("Part of"), lambda row: spoken(row.parent.names) if row.parent else ""),
    Column("members", _("Members"), _members),
    Column("who", _("Who takes part from here"), _who),
]


def office_networks() -> list[Column]:
    """Return the columns for the office."""
    return for_office(NETWORKS, "network", _acronym)
