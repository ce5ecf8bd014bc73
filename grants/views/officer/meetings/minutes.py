"""The minutes at the office: written item by item, adjusted, and recorded on the cases in one step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from grants.domain.meetings import minutes, recording
from grants.enums.meetings import MeetingStatus
from grants.forms.meetings import CaseMinutesForm, ItemMinutesForm
from grants.meeting_documents import result_of, votes_of
from grants.models import AgendaCase, AgendaItem, Meeting, MinutesAdjuster
from grants.permissions import can_adjust, can_edit_meeting, can_record_for
from grants.views.officer.meetings.meetings import items_of
from grants.views.officer.meetings.pages import (
    READ_RULE,
    RULE,
    editable,
    find_meeting,
    minutes_of,
    page_of,
    shown,
    tell,
    trail_of,
)
from portal.accounts.enums import EDITING_ROLES, READING_ROLES, Role
from portal.core.access import office
from portal.core.editing import edit_page

WRITTEN = frozenset({MeetingStatus.HELD, MeetingStatus.MINUTED})


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes with what is still missing, and what each person can do to them."""
    meeting = find_meeting(request, pk)
    if meeting.status not in WRITTEN:
        raise Http404
    writes = meeting.status == MeetingStatus.HELD and can_edit_meeting(request.user, meeting)
    items = items_of(meeting)
    for one in items:
        one["votes"] = votes_of(one["item"])
        one["open"] = any(line["case"].proposed and not line["case"].result for line in one["cases"])
        for line in one["cases"]:
            line["result"] = result_of(line["case"])
    adjusters = list(meeting.adjusters.select_related("member__user", "meeting"))
    context = {
        **shown(meeting),
        "items": items,
        "writes": writes,
        "adjusters": [
            {"row": one, "may": one.adjusted_at is None and can_adjust(request.user, one)}
            for one in adjusters
        ],
        "lacks": minutes.lacks(meeting) if meeting.status == MeetingStatus.HELD else [],
        "is_held": meeting.status == MeetingStatus.HELD,
        "trail": trail_of(meeting),
    }
    return render(request, "grants/officer/meeting_minutes.html", context)


@office(*EDITING_ROLES, rule=RULE)
def meeting_item_minutes(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Write what the minutes say of an item."""
    meeting = editable(request, pk)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), meeting=meeting, pk=part_pk)
    return _write_page(
        request, meeting, item, ItemMinutesForm, minutes.write, title=item.title, anchor=f"item-{item.pk}"
    )


@office(*EDITING_ROLES, rule=RULE)
def meeting_case_minutes(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Write what the meeting decided of a case."""
    meeting = editable(request, pk)
    cases = AgendaCase.objects.select_related("item__meeting", "application__call")
    case = get_object_or_404(cases, item__meeting=meeting, pk=part_pk)
    initial = {} if case.result else _as_proposed(case)
    return _write_page(
        request,
        meeting,
        case,
        CaseMinutesForm,
        minutes.write_case,
        title=str(case.application),
        anchor=f"item-{case.item_id}",
        initial=initial,
    )


def _as_proposed(case: AgendaCase) -> dict[str, Any]:
    return {
        "result": case.proposed,
        "amount": case.proposed_amount,
        "lower_reasons": case.lower_reasons,
        "reasons": case.proposed_reasons,
    }


def _write_page(
    request: HttpRequest,
    meeting: Meeting,
    record: Any,
    form_class: Any,
    write: Any,
    *,
    title: str,
    anchor: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer with the form of an item or a case; what is proposed is filled in, and counts as written when saved."""

    def save(form: Any) -> Any:
        said = form.changes()
        if initial:
            said = {name: form.cleaned_data[name] for name in form_class.Meta.fields}
        return write(record, said, version=form.cleaned_data["version"], by=request.user)

    return edit_page(
        request,
        form_class=form_class,
        record=record,
        initial=initial or None,
        save=save,
        title=title,
        done=lambda saved: minutes_of(meeting, anchor),
        cancel_url=minutes_of(meeting),
        trail=trail_of(meeting, minutes=True),
    )


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def meeting_item_as_proposed(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Write for the cases of an item what was proposed."""
    meeting = editable(request, pk)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), meeting=meeting, pk=part_pk)
    try:
        count = minutes.as_proposed(item, by=request.user)
    except ValidationError as error:
        tell(request, error)
    else:
        words = ngettext("Written for %(count)s case.", "Written for %(count)s cases.", count)
        messages.success(request, words % {"count": count})
    return HttpResponseRedirect(minutes_of(meeting, f"item-{item.pk}"))


@require_POST
@office(
    *READING_ROLES,
    rule="those chosen to adjust the minutes, or who writes them for somebody without an account",
)
def meeting_adjust(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Adjust the minutes."""
    meeting = find_meeting(request, pk)
    found = MinutesAdjuster.objects.select_related("meeting__authority", "member")
    adjuster = get_object_or_404(found, meeting=meeting, pk=part_pk)
    try:
        minutes.adjust(adjuster, by=request.user)
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("The minutes are adjusted by %(who)s.") % {"who": adjuster.member})
    return HttpResponseRedirect(minutes_of(meeting))


@office(
    Role.OFFICER,
    Role.ADMINISTRATOR,
    Role.DECISION_MAKER,
    rule="officers, administrators and decision makers of the authority; recorded by the latter and the secretary",
)
def meeting_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will be recorded on the cases, and record it when that is confirmed."""
    meeting = find_meeting(request, pk)
    if request.method == "POST":
        try:
            count = recording.record(meeting, by=request.user)
        except ValidationError as error:
            tell(request, error)
        else:
            words = ngettext("%(count)s decision is recorded.", "%(count)s decisions are recorded.", count)
            messages.success(request, words % {"count": count})
            return HttpResponseRedirect(page_of(meeting))
    lines = recording.preview(meeting, by=request.user) if meeting.status == MeetingStatus.MINUTED else []
    context = {
        **shown(meeting),
        "lines": [
            {"case": line.case, "result": result_of(line.case), "problem": line.problem} for line in lines
        ],
        "is_clear": bool(lines) and not any(line.problem for line in lines),
        "may_record": can_record_for(request.user, meeting),
        "trail": trail_of(meeting),
    }
    return render(request, "grants/officer/meeting_record.html", context)
