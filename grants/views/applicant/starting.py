"""Beginning an application."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from grants.domain import applications, copying, stages
from grants.domain.applications import closed_sentence
from grants.enums import ApplicationStatus, CallStatus
from grants.forms.start import StartForm
from grants.models import Application, Call
from grants.views import carried
from grants.views.applicant.copying import LISTED
from portal.core.access import applicant
from portal.core.errors import DomainError
from portal.core.moments import say_moment, time_left


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("anyone who has signed in, for a published call")
def application_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who applies and in which language, then begin the draft."""
    now = timezone.now()
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    if call.status == CallStatus.DRAFT:
        raise Http404
    form = StartForm(
        request.POST or None,
        call=call,
        user=request.user,
        language=get_language() or "en",
        earlier=list(copying.sources(None, by=request.user)[:LISTED]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            begun = applications.start(
                call,
                by=request.user,
                organisation=form.organisation,
                language=form.cleaned_data["language"],
                now=now,
            )
        except DomainError as error:
            form.add_error(None, error)
        else:
            carried.into_draft(request, begun)
            if earlier := form.cleaned_data.get("copy_from"):
                address = reverse("grants:applicant:application_copy", args=[begun.reference])
                return redirect(f"{address}?from={earlier}")
            return redirect("grants:applicant:application_detail", begun.reference)
    drafts = (
        Application.objects.visible_to(request.user)
        .own(request.user)
        .filter(call=call, status=ApplicationStatus.DRAFT)
        .order_by("-saved_at")
    )
    stage = stages.first_stage(call)
    until = stages.closing_at(call, stage, now)
    context = {
        "form": form,
        "call": call,
        "closed": closed_sentence(call, now) or stages.closed_sentence(call, stage, now),
        "closes": say_moment(until, call.time_zone) if until else "",
        "left": time_left(until, now) if until else "",
        "drafts": drafts,
        "checked": bool(carried.answers_for(request, call)),
    }
    return render(request, "grants/applicant/application_start.html", context)
