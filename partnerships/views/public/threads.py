"""The golden thread of a framework, for everybody."""

from django.http import HttpRequest, HttpResponse

from partnerships.views.thread import element_page, thread_page
from portal.core.access import public


@public("what is public of the work for a framework")
def framework_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was done for each element of a framework."""
    return thread_page(request, slug, office=False)


@public("what is public of the work for a framework")
def element_thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what was done for one element of a framework."""
    return element_page(request, slug, pk, office=False)
