"""Meetings at the office: the list, one with its agenda, a new one, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.domain.meetings import meetings, recording
from grants.domain.meetings.papers import KEPT_AS
from grants.enums.meetings import AGENDA_OPEN, ItemKind, MeetingStatus, PaperKind
from grants.forms.meetings import MeetingForm, NewMeetingForm, PaperForm
from grants.meeting_documents import case_lines, reported_of, reported_row
from grants.models import AgendaCase, AgendaItem, DestructionItem, Meeting, MeetingMember, MeetingPaper
from grants.permissions import can_edit_meeting, can_record_for
from grants.views.officer.closing.holds import holds_of
from grants.views.officer.meetings.pages import (
    READ_RULE,
    RULE,
    TONES,
    editable,
    find_meeting,
    named,
    page_of,
    shown,
    tell,
    trail_of,
)
from grants.views.officer.meetings.parts import items_section, members_section
from partnerships.views.officer.record import Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of
from portal.core.moments import say_moment

PER_PAGE = 50
SHOWN = 20
# Which step follows, in words, and whether it is the main one.
STEPS = {
    MeetingStatus.PLANNED: [
        (MeetingStatus.CALLED, gettext_lazy("Call the meeting"), True),
        (MeetingStatus.CANCELLED, gettext_lazy("Cancel the meeting"), False),
    ],
    MeetingStatus.CALLED: [
        (MeetingStatus.HELD, gettext_lazy("The meeting was held"), True),
        (MeetingStatus.PLANNED, gettext_lazy("Back to planning"), False),
        (MeetingStatus.CANCELLED, gettext_lazy("Cancel the meeting"), False),
    ],
}


@office(*READING_ROLES, rule=READ_RULE)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show the meetings of the user's authorities: what is to come, what waits for its minutes, and all of them."""
    found = Meeting.objects.visible_to(request.user)
    page = Paginator(found.for_list().order_by("-starts_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "to_come": _rows(found.for_list().to_come()[:SHOWN]),
        "to_adjust": _rows(found.for_list().to_adjust()[:SHOWN]),
        "page": page,
        "rows": _rows(page.object_list),
        "can_add": bool(edits(request.user)),
    }
    return render(request, "grants/officer/meeting_list.html", context)


def _rows(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "meeting": one,
            "when": say_moment(one.starts_at, one.authority.time_zone),
            "tone": TONES[MeetingStatus(one.status)],
        }
        for one in found
    ]


@office(*EDITING_ROLES, rule=RULE)
def meeting_create(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    return edit_page(
        request,
        form_class=NewMeetingForm,
        record=Meeting(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: meetings.create(form.cleaned_data, by=request.user),
        title=_("New meeting"),
        submit=_("Add"),
        saved=_("The meeting is planned. Add its members and its agenda now."),
        done=page_of,
        cancel_url=reverse("grants:officer:meeting_list"),
        trail=trail_of(),
    )


@office(*EDITING_ROLES, rule=RULE)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit when, where and by whom a meeting is held."""
    meeting = editable(request, pk)
    return edit_page(
        request,
        form_class=MeetingForm,
        record=meeting,
        save=lambda form: meetings.edit(
            meeting, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit the meeting"),
        done=page_of,
        cancel_url=page_of(meeting),
        trail=trail_of(meeting),
    )


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting: when and where, who belongs to it, the agenda with its cases, and its papers."""
    meeting = find_meeting(request, pk)
    may_edit = can_edit_meeting(request.user, meeting)
    plans = may_edit and meeting.status in AGENDA_OPEN
    changes = may_edit and meeting.status in AGENDA_OPEN | {MeetingStatus.HELD}
    items = items_of(meeting)
    kept_back = holds_of(request, meeting)
    context = {
        **shown(meeting),
        "facts": Section(
            _("The meeting"),
            "meeting",
            facts=facts_of(meeting, MeetingForm),
            edit_url=reverse("grants:officer:meeting_edit", args=[pk]) if changes else "",
        ),
        "when": say_moment(meeting.starts_at, meeting.authority.time_zone),
        "members": members_section(meeting, changes),
        "agenda": items_section(meeting, [one["item"] for one in items], plans),
        "items": items,
        "plans": plans,
        "may_edit": may_edit,
        "steps": STEPS.get(MeetingStatus(meeting.status), []) if may_edit else [],
        "has_minutes": meeting.status in {MeetingStatus.HELD, MeetingStatus.MINUTED},
        "to_record": _to_record(request, meeting),
        "papers": MeetingPaper.objects.visible_to(request.user).for_list().filter(meeting=meeting)[:SHOWN],
        "order_form": PaperForm(initial={"language": get_language()}) if may_edit and items else None,
        "kinds": _kinds(meeting, kept_back["gone"]),
        "kept_back": kept_back,
        "hold_url": reverse("grants:officer:meeting_hold_add", args=[pk]),
        "trail": trail_of(),
    }
    return render(request, "grants/officer/meeting_detail.html", context)


def _to_record(request: HttpRequest, meeting: Meeting) -> int:
    """Return how many decisions of the meeting this person can record on their cases."""
    if meeting.status != MeetingStatus.MINUTED or not can_record_for(request.user, meeting):
        return 0
    return len(recording.to_record(meeting))


def _kinds(meeting: Meeting, gone: list[DestructionItem]) -> list[tuple[str, object]]:
    """Return the papers that can be ordered now, with the words of the button; none whose time has passed."""
    found: list[tuple[PaperKind, object]] = [(PaperKind.PACK, _("Make the committee pack"))]
    if meeting.status == MeetingStatus.MINUTED:
        found.append((PaperKind.MINUTES, _("Make the minutes in this language")))
    passed = {one.kind for one in gone}
    return [(kind.value, words) for kind, words in found if KEPT_AS[kind] not in passed]


def items_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Return the items with their cases and what they report, in a fixed number of queries."""
    items = list(AgendaItem.objects.filter(meeting=meeting).prefetch_related("disqualifications__member"))
    cases: dict[int, list[AgendaCase]] = {}
    for case in AgendaCase.objects.with_case().filter(item__meeting=meeting):
        cases.setdefault(case.item_id, []).append(case)
    zone = meeting.authority.time_zone
    found = []
    for item in items:
        item.meeting = meeting
        is_report = item.kind == ItemKind.DELEGATED
        found.append(
            {
                "item": item,
                "cases": [case_lines(case) for case in cases.get(item.pk, [])],
                "reported": [reported_row(one, zone) for one in reported_of(item)] if is_report else None,
            }
        )
    return found


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def meeting_step(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Call the meeting, say that it was held, take it back, or cancel it."""
    meeting = editable(request, pk)
    try:
        meetings.step(meeting, to=to, by=request.user)
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(page_of(meeting))


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def meeting_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every change of a meeting, its members and its agenda, newest first."""
    meeting = find_meeting(request, pk)
    page = history_of(meeting, children=[MeetingMember, AgendaItem], page=request.GET.get("page"))
    context = {"record": named(meeting), "page": page, "trail": trail_of(meeting)}
    return render(request, "grants/officer/meeting_history.html", context)
