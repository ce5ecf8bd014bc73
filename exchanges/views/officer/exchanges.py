"""Exchanges at the office: the register, the record's page, and its sections edited one by one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.domain import exchanges
from exchanges.enums import EXCHANGE_TONES, EXCHANGE_TRANSITIONS
from exchanges.filters.exchanges import OfficeExchangeFilter
from exchanges.forms.exchanges import (
    ExchangeAimsForm,
    ExchangeCompletenessForm,
    ExchangeCostForm,
    ExchangeFieldsForm,
    ExchangeForm,
    ExchangeMunicipalitiesForm,
    ExchangePlacesForm,
    ExchangeStoryForm,
    NewExchangeForm,
    StatusForm,
)
from exchanges.forms.ledger import SameAsForm
from exchanges.models import Exchange, ExchangeActor, ExchangeFigure, ExchangeMoney, Outcome
from exchanges.permissions import can_edit_exchange
from exchanges.tables.exchanges import office_exchanges
from exchanges.views.officer.files import documents_section
from exchanges.views.officer.outcomes import outcomes_section
from exchanges.views.officer.parts import parts_section
from exchanges.views.public.exchanges import with_sides
from partnerships.models import Partnership
from partnerships.views.officer.record import Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core import registry
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of, last_change
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (ExchangeForm, gettext_lazy("Facts")),
    "story": (ExchangeStoryForm, gettext_lazy("Story and results")),
    "completeness": (ExchangeCompletenessForm, gettext_lazy("More participants")),
    "fields": (ExchangeFieldsForm, gettext_lazy("Fields of art")),
    "municipalities": (ExchangeMunicipalitiesForm, gettext_lazy("Municipalities")),
    "places": (ExchangePlacesForm, gettext_lazy("Places it is about")),
    "cost": (ExchangeCostForm, gettext_lazy("Cost")),
    "aims": (ExchangeAimsForm, gettext_lazy("Aims it serves")),
    "same": (SameAsForm, gettext_lazy("The other side's record")),
}
# What lies under an exchange and belongs to its history.
PARTS = (ExchangeActor, ExchangeFigure, ExchangeMoney, Outcome)
RULE = "officers and administrators of the authority whose exchange it is"


def page_of(exchange: Exchange) -> str:
    """Return the address of the exchange's office page."""
    return reverse("exchanges:officer:exchange_detail", args=[exchange.slug])


@office(*READING_ROLES, rule="everybody who works for an authority, its own exchanges")
def exchange_list(request: HttpRequest) -> HttpResponse:
    """Show the register of one's own authorities' exchanges."""
    rows = Exchange.objects.visible_to(request.user).of_authorities(reads(request.user)).for_list()
    filterset = OfficeExchangeFilter(request.GET, rows, request=request)
    return render_table(
        request,
        filterset=filterset,
        columns=office_exchanges(from_partner=filterset.from_partner),
        template="exchanges/officer/exchange_list.html",
        title=_("Exchanges"),
        empty=_("Add the first one: a residency, a concert, a project. It needs no agreement."),
        context={"may_add": bool(edits(request.user))},
    )


