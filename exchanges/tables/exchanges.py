"""The columns of the register of exchanges."""

from dataclasses import replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchanges.enums import EXCHANGE_TONES, Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange
from portal.core.tables import Column, by_choice, by_name, by_uncertain_date, link, noted, spoken
from portal.core.templatetags.portal import icon, status


def direction_cell(direction: str) -> SafeString:
    """Return a direction as a shape and a word."""
    return format_html('<span class="direction">{}{}</span>', icon(direction), Direction(direction).label)


def when_cell(row: Exchange) -> object:
    """Return when it was, as uncertain as it is known, and whether it comes back."""
    when = str(row.period or _t("date not known"))
    return f"{when}, {_t('comes back')}" if row.recurring else when


def _fields(row: Exchange) -> str:
    return ", ".join(str(field) for field in row.fields.all())


def _name(row: Exchange) -> object:
    return noted(
        link(row.get_absolute_url(), row.names), row.partnership.names if row.partnership else row.authority
    )


def exchange_columns(*, from_partner: bool = False) -> list[Column]:
    """Return the columns, with the direction as the authority or as the partner sees it (A20)."""

    def direction(row: Exchange) -> SafeString:
        seen = Direction(row.direction)
        return direction_cell(seen.seen_from_partner() if from_partner else seen)

    return [
        Column("name", _("Exchange"), _name, sort=by_name(), heads_row=True),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", ExchangeKind)),
        Column("direction", _("Direction"), direction, sort=by_choice("direction", Direction)),
        Column("when", _("When"), when_cell, sort=by_uncertain_date("period")),
        Column("fields", _("Fields"), _fields),
        Column(
            "status",
            _("Status"),
            lambda row: status(row.get_status_display(), EXCHANGE_TONES[row.status]),
            sort=by_choice("status", ExchangeStatus),
        ),
    ]


def office_exchanges(*, from_partner: bool = False) -> list[Column]:
    """Return the columns for the office, leading to the record's page."""

    def name(row: Exchange) -> object:
        address = reverse("exchanges:officer:exchange_detail", args=[row.slug])
        return noted(link(address, row.names), spoken(row.partnership.names) if row.partnership else "")

    columns = exchange_columns(from_partner=from_partner)
    return [replace(columns[0], value=name), *columns[1:]]
