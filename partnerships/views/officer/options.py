"""What a picker offers while somebody types: the records of one register, at most twenty."""

from django.http import Http404, HttpRequest, JsonResponse

from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.forms.picker import LONGEST_SEARCH, kind_named, matches


@office(*READING_ROLES, rule="everybody who works for an authority; each sees what the register shows them")
def option_list(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer with the matches of ``?q=`` as value, label and what tells two of the same name apart."""
    picked = kind_named(kind)
    if picked is None:
        raise Http404
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    rows = matches(picked.rows(request.user), words) if words else []
    options = [{"value": str(row.pk), "label": str(row), "note": picked.note(row)} for row in rows]
    response = JsonResponse({"options": options})
    response["Cache-Control"] = "private, max-age=0"
    return response
