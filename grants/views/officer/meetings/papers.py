"""The papers of a meeting at the office: ordered, made by the worker, downloaded."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.domain.meetings import papers
from grants.enums.meetings import PaperKind
from grants.forms.meetings import PaperForm
from grants.models import MeetingPaper
from grants.permissions import can_edit_meeting
from grants.views.officer.meetings.pages import READ_RULE, RULE, editable, page_of, shown, tell, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.models import Document


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def meeting_paper_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order the committee pack, or the minutes in another language."""
    meeting = editable(request, pk)
    kind, form = request.POST.get("kind", ""), PaperForm(request.POST)
    if kind not in PaperKind.values or not form.is_valid():
        messages.error(request, _("Choose what to make, and in which language."))
        return HttpResponseRedirect(page_of(meeting, "papers"))
    try:
        paper = papers.order(
            meeting, kind=PaperKind(kind), language=form.cleaned_data["language"], by=request.user
        )
    except ValidationError as error:
        tell(request, error)
        return HttpResponseRedirect(page_of(meeting, "papers"))
    return HttpResponseRedirect(paper.get_absolute_url())


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def meeting_paper_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a paper is, and its files when it is made; htmx gets the progress alone."""
    paper = get_object_or_404(MeetingPaper.objects.visible_to(request.user).for_list(), pk=pk)
    files = Document.objects.visible_of(request.user, paper).order_by("pk")
    context = {
        **shown(paper.meeting),
        "paper": paper,
        "files": files,
        "may_order": can_edit_meeting(request.user, paper.meeting),
        "page": page_of(paper.meeting, "papers"),
        "trail": trail_of(paper.meeting),
    }
    template = "grants/officer/meeting_paper_detail.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def meeting_paper_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a paper that failed again."""
    paper = get_object_or_404(MeetingPaper.objects.visible_to(request.user).for_list(), pk=pk)
    editable(request, paper.meeting_id)
    if paper.job is not None:
        jobs.retry(paper.job)
    return HttpResponseRedirect(paper.get_absolute_url())
