"""Networks, for everybody."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.filters.networks import NetworkFilter
from partnerships.memberships import pictures
from partnerships.models import Network, NetworkMembership, Organisation
from partnerships.permissions import can_edit_shared
from partnerships.tables.networks import NETWORKS
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import public
from portal.core.models import Citation
from portal.core.sources import about, citations_of, sources_in
from portal.core.tables import render_table


@public("every network")
def network_list(request: HttpRequest) -> HttpResponse:
    """Show the register of networks."""
    return render_table(
        request,
        filterset=NetworkFilter(
            request.GET, Network.objects.visible_to(request.user).for_list(), request=request
        ),
        columns=NETWORKS,
        template="partnerships/public/network_list.html",
        title=_("Networks"),
        empty=_("No network has been entered yet."),
    )


@public("every network, with the authorities' memberships")
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one network: what it is for, who is in it, and what that opens."""
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("parent", "secretariat"), slug=slug
    )
    memberships = list(
        NetworkMembership.objects.filter(network=network)
        .select_related("network", "authority__organisation", "holder")
        .prefetch_related("seats__group", "fees", Prefetch("beneficiaries", Organisation.objects.all()))
    )
    counts = list(network.member_counts.all())
    citations = citations_of(network, *memberships, *counts)
    context = {
        "network": network,
        "facts": _facts(network, counts, about(network, citations)),
        "groups": network.groups.all(),
        "children": network.children.visible_to(request.user).for_list(),
        "memberships": memberships,
        "pictures": pictures(memberships),
        "panels": registry.panels(network, request.user),
        "sources": sources_in(citations),
        "may_edit": can_edit_shared(request.user),
    }
    return render(request, "partnerships/public/network_detail.html", context)


def _facts(network: Network, counts: list[Any], citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("Short name"), network.acronym, field="acronym")
    facts.add(_("Part of"), network.parent, field="parent")
    if network.kind_within_parent:
        kind = network.get_kind_within_parent_display()
        number = network.siblings_within_parent
        words = _("%(kind)s, one of %(number)d") % {"kind": kind, "number": number} if number else kind
        facts.add(_("Within it"), words, field="siblings_within_parent")
    facts.add(_("Members"), [_count(one) for one in counts], field="member_counts")
    facts.add(_("Secretariat"), network.secretariat, field="secretariat")
    if network.website:
        facts.add(_("Website"), format_html('<a href="{0}">{0}</a>', network.website), field="website")
    return facts.facts


def _count(one: Any) -> str:
    if one.as_of:
        return _("%(count)s (as of %(date)s)") % {"count": one.count, "date": one.as_of}
    return _("%(count)s (the source gives no date)") % {"count": one.count}
