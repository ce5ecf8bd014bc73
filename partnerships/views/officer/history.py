"""Who changed what in a partnership, an organisation, a region, a network or a framework."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from partnerships.models import (
    Dialogue,
    FormerName,
    FormerRegionName,
    Framework,
    FrameworkElement,
    MemberCount,
    Merge,
    Network,
    NetworkGroup,
    NetworkMembership,
    Organisation,
    Partnership,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
    Region,
    RegistrationNumber,
)
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.history import history_of

# A kind of record, the noun in its addresses, and what lies under it and belongs to its history.
KINDS: dict[str, tuple[type[models.Model], str, list[type[models.Model]]]] = {
    "organisations": (Organisation, "organisation", [FormerName, RegistrationNumber, Merge]),
    "regions": (Region, "region", [FormerRegionName, Merge]),
    "networks": (Network, "network", [NetworkGroup, MemberCount, NetworkMembership]),
    "partnerships": (
        Partnership,
        "partnership",
        [PartnershipPeriod, PartnershipField, PartnershipParticipant, Dialogue],
    ),
    "frameworks": (Framework, "framework", [FrameworkElement]),
}


@office(*READING_ROLES, rule="everybody who works for an authority")
def record_history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show every change of a record and its parts, newest first."""
    model, noun, children = KINDS[kind]
    record = get_object_or_404(model._default_manager.visible_to(request.user), slug=slug)  # type: ignore[attr-defined]
    page = history_of(record, children=children, page=request.GET.get("page"))
    trail = [(record, reverse(f"partnerships:officer:{noun}_detail", args=[slug]))]
    return render(
        request, "partnerships/officer/record_history.html", {"record": record, "page": page, "trail": trail}
    )
