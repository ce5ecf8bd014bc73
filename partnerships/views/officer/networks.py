"""Networks, for the office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import networks
from partnerships.filters.networks import NetworkFilter
from partnerships.forms.networks import NetworkForm, NetworkMissionForm
from partnerships.memberships import pictures
from partnerships.models import Network, NetworkFee, NetworkMembership, NetworkSeat
from partnerships.permissions import can_edit_shared
from partnerships.tables.networks import office_networks
from partnerships.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of, several
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core import registry
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import edit_page
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (NetworkForm, gettext_lazy("Facts")),
    "mission": (NetworkMissionForm, gettext_lazy("Mission")),
}


def page_of(network: Network) -> str:
    """Return the address of the network's office page."""
    return reverse("partnerships:officer:network_detail", args=[network.slug])


@office(*READING_ROLES, rule="everybody who works for an authority")
def network_list(request: HttpRequest) -> HttpResponse:
    """Show the register of networks."""
    rows = Network.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=NetworkFilter(request.GET, rows, request=request),
        columns=office_networks(),
        template="partnerships/officer/network_list.html",
        title=_("Networks"),
        empty=_("Add the first network."),
        context={"may_add": can_edit_shared(request.user)},
    )


@office(*READING_ROLES, rule="everybody who works for an authority")
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of a network, each section with its own edit."""
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("parent", "secretariat"), slug=slug
    )
    may_edit = can_edit_shared(request.user)
    sections = [
        Section(
            title,
            key,
            facts=facts_of(network, form),
            edit_url=reverse("partnerships:officer:network_edit", args=[slug, key]) if may_edit else "",
        )
        for key, (form, title) in SECTIONS.items()
    ]
    memberships = network.memberships.select_related(
        "network", "authority__organisation", "holder"
    ).prefetch_related("seats__group", "fees", "beneficiaries")
    sections += [
        parts_section(
            "member-counts",
            network,
            request.user,
            lambda count: (count.count, count.as_of or _("no date given")),
            network.member_counts.all(),
        ),
        parts_section(
            "groups",
            network,
            request.user,
            lambda group: (group.names, group.get_kind_display()),
            network.groups.all(),
        ),
        parts_section(
            "memberships",
            network,
            request.user,
            _membership,
            memberships,
        ),
        *_seats_and_fees(network, request.user),
    ]
    context = {
        "record": network,
        "panels": registry.panels(network, request.user),
        "history_url": reverse("partnerships:officer:network_history", args=[slug]),
        "kicker": network.acronym,
        "sections": sections,
        "pictures": pictures(list(memberships)),
    }
    return render(request, "partnerships/officer/network_detail.html", context)


def _seats_and_fees(network: Network, user: Any) -> list[Section]:
    seats = NetworkSeat.objects.filter(membership__network=network).select_related(
        "group", "membership__network", "membership__authority__organisation"
    )
    fees = NetworkFee.objects.filter(membership__network=network).select_related(
        "membership__authority__organisation"
    )
    return [
        parts_section("seats", network, user, _seat, seats),
        parts_section("fees", network, user, _fee, fees),
    ]


def _membership(membership: NetworkMembership) -> tuple[object, object]:
    bodies = list(membership.beneficiaries.all())
    opens = _("opens doors for %(bodies)s") % {"bodies": several(bodies)} if bodies else ""
    note = [membership.get_engagement_display(), membership.period, membership.holder, opens]
    return membership.authority, several(one for one in note if one)


def _seat(seat: NetworkSeat) -> tuple[object, object]:
    note = [seat.membership.authority, seat.office, seat.period]
    who = seat.person or _("nobody has said who holds it")
    return f"{seat.group or seat.membership.network}: {who}", several(one for one in note if one)


def _fee(fee: NetworkFee) -> tuple[object, object]:
    note: list[object] = [fee.membership.authority]
    if fee.paid_on:
        note.append(_("paid on %(day)s") % {"day": date_format(fee.paid_on)})
    elif fee.due_on:
        note.append(_("to be paid by %(day)s") % {"day": date_format(fee.due_on)})
    return f"{fee.year or _('Every year')}: {format_amount(fee.amount, fee.currency)}", several(note)


@office(*EDITING_ROLES, rule="every officer: networks are shared by all authorities")
def network_add(request: HttpRequest) -> HttpResponse:
    """Add a network."""
    return edit_page(
        request,
        record=Network(),
        form_class=NetworkForm,
        save=lambda form: networks.create(form.cleaned_data, by=request.user),
        title=_("Add a network"),
        trail=[(_("Networks"), reverse("partnerships:officer:network_list"))],
        done=page_of,
        cancel_url=reverse("partnerships:officer:network_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule="every officer: networks are shared by all authorities")
def network_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of a network."""
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=network,
        form_class=form_class,
        save=lambda form: networks.edit(
            network, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(network, page_of(network))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(network)}#{section}",
    )
