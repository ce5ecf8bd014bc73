"""Events at the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.domain import events
from exchanges.filters.events import OfficeEventFilter
from exchanges.forms.events import EventAimsForm, EventForm, EventOrganisersForm, EventStoryForm, NewEventForm
from exchanges.models import Event
from exchanges.permissions import can_edit_event
from exchanges.tables.events import office_events
from exchanges.views.officer.files import documents_section
from exchanges.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.history import history_of, last_change
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (EventForm, gettext_lazy("Facts")),
    "story": (EventStoryForm, gettext_lazy("Story")),
    "organisers": (EventOrganisersForm, gettext_lazy("Organised by")),
    "aims": (EventAimsForm, gettext_lazy("Aims it serves")),
}
RULE = "officers and administrators of the authority whose event it is"


def page_of(event: Event) -> str:
    """Return the address of the event's office page."""
    return reverse("exchanges:officer:event_detail", args=[event.slug])


@office(*READING_ROLES, rule="everybody who works for an authority, its own events")
def event_list(request: HttpRequest) -> HttpResponse:
    """Show the register of one's own authorities' events."""
    rows = Event.objects.visible_to(request.user).filter(authority__in=reads(request.user)).for_list()
    return render_table(
        request,
        filterset=OfficeEventFilter(request.GET, rows, request=request),
        columns=office_events(),
        template="exchanges/officer/event_list.html",
        title=_("Events"),
        empty=_("Add the first one: a seminar, a forum, an opening."),
        context={"may_add": bool(edits(request.user))},
    )


@office(*READING_ROLES, rule="everybody who works for an authority; edited by the event's own")
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of an event, each section with its own edit."""
    event = get_object_or_404(_with_relations(request.user), slug=slug)
    may_edit = can_edit_event(request.user, event)

    def section(key: str) -> Section:
        form, title = SECTIONS[key]
        edit = reverse("exchanges:officer:event_edit", args=[slug, key]) if may_edit else ""
        return Section(title, key, facts=facts_of(event, form), edit_url=edit)

    context = {
        "record": event,
        "kicker": event.authority,
        "sections": [
            *(section(key) for key in SECTIONS),
            parts_section("pictures", event, may_edit),
            documents_section(event, request.user, may_edit),
        ],
        "remove_url": reverse("exchanges:officer:event_remove", args=[slug]) if may_edit else "",
        "last_change": last_change(event),
        "history": history_of(event, per_page=10),
        "history_url": reverse("exchanges:officer:event_history", args=[slug]),
    }
    return render(request, "exchanges/officer/event_detail.html", context)


@office(*READING_ROLES, rule="everybody who works for an authority, its own events")
def event_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that was ever changed in an event."""
    event = get_object_or_404(
        Event.objects.visible_to(request.user).filter(authority__in=reads(request.user)), slug=slug
    )
    page = history_of(event, page=request.GET.get("page"))
    trail = [(_("Events"), reverse("exchanges:officer:event_list")), (event, page_of(event))]
    return render(request, "exchanges/officer/history.html", {"record": event, "page": page, "trail": trail})


@office(*EDITING_ROLES, rule="officers and administrators, for their own authorities")
def event_add(request: HttpRequest) -> HttpResponse:
    """Add an event."""
    return edit_page(
        request,
        record=Event(),
        form_class=NewEventForm,
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: events.create(form.cleaned_data, by=request.user),
        title=_("Add an event"),
        trail=[(_("Events"), reverse("exchanges:officer:event_list"))],
        done=page_of,
        cancel_url=reverse("exchanges:officer:event_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def event_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of an event."""
    event = _editable(request, slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=event,
        form_class=form_class,
        save=lambda form: events.edit(
            _editable(request, slug), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(event, page_of(event))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(event)}#{section}",
    )


@office(*EDITING_ROLES, rule=RULE)
def event_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, and remove an event that was entered by mistake."""
    event = _editable(request, slug)
    return remove_page(
        request,
        remove=lambda: events.remove(event, version=None, by=request.user),
        title=_("Remove this event?"),
        text=str(event),
        trail=[(event, page_of(event))],
        done_url=reverse("exchanges:officer:event_list"),
    )


def _with_relations(user: Any) -> Any:
    return Event.objects.visible_to(user).select_related(
        "authority__organisation", "place", "part_of", "exchange"
    )


def _editable(request: HttpRequest, slug: str) -> Event:
    event = get_object_or_404(_with_relations(request.user), slug=slug)
    if not can_edit_event(request.user, event):
        raise PermissionDenied
    return event
