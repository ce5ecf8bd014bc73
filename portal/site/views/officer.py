"""The desk: what waits for me today, what expires, what is late."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import Authority
from portal.accounts.enums import STAFF_ROLES
from portal.accounts.requests import SignedInRequest
from portal.core.access import office
from portal.core.registry import desk_groups
from portal.site.desk import banded, title_of

LONGEST_BAND = 200  # deadlines shown under one heading


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


@office(*STAFF_ROLES, rule="the own deadlines of everybody who works for an authority")
def deadline_list(request: SignedInRequest) -> HttpResponse:
    """Show what has to be done in the next 180 days, from all apps, the nearest first."""
    bands = [
        {
            "days": days,
            "title": title_of(days),
            "deadlines": found[:LONGEST_BAND],
            "more": max(0, len(found) - LONGEST_BAND),
        }
        for days, found in banded(request.user, timezone.localdate())
    ]
    trail = [(_("Desk"), reverse("site:officer:desk"))]
    return render(request, "site/officer/deadline_list.html", {"bands": bands, "trail": trail})
