"""The desk: what waits for me today, what expires, what is late."""

from django.http import HttpResponse
from django.shortcuts import render

from partnerships.models import Authority
from portal.accounts.enums import STAFF_ROLES
from portal.accounts.requests import SignedInRequest
from portal.core.access import office
from portal.core.registry import desk_groups


@office(*STAFF_ROLES, rule="the own tasks of everybody who works for an authority")
def desk(request: SignedInRequest) -> HttpResponse:
    """Show what lies on the user's desk, from all apps."""
    groups = desk_groups(request.user)
    authorities = (
        Authority.objects.visible_to(request.user).worked_for_by(request.user).select_related("organisation")
    )
    return render(
        request,
        "site/officer/desk.html",
        {
            "late": [group for group in groups if group.kind == "late" and group.count],
            "waits": [group for group in groups if group.kind == "waits" and group.count],
            "expires": [group for group in groups if group.kind == "expires" and group.count],
            "groups": groups,
            "authorities": authorities,
        },
    )
