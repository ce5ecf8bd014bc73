"""The parts of a meeting at the office: members, items and their cases, who is disqualified, who adjusts the minutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from grants.domain.meetings import agenda, meetings
from grants.forms import meetings as forms
from grants.models import (
    AgendaCase,
    AgendaItem,
    Disqualification,
    Meeting,
    MeetingMember,
    MinutesAdjuster,
)
from grants.views.officer.meetings.pages import RULE, editable, minutes_of, page_of, tell, trail_of
from partnerships.views.officer.record import Line, Section
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

type Words = str | Promise


@dataclass(frozen=True)
class Part:
    """A kind of part of a meeting: its model and forms, its words, its rows, and where one goes on from it."""

    model: type[models.Model]
    form: type[forms.PartForm]
    new_form: type[forms.PartForm]
    rows: Callable[[Meeting], models.QuerySet[Any]]
    made: Callable[[Meeting], Any]
    adding: Words
    editing: Words
    removing: Words
    back: Callable[[Meeting, str], str]


PARTS: dict[str, Part] = {
    "members": Part(
        MeetingMember, forms.MemberForm, forms.MemberForm,
        lambda meeting: MeetingMember.objects.filter(meeting=meeting).select_related("user", "replaces"),
        lambda meeting: MeetingMember(meeting=meeting),
        gettext_lazy("Add somebody"), gettext_lazy("Edit who belongs to the meeting"),
        gettext_lazy("Take this person off the list?"), page_of,
    ),
    "items": Part(
        AgendaItem, forms.ItemForm, forms.ItemForm,
        lambda meeting: AgendaItem.objects.filter(meeting=meeting),
        lambda meeting: AgendaItem(meeting=meeting),
        gettext_lazy("Add an item"), gettext_lazy("Edit an item"),
        gettext_lazy("Take this item off the agenda?"), page_of,
    ),
    "cases": Part(
        AgendaCase, forms.CaseForm, forms.NewCaseForm,
        lambda meeting: AgendaCase.objects.filter(item__meeting=meeting).select_related("item__meeting", "application"),
        lambda meeting: AgendaCase(),
        gettext_lazy("Add a case"), gettext_lazy("Edit the proposal"),
        gettext_lazy("Take this case off the agenda?"), page_of,
    ),
    "disqualifications": Part(
        Disqualification, forms.DisqualificationForm, forms.DisqualificationForm,
        lambda meeting: Disqualification.objects.filter(item__meeting=meeting).select_related("item__meeting", "member"),
        lambda meeting: Disqualification(),
        gettext_lazy("Write down who is disqualified"), gettext_lazy("Edit who is disqualified"),
        gettext_lazy("Remove this from the minutes?"), minutes_of,
    ),
    "adjusters": Part(
        MinutesAdjuster, forms.AdjusterForm, forms.AdjusterForm,
        lambda meeting: MinutesAdjuster.objects.filter(meeting=meeting).select_related("member", "meeting"),
        lambda meeting: MinutesAdjuster(meeting=meeting),
        gettext_lazy("Choose who adjusts the minutes"), gettext_lazy("Choose who adjusts the minutes"),
        gettext_lazy("Let this person not adjust the minutes?"), minutes_of,
    ),
}  # fmt: skip


def members_section(meeting: Meeting, may_edit: bool) -> Section:
    """Return the section that lists who belongs to the meeting, and who was there."""
    lines = []
    for one in PARTS["members"].rows(meeting):
        notes = [one.get_role_display(), _("was there") if one.attended else ""]
        if one.replaces is not None:
            notes.append(_("serves for %(name)s") % {"name": one.replaces})
        lines.append(_line(meeting, "members", one, one.name, ", ".join(filter(None, notes)), may_edit))
    return Section(
        _("Members and substitutes"),
        "members",
        lines=lines,
        add_url=part_url("add", meeting, "members") if may_edit else "",
        add_words=PARTS["members"].adding,
        empty=_("Nobody belongs to the meeting yet."),
    )


def items_section(meeting: Meeting, items: Sequence[AgendaItem], may_edit: bool) -> Section:
    """Return the section that lists the agenda in its order."""
    lines = []
    for place, item in enumerate(items, start=1):
        number = f"§ {item.paragraph}" if item.paragraph is not None else f"{place}."
        lines.append(
            _line(
                meeting,
                "items",
                item,
                f"{number} {item.title}",
                item.get_kind_display(),
                may_edit,
                moves=len(items) > 1,
            )
        )
    return Section(
        _("Agenda"),
        "items",
        lines=lines,
        add_url=part_url("add", meeting, "items") if may_edit else "",
        add_words=PARTS["items"].adding,
        empty=_("Nothing is on the agenda yet."),
    )


def _line(
    meeting: Meeting, key: str, row: Any, text: str, note: str, may_edit: bool, *, moves: bool = False
) -> Line:
    if not may_edit:
        return Line(text, note)
    return Line(
        text,
        note,
        edit_url=part_url("edit", meeting, key, row.pk),
        remove_url=part_url("remove", meeting, key, row.pk),
        move_url=reverse("grants:officer:meeting_item_move", args=[meeting.pk, row.pk]) if moves else "",
    )


def part_url(step: str, meeting: Meeting, key: str, pk: int | None = None) -> str:
    """Return the address of a step with a part of a meeting: add, edit or remove."""
    arguments: list[Any] = [meeting.pk, key] if pk is None else [meeting.pk, key, pk]
    return reverse(f"grants:officer:meeting_part_{step}", args=arguments)


def _part(key: str) -> Part:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


@office(*EDITING_ROLES, rule=RULE)
def meeting_part_add(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Add a member, an item, a case, somebody disqualified, or who adjusts the minutes."""
    meeting, kind = editable(request, pk), _part(part)

    def save(form: Any) -> Any:
        values = dict(form.cleaned_data)
        if part == "cases":
            values["application"] = values.pop("number")
            return agenda.add_case(values, by=request.user)
        return meetings.add_part(kind.made(meeting), values, by=request.user)

    return edit_page(
        request,
        form_class=kind.new_form,
        record=kind.made(meeting),
        prepare=lambda form: form.offer(meeting),
        initial={"item": request.GET.get("item", "")},
        save=save,
        title=kind.adding,
        submit=_("Add"),
        done=lambda made: kind.back(meeting, part),
        cancel_url=kind.back(meeting, part),
        trail=trail_of(meeting),
    )


