"""Work programmes, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.filters.commitments import ProgrammeFilter
from partnerships.models import WorkProgramme
from partnerships.permissions import can_edit_programme
from partnerships.tables.commitments import PUBLIC_PROGRAMMES
from portal.core import registry
from portal.core.access import public
from portal.core.sources import citations_of, sources_in
from portal.core.tables import render_table


@public("every work programme, but those of drafts of agreements")
def work_programme_list(request: HttpRequest) -> HttpResponse:
    """Show the register of work programmes."""
    rows = WorkProgramme.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=ProgrammeFilter(request.GET, rows, request=request),
        columns=PUBLIC_PROGRAMMES,
        template="partnerships/public/work_programme_list.html",
        title=_("Work programmes"),
        empty=_("No work programme has been entered yet."),
    )


@public("every work programme, but those of drafts of agreements")
def work_programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan: what it means to do, and what came of it so far."""
    programme = get_object_or_404(
        WorkProgramme.objects.visible_to(request.user).select_related(
            "authority__organisation", "partnership", "agreement__partnership"
        ),
        pk=pk,
    )
    return render(
        request,
        "partnerships/public/work_programme_detail.html",
        {
            "programme": programme,
            "lines": list(programme.lines.all()),
            "panels": registry.panels(programme, request.user),
            "sources": sources_in(citations_of(programme)),
            "may_edit": can_edit_programme(request.user, programme),
        },
    )
