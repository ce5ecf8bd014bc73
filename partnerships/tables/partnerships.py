"""The columns of the register of partnerships."""

from django.utils.translation import gettext_lazy as _

from partnerships.enums import GeographicTier, PartnershipState
from partnerships.models import Partnership
from partnerships.tables.addresses import for_office, name_cell
from portal.core.tables import Column, by_choice, by_name, by_uncertain_date, spoken
from portal.core.templatetags.portal import status

TONES = {
    PartnershipState.EXPLORATORY: "info",
    PartnershipState.ACTIVE: "good",
    PartnershipState.DORMANT: "wait",
    PartnershipState.ENDED: "ended",
}


def state_tone(state: str) -> str:
    """Return the shape and colour of a partnership's state."""
    return TONES.get(PartnershipState(state), "neutral")


def _counterpart(row: Partnership) -> object:
    return spoken(row.counterpart.names) if row.counterpart else ""


PARTNERSHIPS = [
    Column("name", _("Partner"), name_cell(_counterpart), sort=by_name(), heads_row=True),
    Column(
        "authority",
        _("Authority"),
        lambda row: spoken(row.authority.organisation.names),
        sort=by_name("authority__organisation__sort_key"),
    ),
    Column(
        "state",
        _("State"),
        lambda row: status(row.get_state_display(), state_tone(row.state)),
        sort=by_choice("state", PartnershipState),
    ),
    Column("since", _("Since"), lambda row: row.since, sort=by_uncertain_date("since")),
    Column("tier", _("Circle"), lambda row: row.get_tier_display(), sort=by_choice("tier", GeographicTier)),
]


def office_partnerships() -> list[Column]:
    """Return the columns for the office, with who holds the relation."""
    columns = for_office(PARTNERSHIPS, "partnership", _counterpart)
    columns.insert(2, Column("holder", _("Holder"), lambda row: spoken(row.holder.names)))
    return columns
