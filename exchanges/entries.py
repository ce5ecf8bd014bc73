"""Where exchanges show themselves in the rest of the portal: navigation, documents, pages, search, desk, report."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from exchanges import deeds, desk, dossier, ledger_panels, panels, pulse, report, search
from exchanges.domain import evidence
from exchanges.models import Event, Exchange
from partnerships import pickers
from partnerships.domain import proofs
from partnerships.models import Agreement, Commitment, Organisation, Partnership, Region, WorkProgramme
from partnerships.thread import register_deeds
from portal.accounts.enums import READING_ROLES, Role
from portal.accounts.permissions import edits, reads
from portal.core import navigation, registry
from portal.core.collation import order_by_name
from portal.core.forms.picker import Kind, register_picker
from portal.core.navigation import NavigationEntry
from portal.core.querysets import register_document_subject


def register() -> None:
    """Tell the registries of ``portal.core`` about exchanges; called once, when the app is ready."""
    _register_navigation()
    register_picker(
        Kind("exchanges", Exchange, _pickable, lambda row: str(row.period or ""), pickers.ADDRESS)
    )
    register_document_subject(Exchange, visible=Exchange.objects.visible_to, internal=_own_exchanges)
    register_document_subject(Event, visible=Event.objects.visible_to, internal=_own_events)
    registry.register_panel(Partnership, panels.partnership_exchanges, position=20)
    registry.register_panel(Partnership, panels.partnership_outcomes, position=25)
    registry.register_panel(Agreement, panels.agreement_exchanges, position=20)
    registry.register_panel(Partnership, ledger_panels.partnership_ledger, position=15)
    registry.register_panel(Agreement, ledger_panels.agreement_ledger, position=15)
    registry.register_panel(WorkProgramme, ledger_panels.programme_progress, position=10)
    registry.register_panel(Commitment, ledger_panels.commitment_evidence, position=10)
    proofs.register(evidence.proofs)
    registry.register_panel(Organisation, panels.organisation_exchanges, position=20)
    registry.register_panel(Organisation, panels.organisation_events, position=25)
    registry.register_panel(Region, panels.region_exchanges, position=20)
    register_deeds(deeds.exchange_deeds, position=20)
    register_deeds(deeds.event_deeds, position=25)
    registry.register_search(search.exchange_hits, position=40)
    registry.register_search(search.event_hits, position=45)
    registry.register_desk(desk.exchange_groups, position=40)
    pulse.register()
    registry.register_dossier(Partnership, dossier.chapter, position=30)
    registry.register_chapter(report.exchange_chapter, position=20)


def _pickable(user: Any) -> QuerySet[Exchange]:
    rows = Exchange.objects.visible_to(user).of_authorities(edits(user))
    return rows.order_by(order_by_name(), "pk")


def _register_navigation() -> None:
    for label, noun, order in ((_("Exchanges"), "exchange", 30), (_("Events"), "event", 40)):
        navigation.register(
            "public", NavigationEntry(label=label, url_name=f"exchanges:public:{noun}_list", order=order)
        )
        navigation.register(
            "office",
            NavigationEntry(
                label=label, url_name=f"exchanges:officer:{noun}_list", order=order, visible=_reads_records
            ),
        )
    navigation.register(
        "office",
        NavigationEntry(
            label=_("Refuge"),
            url_name="exchanges:officer:refuge_placement_list",
            order=90,
            visible=_is_refuge_officer,
        ),
    )


def _reads_records(request: HttpRequest) -> bool:
    return bool(request.user.has_any_role(READING_ROLES))  # type: ignore[union-attr]


def _is_refuge_officer(request: HttpRequest) -> bool:
    return bool(request.user.has_any_role([Role.REFUGE_OFFICER]))  # type: ignore[union-attr]


def _own_exchanges(user: Any) -> QuerySet[Exchange]:
    return Exchange.objects.filter(authority__in=reads(user))


def _own_events(user: Any) -> QuerySet[Event]:
    return Event.objects.filter(authority__in=reads(user))
