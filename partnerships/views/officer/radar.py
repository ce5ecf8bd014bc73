"""The dormancy radar: the pulse of every relation, from real signals, each of them shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.filters.radar import RadarFilter
from partnerships.models import Partnership
from partnerships.pulse import ASLEEP_AFTER, Pulse, names, pulses
from partnerships.tables.radar import PulseTable, radar_columns
from portal.accounts.enums import READING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.registry import signal_kinds
from portal.core.tables import layout_of

PAGE = 30


@office(
    *READING_ROLES, rule="the relations of the user's authorities, with the signals that the user may see"
)
def radar(request: HttpRequest) -> HttpResponse:
    """Show the pulse of every relation, the longest asleep first; htmx gets the table alone."""
    today = localdate()
    mine = Partnership.objects.visible_to(request.user).of_authorities(reads(request.user)).for_list()
    filterset = RadarFilter(request.GET, mine, request=request)
    columns = radar_columns(today)
    table = PulseTable(request, filterset, columns, default_sort="pulse", page_size=PAGE)
    table.pulses = _sorted(pulses(list(filterset.qs), request.user, today), filterset.conditions, table)
    is_partial = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "partnerships/officer/radar.html"
    context = {
        "table": table,
        "title": _("Dormancy radar"),
        "empty": _("There is no relation yet."),
        "layout": layout_of(request),
        "is_partial": is_partial,
        "months": ASLEEP_AFTER,
        "signs": names(signal_kinds()),
    }
    response = render(request, f"{template}#results" if is_partial else template, context)
    patch_vary_headers(response, ["HX-Request"])
    if is_partial:
        response["HX-Push-Url"] = table.clean_url
    return response


def _sorted(found: list[Pulse], conditions: list[str], table: PulseTable) -> list[Pulse]:
    """Keep what the reader asked for and sort it by the latest sign of life or, as the register has it, by name."""
    kept = [pulse for pulse in found if not conditions or pulse.condition in conditions]
    column, descending = table.sort
    if column is not None and column.name == "pulse":
        kept.sort(key=lambda pulse: pulse.order)
    return kept[::-1] if descending else kept