@office(*READING_ROLES, rule="everybody who works for an authority; edited by the exchange's own")
def exchange_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of an exchange, each section with its own edit."""
    exchange = get_object_or_404(with_sides(Exchange.objects.visible_to(request.user)), slug=slug)
    may_edit = can_edit_exchange(request.user, exchange)

    def section(key: str) -> Section:
        form, title = SECTIONS[key]
        edit = reverse("exchanges:officer:exchange_edit", args=[slug, key]) if may_edit else ""
        return Section(title, key, facts=facts_of(exchange, form), edit_url=edit)

    may_move = may_edit and EXCHANGE_TRANSITIONS[exchange.status]
    context = {
        "record": exchange,
        "kicker": exchange.authority,
        "state": exchange.get_status_display(),
        "tone": EXCHANGE_TONES[exchange.status],
        "status_url": reverse("exchanges:officer:exchange_status", args=[slug]) if may_move else "",
        "sections": [
            section("facts"),
            section("story"),
            parts_section("actors", exchange, may_edit),
            section("completeness"),
            parts_section("figures", exchange, may_edit),
            *(section(key) for key in ("fields", "municipalities", "places", "cost")),
            parts_section("money", exchange, may_edit),
            section("aims"),
            section("same"),
            parts_section("pictures", exchange, may_edit),
            documents_section(exchange, request.user, may_edit),
            outcomes_section(exchange, may_edit),
        ],
        "moves": exchange.moves.select_related("by"),
        "status_words": dict(exchange._meta.get_field("status").flatchoices),
        "last_change": last_change(exchange),
        "history": history_of(exchange, children=PARTS, per_page=10),
        "history_url": reverse("exchanges:officer:exchange_history", args=[slug]),
        "panels": registry.panels(exchange, request.user),
    }
    return render(request, "exchanges/officer/exchange_detail.html", context)


@office(*READING_ROLES, rule="everybody who works for an authority, its own exchanges")
def exchange_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that was ever changed in an exchange, its actors, figures and outcomes."""
    exchange = get_object_or_404(
        Exchange.objects.visible_to(request.user).of_authorities(reads(request.user)), slug=slug
    )
    page = history_of(exchange, children=PARTS, page=request.GET.get("page"))
    trail = [
        (_("Exchanges"), reverse("exchanges:officer:exchange_list")),
        (exchange, page_of(exchange)),
    ]
    return render(
        request, "exchanges/officer/history.html", {"record": exchange, "page": page, "trail": trail}
    )


@office(*EDITING_ROLES, rule="officers and administrators, for their own authorities")
def exchange_add(request: HttpRequest) -> HttpResponse:
    """Add an exchange."""
    own = Partnership.objects.visible_to(request.user).of_authorities(edits(request.user))
    partnership = own.filter(slug=request.GET.get("partnership", "")).first()
    initial = {"partnership": partnership.pk, "authority": partnership.authority_id} if partnership else None
    return edit_page(
        request,
        record=Exchange(),
        form_class=NewExchangeForm,
        prepare=lambda form: form.offer(edits(request.user)),
        initial=initial,
        save=lambda form: exchanges.create(form.cleaned_data, by=request.user),
        title=_("Add an exchange"),
        trail=[(_("Exchanges"), reverse("exchanges:officer:exchange_list"))],
        done=page_of,
        cancel_url=reverse("exchanges:officer:exchange_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def exchange_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of an exchange."""
    exchange = editable(request, slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=exchange,
        form_class=form_class,
        save=lambda form: exchanges.edit(
            editable(request, slug), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(exchange, page_of(exchange))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(exchange)}#{section}",
    )


@office(*EDITING_ROLES, rule=RULE)
def exchange_status(request: HttpRequest, slug: str) -> HttpResponse:
    """Let an exchange go on to its next status."""
    exchange = editable(request, slug)
    return edit_page(
        request,
        form_class=StatusForm,
        prepare=lambda form: form.follow(exchange),
        save=lambda form: exchanges.change_status(
            exchange, form.cleaned_data["status"], note=form.cleaned_data["note"], by=request.user
        ),
        title=_("Change the status"),
        trail=[(exchange, page_of(exchange))],
        done=page_of,
        cancel_url=page_of(exchange),
        context={"lead": _("Now: %(state)s") % {"state": exchange.get_status_display()}},
    )


def editable(request: HttpRequest, slug: str) -> Exchange:
    """Return an exchange that the person may edit; 404 if there is none, 403 if it is another authority's."""
    exchange = get_object_or_404(with_sides(Exchange.objects.visible_to(request.user)), slug=slug)
    if not can_edit_exchange(request.user, exchange):
        raise PermissionDenied
    return exchange
