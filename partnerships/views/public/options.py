"""What the filters of public lists offer while somebody types."""

from django.http import Http404, HttpRequest, JsonResponse

from partnerships.pickers import PUBLIC_ADDRESS
from portal.core.access import public
from portal.core.forms.picker import found_by, kind_named


@public("records of public registers by their names")
def option_list(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer with the matches of ``?q=`` as value, label and what tells two of the same name apart."""
    picked = kind_named(kind)
    if picked is None or picked.url_name != PUBLIC_ADDRESS:
        raise Http404
    response = JsonResponse({"options": found_by(picked, request.GET.get("q", ""), request.user)})
    response["Cache-Control"] = "public, max-age=60"
    return response
