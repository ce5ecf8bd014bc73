"""The golden thread of a framework, for the office."""

from django.http import HttpRequest, HttpResponse

from partnerships.views.thread import element_page, thread_page
from portal.accounts.enums import READING_ROLES
from portal.core.access import office


@office(*READING_ROLES, rule="everybody who works for an authority; drafts only of their own")
def framework_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was done for each element of a framework."""
    return thread_page(request, slug, office=True)


@office(*READING_ROLES, rule="everybody who works for an authority; drafts only of their own")
def element_thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what was done for one element of a framework."""
    return element_page(request, slug, pk, office=True)
