"""Places of refuge, for everybody: the programme, and never a person or a placement (A07)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exchanges.models import RefugeProgramme
from exchanges.permissions import can_edit_programme
from portal.core.access import public
from portal.core.sources import citations_of, sources_in


@public("the programmes of refuge, without any placement")
def refuge(request: HttpRequest) -> HttpResponse:
    """Show what the programmes of refuge are, and who runs them."""
    programmes = list(RefugeProgramme.objects.visible_to(request.user).for_list())
    context = {
        "programmes": [(one, can_edit_programme(request.user, one)) for one in programmes],
        "sources": sources_in(citations_of(*programmes)),
    }
    return render(request, "exchanges/public/refuge.html", context)
