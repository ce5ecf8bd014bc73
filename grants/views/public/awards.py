"""Awards as everybody reads them: who was granted how much, for what, by whom, when."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.documents import readable
from grants.domain import readers
from grants.enums import CallStatus
from grants.filters import AwardFilter
from grants.models import Award
from grants.tables import AWARDS, recipient
from portal.core.access import public
from portal.core.amounts import format_amount
from portal.core.tables import render_table


@require_safe
@public("the awards of approved cases; organisations by name, people without")
def award_list(request: HttpRequest) -> HttpResponse:
    """List the awards, the latest first."""
    awards = Award.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=AwardFilter(request.GET, awards, request=request),
        columns=AWARDS,
        template="grants/public/award_list.html",
        title=_("Awards"),
        empty=_("No award has been decided yet. When an application is approved, it is listed here."),
    )


@require_safe
@public("the awards of approved cases; of the application only the answers that its call marks as public")
def award_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one award, with the answers that everybody may read."""
    found = Award.objects.visible_to(request.user).select_related(
        "decision__application__organisation",
        "decision__application__call",
        "decision__application__authority__organisation",
    )
    award = get_object_or_404(found, pk=pk)
    application = award.decision.application
    context = {
        "award": award,
        "application": application,
        "call": application.call,
        "call_is_public": application.call.status in {CallStatus.PUBLISHED, CallStatus.CLOSED},
        "recipient": recipient(award),
        "amount": format_amount(award.amount, award.currency),
        "decided": date_format(timezone.localtime(award.decision.decided_at), "SHORT_DATE_FORMAT"),
        # As anybody reads it, also when the applicant or an officer looks: this is the page that is public.
        "sections": readable(readers.content_for(AnonymousUser(), application)),
    }
    return render(request, "grants/public/award_detail.html", context)
