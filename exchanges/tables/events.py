"""The columns of the register of events."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchanges.enums import EventKind
from exchanges.models import Event
from portal.core.tables import Column, by_choice, by_name, by_uncertain_date, link, noted, spoken


def when_cell(row: Event) -> object:
    """Return when it is held, as uncertain as it is known, and whether it comes every year."""
    if row.yearly and not row.held:
        return _t("every year")
    when = str(row.held or _t("date not known"))
    return f"{when}, {_t('every year')}" if row.yearly else when


def where_cell(row: Event) -> object:
    """Return the house and the place."""
    place = row.place.names if row.place else ""
    return noted(row.venue, place) if row.venue else spoken(place)


EVENTS = [
    Column(
        "name",
        _("Event"),
        lambda row: noted(link(row.get_absolute_url(), row.names), row.part_of.names if row.part_of else ""),
        sort=by_name(),
        heads_row=True,
    ),
    Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", EventKind)),
    Column("when", _("When"), when_cell, sort=by_uncertain_date("held")),
    Column("where", _("Where"), where_cell, sort=by_name("place__sort_key")),
    Column(
        "authority",
        _("Authority"),
        lambda row: spoken(row.authority.organisation.names),
        sort=by_name("authority__organisation__sort_key"),
    ),
]


def office_events() -> list[Column]:
    """Return the columns for the office, leading to the record's page."""

    def name(row: Event) -> object:
        address = reverse("exchanges:officer:event_detail", args=[row.slug])
        return noted(link(address, row.names), row.part_of.names if row.part_of else "")

    return [replace(EVENTS[0], value=name), *EVENTS[1:]]
