"""The answer to a request for a register: the whole page, or what htmx asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django_filters import FilterSet

from portal.core.tables.columns import Column
from portal.core.tables.table import PAGE_SIZE, Table


def layout_of(request: HttpRequest) -> str:
    """Return the layout of the area that the request's address belongs to."""
    namespaces = request.resolver_match.namespaces if request.resolver_match else []
    if "officer" in namespaces:
        return "layouts/office.html"
    if "applicant" in namespaces:
        return "layouts/applicant.html"
    return "layouts/public.html"


def render_table(
    request: HttpRequest,
    *,
    filterset: FilterSet,
    columns: Sequence[Column],
    template: str,
    title: str | Promise,
    empty: str | Promise,
    default_sort: str = "",
    page_size: int = PAGE_SIZE,
    bare_query: Mapping[str, str] | None = None,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with a register: the whole page, or for htmx the template's partial ``results``.

    Parameters: ``filterset`` is made from ``request.GET`` and a queryset that is ``visible_to`` the user and
    ``for_list()``; ``columns`` in their order, one of which ``heads_row``; ``template`` extends
    ``layouts/register.html``; ``empty`` is the sentence for a register without any entry; ``default_sort`` is a
    column's name, with "-" for descending (without it the queryset's own order stands); ``page_size`` in rows;
    ``bare_query`` is what the list without filters says, where its bare address opens another one;
    ``context`` is added to the template's. The template gets ``table`` (a Table), ``title``, ``layout``.
    """
    table = Table(request, filterset, columns, default_sort=default_sort, page_size=page_size)
    table.bare_query = bare_query or {}
    is_partial = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    data = {
        "table": table,
        "title": title,
        "empty": empty,
        "layout": layout_of(request),
        "is_partial": is_partial,
        **(context or {}),
    }
    response = render(request, f"{template}#results" if is_partial else template, data)
    patch_vary_headers(response, ["HX-Request"])
    if is_partial:
        response["HX-Push-Url"] = table.clean_url
    return response
