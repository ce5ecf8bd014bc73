"""Awards as everybody reads them: who was granted how much, for what, by whom, when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.filters import AwardFilter
from grants.models import Award
from grants.tables import AWARDS
from portal.core.access import public
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
