"""Who has been nominated for a call, seen from the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.models import Nomination
from grants.views.officer.call_pages import find_call, trail_of
from grants.views.telling import nominated
from portal.accounts.enums import READING_ROLES
from portal.core.access import office


@require_safe
@office(*READING_ROLES, rule="those who read for the authority of the call, or for one that pays for it")
def call_nominations(request: HttpRequest, slug: str) -> HttpResponse:
    """List the nominations of a call by body and rank, with what became of each."""
    call = find_call(request, slug)
    found = Nomination.objects.visible_to(request.user).filter(call=call)
    context = {"call": call, "nominations": nominated(found), "trail": trail_of(call)}
    return render(request, "grants/officer/call_nominations.html", context)
