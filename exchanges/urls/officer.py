"""The addresses of exchanges for the audience "officer"."""

from django.db import models
from django.urls import URLPattern, path

from exchanges.models import Event, Exchange
from exchanges.views.officer import events, evidence, exchanges, files, ledger, outcomes, parts, refuge
from partnerships.models import Partnership
from portal.core.addresses import by_first_words

app_name = "officer"


def _parts(noun: str, owner: type[models.Model]) -> list[URLPattern]:
    """Return the addresses of the parts and documents of exchanges or events."""
    base, extra = f"office/{noun}s/<slug:slug>", {"owner": owner}
    return [
        path(f"{base}/documents/add/", files.document_add, extra, name=f"{noun}_document_add"),
        path(f"{base}/parts/<slug:part>/add/", parts.part_add, extra, name=f"{noun}_part_add"),
        path(f"{base}/parts/<slug:part>/<int:pk>/", parts.part_edit, extra, name=f"{noun}_part_edit"),
        path(
            f"{base}/parts/<slug:part>/<int:pk>/remove/", parts.part_remove, extra, name=f"{noun}_part_remove"
        ),
    ]


_ADDRESSES = [
    path("office/exchanges/", exchanges.exchange_list, name="exchange_list"),
    path("office/exchanges/add/", exchanges.exchange_add, name="exchange_add"),
    path("office/exchanges/<slug:slug>/", exchanges.exchange_detail, name="exchange_detail"),
    path("office/exchanges/<slug:slug>/history/", exchanges.exchange_history, name="exchange_history"),
    path("office/exchanges/<slug:slug>/status/", exchanges.exchange_status, name="exchange_status"),
    path("office/exchanges/<slug:slug>/edit/<slug:section>/", exchanges.exchange_edit, name="exchange_edit"),
    *_parts("exchange", Exchange),
    path("office/events/", events.event_list, name="event_list"),
    path("office/events/add/", events.event_add, name="event_add"),
    path("office/events/<slug:slug>/", events.event_detail, name="event_detail"),
    path("office/events/<slug:slug>/history/", events.event_history, name="event_history"),
    path("office/events/<slug:slug>/edit/<slug:section>/", events.event_edit, name="event_edit"),
    path("office/events/<slug:slug>/remove/", events.event_remove, name="event_remove"),
    *_parts("event", Event),
    path(
        "office/outcomes/add/exchange/<slug:slug>/",
        outcomes.outcome_add,
        {"owner": Exchange},
        name="exchange_outcome_add",
    ),
    path(
        "office/outcomes/add/partnership/<slug:slug>/",
        outcomes.outcome_add,
        {"owner": Partnership},
        name="partnership_outcome_add",
    ),
    path("office/outcomes/<int:pk>/", outcomes.outcome_edit, name="outcome_edit"),
    path("office/outcomes/<int:pk>/remove/", outcomes.outcome_remove, name="outcome_remove"),
    path("office/refuge/", refuge.refuge_placement_list, name="refuge_placement_list"),
    path("office/refuge/programmes/<slug:slug>/", refuge.refuge_programme_edit, name="refuge_programme_edit"),
    path(
        "office/refuge/programmes/<slug:refuge_programme>/placements/add/",
        refuge.refuge_placement_add,
        name="refuge_placement_add",
    ),
    path("office/refuge/placements/<int:pk>/", refuge.refuge_placement_edit, name="refuge_placement_edit"),
    path(
        "office/refuge/placements/<int:pk>/status/",
        refuge.refuge_placement_status,
        name="refuge_placement_status",
    ),
    path(
        "office/refuge/placements/<int:pk>/history/",
        refuge.refuge_placement_history,
        name="refuge_placement_history",
    ),
    path("office/partnerships/<slug:slug>/ledger/", ledger.partnership_ledger, name="partnership_ledger"),
    path(
        "office/partnerships/<slug:slug>/ledger/terms/add/", ledger.ledger_terms_add, name="ledger_terms_add"
    ),
    path("office/ledger-terms/<int:pk>/", ledger.ledger_terms_edit, name="ledger_terms_edit"),
    path("office/ledger-terms/<int:pk>/remove/", ledger.ledger_terms_remove, name="ledger_terms_remove"),
    path("office/agreements/<slug:slug>/ledger/", ledger.agreement_ledger, name="agreement_ledger"),
    path(
        "office/commitments/<int:pk>/evidence/add/",
        evidence.commitment_evidence_add,
        name="commitment_evidence_add",
    ),
    path(
        "office/commitments/evidence/<int:pk>/remove/",
        evidence.commitment_evidence_remove,
        name="commitment_evidence_remove",
    ),
    path(
        "office/work-programmes/lines/<int:pk>/exchanges/add/",
        evidence.line_fulfilment_add,
        name="line_fulfilment_add",
    ),
    path(
        "office/work-programmes/lines/exchanges/<int:pk>/remove/",
        evidence.line_fulfilment_remove,
        name="line_fulfilment_remove",
    ),
]

urlpatterns = by_first_words(_ADDRESSES)
