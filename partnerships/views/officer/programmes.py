"""Work programmes at the office: the register, a plan's page, and its lines."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import programmes
from partnerships.filters.commitments import ProgrammeFilter
from partnerships.forms.programmes import LineForm, WorkProgrammeForm
from partnerships.models import Agreement, Commitment, Partnership, WorkProgramme, WorkProgrammeLine
from partnerships.permissions import can_edit_programme
from partnerships.tables.commitments import OFFICE_PROGRAMMES
from partnerships.views.officer.record import facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core import registry
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.history import history_of, last_change
from portal.core.tables import render_table

RULE = "officers and administrators of the authority whose work programme it is"


def page_of(programme: WorkProgramme) -> str:
    """Return the address of the office page of a work programme."""
    return reverse("partnerships:officer:work_programme_detail", args=[programme.pk])


def _register() -> tuple[object, str]:
    return _("Work programmes"), reverse("partnerships:officer:work_programme_list")


@office(*READING_ROLES, rule="everybody who works for an authority, its own work programmes")
def work_programme_list(request: HttpRequest) -> HttpResponse:
    """Show the register of one's own authorities' work programmes."""
    rows = WorkProgramme.objects.visible_to(request.user).of_authorities(reads(request.user)).for_list()
    return render_table(
        request,
        filterset=ProgrammeFilter(request.GET, rows, request=request),
        columns=OFFICE_PROGRAMMES,
        template="partnerships/officer/work_programme_list.html",
        title=_("Work programmes"),
        empty=_("Add the first plan: what the sides mean to do in the next years."),
        context={"may_add": bool(edits(request.user))},
    )


@office(*READING_ROLES, rule="everybody who works for the authority whose work programme it is")
def work_programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan as those see it who carry it out: its lines, what fulfils them, what it obliges to."""
    programme = _mine(request, pk)
    return render(
        request,
        "partnerships/officer/work_programme_detail.html",
        {
            "programme": programme,
            "may_edit": can_edit_programme(request.user, programme),
            "facts": facts_of(programme, WorkProgrammeForm),
            "lines": list(programme.lines.all()),
            "trail": [_register()],
            "last_change": last_change(programme),
            "history": history_of(programme, children=(WorkProgrammeLine, Commitment), per_page=20),
            "panels": registry.panels(programme, request.user),
        },
    )


@office(*EDITING_ROLES, rule="officers and administrators, for partnerships of their own authority")
def work_programme_add(request: HttpRequest) -> HttpResponse:
    """Add a work programme."""
    authorities = edits(request.user)
    own = Partnership.objects.visible_to(request.user).of_authorities(authorities)
    partnership = own.filter(slug=request.GET.get("partnership", "")).first()
    agreement = (
        Agreement.objects.visible_to(request.user)
        .filter(partnership__authority__in=authorities, slug=request.GET.get("agreement", ""))
        .first()
    )
    initial: dict[str, Any] = {"partnership": partnership.pk} if partnership else {}
    if agreement is not None:
        initial = {"agreement": agreement.pk, "partnership": agreement.partnership_id}
    return edit_page(
        request,
        record=WorkProgramme(),
        form_class=WorkProgrammeForm,
        prepare=lambda form: form.offer(authorities),
        initial=initial,
        save=lambda form: programmes.create(form.cleaned_data, by=request.user),
        title=_("Add a work programme"),
        trail=[_register()],
        done=page_of,
        cancel_url=_register()[1],
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def work_programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what a plan says of itself."""
    programme = _editable(request, pk)
    return edit_page(
        request,
        record=programme,
        form_class=WorkProgrammeForm,
        prepare=lambda form: form.offer([programme.authority_id]),
        save=lambda form: programmes.edit(
            _editable(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit a work programme"),
        trail=[_register(), (programme, page_of(programme))],
        done=page_of,
        cancel_url=page_of(programme),
    )


@office(*EDITING_ROLES, rule=RULE)
def work_programme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and remove a plan with its lines."""
    programme = _editable(request, pk)
    return remove_page(
        request,
        remove=lambda: programmes.remove(programme, version=None, by=request.user),
        title=_("Remove this work programme, its lines and its commitments?"),
        text=str(programme),
        trail=[_register()],
        done_url=_register()[1],
    )


@office(*EDITING_ROLES, rule=RULE)
def work_programme_line_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a line to a plan."""
    programme = _editable(request, pk)
    return edit_page(
        request,
        record=WorkProgrammeLine(work_programme=programme),
        form_class=LineForm,
        save=lambda form: programmes.add_line(
            WorkProgrammeLine(work_programme=programme), form.cleaned_data, by=request.user
        ),
        title=_("Add a line"),
        trail=[_register(), (programme, page_of(programme))],
        done=lambda saved: f"{page_of(programme)}#lines",
        cancel_url=f"{page_of(programme)}#lines",
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def work_programme_line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a line of a plan."""
    line = _line(request, pk)
    programme = line.work_programme
    return edit_page(
        request,
        record=line,
        form_class=LineForm,
        save=lambda form: programmes.edit_line(
            _line(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit a line"),
        trail=[_register(), (programme, page_of(programme))],
        done=lambda saved: f"{page_of(programme)}#lines",
        cancel_url=f"{page_of(programme)}#lines",
    )


@office(*EDITING_ROLES, rule=RULE)
def work_programme_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and take a line out of its plan."""
    line = _line(request, pk)
    programme = line.work_programme
    return remove_page(
        request,
        remove=lambda: programmes.remove_line(line, version=None, by=request.user),
        title=_("Take this line out?"),
        text=str(line),
        trail=[_register(), (programme, page_of(programme))],
        done_url=f"{page_of(programme)}#lines",
    )


def _mine(request: HttpRequest, pk: int) -> WorkProgramme:
    rows = WorkProgramme.objects.visible_to(request.user).of_authorities(reads(request.user))
    return get_object_or_404(
        rows.select_related("authority__organisation", "partnership", "agreement__partnership"), pk=pk
    )


def _editable(request: HttpRequest, pk: int) -> WorkProgramme:
    programme = _mine(request, pk)
    if not can_edit_programme(request.user, programme):
        raise PermissionDenied
    return programme


def _line(request: HttpRequest, pk: int) -> WorkProgrammeLine:
    own = WorkProgramme.objects.visible_to(request.user).of_authorities(reads(request.user))
    line = get_object_or_404(
        WorkProgrammeLine.objects.select_related("work_programme__authority").filter(work_programme__in=own),
        pk=pk,
    )
    if not can_edit_programme(request.user, line.work_programme):
        raise PermissionDenied
    return line
