"""Events, for everybody, and for their calendars."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from exchanges import calendar
from exchanges.filters.events import EventFilter
from exchanges.models import Event
from exchanges.permissions import can_edit_event
from exchanges.tables.events import EVENTS
from exchanges.views.public.pictures import pictures_of
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import machine, public
from portal.core.models import Document
from portal.core.sources import citations_of, sources_in
from portal.core.tables import render_table


@public("every event")
def event_list(request: HttpRequest) -> HttpResponse:
    """Show the register of events."""
    rows = Event.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=EventFilter(request.GET, rows, request=request),
        columns=EVENTS,
        template="exchanges/public/event_list.html",
        title=_("Events"),
        empty=_("No event has been entered yet."),
    )


@public("every event")
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one event."""
    event = get_object_or_404(
        Event.objects.visible_to(request.user).select_related(
            "authority__organisation", "place", "part_of", "exchange"
        ),
        slug=slug,
    )
    citations = citations_of(event)
    facts = Facts(citations)
    facts.add(_("When"), event.held or ("" if event.yearly else _("date not known")), field="held")
    if event.yearly:
        facts.add(_("How often"), _("every year"), field="yearly")
    facts.add(_("Where"), [event.venue, event.place], field="place")
    facts.add(_("Organised by"), list(event.organisers.all()), field="organisers")
    facts.add(_("For"), event.audience, field="audience")
    facts.add(_("Part of"), event.part_of, field="part_of")
    facts.add(_("Belongs to the exchange"), event.exchange, field="exchange")
    facts.add(_("Authority"), event.authority.organisation)
    context = {
        "event": event,
        "facts": facts.facts,
        "parts": Event.objects.visible_to(request.user).filter(part_of=event).for_list(),
        "elements": event.elements.select_related("framework"),
        "pictures": pictures_of(event),
        "documents": Document.objects.visible_to(request.user).of(event),
        "in_calendar": calendar.days_of(event) is not None,
        "panels": registry.panels(event, request.user),
        "sources": sources_in(citations),
        "may_edit": can_edit_event(request.user, event),
    }
    return render(request, "exchanges/public/event_detail.html", context)


@machine("the events of all authorities whose day is known, for calendars")
def event_feed(request: HttpRequest) -> HttpResponse:
    """Give the events as a calendar that phones and offices subscribe to."""
    rows = Event.objects.visible_to(request.user).on_certain_days().for_list()
    filterset = EventFilter(request.GET, rows, request=request)
    content = calendar.feed(
        filterset.qs,
        host=urlsplit(settings.PORTAL_URL).hostname or "localhost",
        address=settings.PORTAL_URL.rstrip("/"),
        name=f"{settings.PORTAL_NAME}: {_('Events')}",
        now=timezone.now(),
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="events.ics"'},
    )
