"""Exchanges, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchanges.direction import Viewpoint, home_of, partner_of, seen
from exchanges.enums import EXCHANGE_TONES, ActorRole, Direction
from exchanges.filters.exchanges import ExchangeFilter
from exchanges.models import Event, Exchange, ExchangeActor, ExchangeFigure, Outcome
from exchanges.permissions import can_edit_exchange
from exchanges.tables.exchanges import exchange_columns
from exchanges.views.public.pictures import pictures_of
from partnerships.enums import Engagement
from partnerships.models import Agreement
from partnerships.views.public.facts import Facts, joined
from portal.core import registry
from portal.core.access import public
from portal.core.amounts import format_amount
from portal.core.models import Citation, Document
from portal.core.sources import citations_of, sources_in
from portal.core.tables import render_table


@public("every exchange, planned, past or present")
def exchange_list(request: HttpRequest) -> HttpResponse:
    """Show the register of exchanges."""
    rows = Exchange.objects.visible_to(request.user).for_list()
    filterset = ExchangeFilter(request.GET, rows, request=request)
    return render_table(
        request,
        filterset=filterset,
        columns=exchange_columns(from_partner=filterset.from_partner),
        template="exchanges/public/exchange_list.html",
        title=_("Exchanges"),
        empty=_("No exchange has been entered yet."),
    )


@public("every exchange; the agreement it is under only where that is public")
def exchange_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one exchange as an article, with its direction as seen from either side (A20)."""
    exchange = get_object_or_404(with_sides(Exchange.objects.visible_to(request.user)), slug=slug)
    viewpoint: Viewpoint = "partner" if request.GET.get("seen") == "partner" else "authority"
    actors = list(exchange.actors.select_related("organisation__region", "organisation__municipality"))
    figures = list(exchange.figures.all())
    outcomes = list(Outcome.objects.visible_to(request.user).filter(exchange=exchange).for_list())
    citations = citations_of(exchange, *actors, *figures, *outcomes)
    roles = {role: [actor for actor in actors if actor.role == role] for role in ActorRole.values}
    context = {
        "exchange": exchange,
        "tone": EXCHANGE_TONES[exchange.status],
        "seen": seen(exchange, viewpoint),
        "viewpoint": viewpoint,
        "home": home_of(exchange),
        "partner": partner_of(exchange),
        "flips": exchange.direction != Direction.MUTUAL and partner_of(exchange) is not None,
        "facts": _facts(request.user, exchange, [one for one in citations if one.object_id == exchange.pk]),
        "hosts": roles[ActorRole.HOST],
        "hosts_title": _hosts_title(exchange, roles[ActorRole.HOST]),
        "participants": [(actor, engagement_words(actor)) for actor in roles[ActorRole.PARTICIPANT]],
        "third_parties": roles[ActorRole.THIRD_PARTY],
        "funders": roles[ActorRole.FUNDER],
        "places": list(exchange.subject_regions.all()),
        "figures": [figure_words(figure) for figure in figures],
        "outcomes": outcomes,
        "events": Event.objects.visible_to(request.user).filter(exchange=exchange).for_list(),
        "elements": exchange.elements.select_related("framework"),
        "pictures": pictures_of(exchange),
        "documents": Document.objects.visible_to(request.user).of(exchange),
        "panels": registry.panels(exchange, request.user),
        "sources": sources_in(citations),
        "may_edit": can_edit_exchange(request.user, exchange),
    }
    return render(request, "exchanges/public/exchange_detail.html", context)


def with_sides(exchanges: Any) -> Any:
    """Return exchanges with everything that names their two sides."""
    return exchanges.select_related(
        "authority__organisation__region", "partnership__region", "partnership__counterpart", "agreement"
    )


def _facts(user: Any, exchange: Exchange, citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("When"), exchange.period or _("date not known"), field="period")
    if exchange.recurring:
        facts.add(_("Comes back"), _("yes, more than once"), field="recurring")
    facts.add(_("Partnership"), exchange.partnership, field="partnership")
    if exchange.agreement_id is not None:
        shown = Agreement.objects.visible_to(user).filter(pk=exchange.agreement_id).first()
        facts.add(_("Under the agreement"), shown, field="agreement")
    facts.add(_("Authority"), exchange.authority.organisation)
    facts.add(_("Fields"), joined(field.names for field in exchange.fields.all()), field="fields")
    facts.add(_("Municipalities"), joined(exchange.municipalities.all()), field="municipalities")
    if exchange.cost is not None:
        facts.add(_("Cost"), format_amount(exchange.cost, exchange.currency), field="cost")
    return facts.facts


def _hosts_title(exchange: Exchange, hosts: list[ExchangeActor]) -> str:
    """Say that one stay may have several hosts (A18)."""
    return ngettext("Host", "%(count)d hosts", len(hosts)) % {"count": len(hosts)}


def engagement_words(actor: ExchangeActor) -> str:
    """Return whether a participant still is one; nothing where nobody says so (A11)."""
    return str(dict(Engagement.choices).get(actor.engagement, ""))


def figure_words(figure: ExchangeFigure) -> dict[str, object]:
    """Return a figure in words, with the words of its source where they are kept (X02)."""
    number: Any = figure.number
    return {
        "number": number,
        "words": number.words if number else "",
        "label": figure.note if figure.note else figure.get_kind_display(),
        "kind": figure.get_kind_display(),
    }
