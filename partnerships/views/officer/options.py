"""What a picker offers while somebody types: the records of one register, at most twenty."""

from django.http import Http404, HttpRequest, JsonResponse

from partnerships.pickers import ADDRESS
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.forms.picker import found_by, kind_named


@office(*READING_ROLES, rule="everybody who works for an authority; each sees what the register shows them")
def option_list(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer with the matches of ``?q=`` as value, label and what tells two of the same name apart."""
    picked = kind_named(kind)
    if picked is None or picked.url_name != ADDRESS:
        raise Http404
    response = JsonResponse({"options": found_by(picked, request.GET.get("q", ""), request.user)})
    response["Cache-Control"] = "private, max-age=0"
    return response