@office(*EDITING_ROLES, rule=RULE)
def meeting_part_edit(request: HttpRequest, pk: int, part: str, part_pk: int) -> HttpResponse:
    """Edit a part of a meeting."""
    meeting, kind = editable(request, pk), _part(part)
    row = get_object_or_404(kind.rows(meeting), pk=part_pk)
    return edit_page(
        request,
        form_class=kind.form,
        record=row,
        prepare=lambda form: form.offer(meeting),
        save=lambda form: meetings.edit_part(
            row, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=kind.editing,
        done=lambda saved: kind.back(meeting, part),
        cancel_url=kind.back(meeting, part),
        trail=trail_of(meeting),
    )


@office(*EDITING_ROLES, rule=RULE)
def meeting_part_remove(request: HttpRequest, pk: int, part: str, part_pk: int) -> HttpResponse:
    """Ask, and take a part off a meeting."""
    meeting, kind = editable(request, pk), _part(part)
    row = get_object_or_404(kind.rows(meeting), pk=part_pk)
    told = row.application if isinstance(row, AgendaCase) else getattr(row, "member", row)
    return remove_page(
        request,
        remove=lambda: meetings.remove_part(row, by=request.user),
        title=kind.removing,
        text=str(told),
        done_url=kind.back(meeting, part),
        trail=trail_of(meeting),
    )


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def meeting_item_move(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """Move an item up or down on the agenda."""
    meeting = editable(request, pk)
    item = get_object_or_404(PARTS["items"].rows(meeting), pk=part_pk)
    try:
        meetings.shift(item, by_places=-1 if request.POST.get("to") == "up" else 1, by=request.user)
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(page_of(meeting, "items"))


@office(*EDITING_ROLES, rule=RULE)
def meeting_call_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put every case of a call that waits for a decision on the agenda."""
    meeting = editable(request, pk)
    return edit_page(
        request,
        form_class=forms.CallCasesForm,
        prepare=lambda form: form.offer(meeting),
        initial={"item": request.GET.get("item", "")},
        save=lambda form: agenda.add_call(
            form.cleaned_data["item"], form.cleaned_data["call"], by=request.user
        ),
        title=_("Add the cases of a call"),
        submit=_("Add"),
        done=lambda made: page_of(meeting, "items"),
        cancel_url=page_of(meeting),
        trail=trail_of(meeting),
    )
