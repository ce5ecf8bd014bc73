"""Old addresses: whoever asks for a record that was merged into another is led to that one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from partnerships.domain.merges import moved_to

View = Callable[..., HttpResponse]


def follows_merges(model: type[models.Model]) -> Callable[[View], View]:
    """Lead a request for a merged record's page to the same page of the record it went into.

    Written under the decorator that says who may open the page, so that this is asked first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def following(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, slug=slug, **kwargs)
            except Http404:
                record = moved_to(model, slug)
                match = request.resolver_match
                if record is None or match is None:
                    raise
            address = reverse(match.view_name, kwargs={**kwargs, "slug": record.slug})
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return following

    return decorate
