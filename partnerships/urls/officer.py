"""The addresses of partnerships for the audience "officer"."""

from django.urls import URLPattern, path

from partnerships.views.officer import (
    agreement_documents,
    agreement_moves,
    agreement_parties,
    agreement_text,
    agreements,
    articles,
    authorities,
    frameworks,
    history,
    networks,
    organisations,
    partnerships,
    parts,
    regions,
)

app_name = "officer"


def _history(plural: str, noun: str) -> URLPattern:
    """Return the address of the history of one kind of records."""
    address = f"office/{plural}/<slug:slug>/history/"
    return path(address, history.record_history, {"kind": plural}, name=f"{noun}_history")


def _parts(plural: str, noun: str) -> list[URLPattern]:
    """Return the addresses under which the parts of one kind of records are added, edited and removed."""
    owner = {"owner": plural}
    root = f"office/{plural}/<slug:slug>/<slug:part>"
    return [
        path(f"{root}/add/", parts.part_add, owner, name=f"{noun}_part_add"),
        path(f"{root}/<int:pk>/", parts.part_edit, owner, name=f"{noun}_part_edit"),
        path(f"{root}/<int:pk>/remove/", parts.part_remove, owner, name=f"{noun}_part_remove"),
    ]


urlpatterns = [
    path("office/authorities/", authorities.authority_list, name="authority_list"),
    path("office/authorities/<slug:slug>/edit/", authorities.authority_edit, name="authority_edit"),
    path("office/partnerships/", partnerships.partnership_list, name="partnership_list"),
    path("office/partnerships/add/", partnerships.partnership_add, name="partnership_add"),
    path("office/partnerships/<slug:slug>/", partnerships.partnership_detail, name="partnership_detail"),
    path("office/partnerships/<slug:slug>/state/", partnerships.partnership_state, name="partnership_state"),
    path(
        "office/partnerships/<slug:slug>/edit/<slug:section>/",
        partnerships.partnership_edit,
        name="partnership_edit",
    ),
    _history("partnerships", "partnership"),
    *_parts("partnerships", "partnership"),
    path("office/organisations/", organisations.organisation_list, name="organisation_list"),
    path("office/organisations/add/", organisations.organisation_add, name="organisation_add"),
    path("office/organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "office/organisations/<slug:slug>/edit/<slug:section>/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    _history("organisations", "organisation"),
    *_parts("organisations", "organisation"),
    path("office/regions/", regions.region_list, name="region_list"),
    path("office/regions/add/", regions.region_add, name="region_add"),
    path("office/regions/<slug:slug>/", regions.region_detail, name="region_detail"),
    path("office/regions/<slug:slug>/edit/<slug:section>/", regions.region_edit, name="region_edit"),
    _history("regions", "region"),
    path("office/networks/", networks.network_list, name="network_list"),
    path("office/networks/add/", networks.network_add, name="network_add"),
    path("office/networks/<slug:slug>/", networks.network_detail, name="network_detail"),
    path("office/networks/<slug:slug>/edit/<slug:section>/", networks.network_edit, name="network_edit"),
    _history("networks", "network"),
    *_parts("networks", "network"),
    path("office/frameworks/", frameworks.framework_list, name="framework_list"),
    path("office/frameworks/add/", frameworks.framework_add, name="framework_add"),
    path("office/frameworks/<slug:slug>/", frameworks.framework_detail, name="framework_detail"),
    path(
        "office/frameworks/<slug:slug>/edit/<slug:section>/", frameworks.framework_edit, name="framework_edit"
    ),
    path(
        "office/frameworks/<slug:slug>/elements/<int:pk>/move/", frameworks.element_move, name="element_move"
    ),
    _history("frameworks", "framework"),
    *_parts("frameworks", "framework"),
    path("office/agreements/", agreements.agreement_list, name="agreement_list"),
    path("office/agreements/add/", agreements.agreement_create, name="agreement_create"),
    path("office/agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
    path("office/agreements/<slug:slug>/history/", agreements.agreement_history, name="agreement_history"),
    path(
        "office/agreements/<slug:slug>/edit/<slug:section>/", agreements.agreement_edit, name="agreement_edit"
    ),
    path(
        "office/agreements/<slug:slug>/move/<slug:to>/", agreement_moves.agreement_move, name="agreement_move"
    ),
    path("office/agreements/<slug:slug>/text/", agreement_text.agreement_text, name="agreement_text"),
    path(
        "office/agreements/<slug:slug>/documents/add/",
        agreement_documents.agreement_document_create,
        name="agreement_document_create",
    ),
    path("office/agreements/<slug:slug>/articles/add/", articles.article_create, name="article_create"),
    path("office/agreements/<slug:slug>/articles/<int:pk>/", articles.article_edit, name="article_edit"),
    path(
        "office/agreements/<slug:slug>/articles/<int:pk>/remove/",
        articles.article_remove,
        name="article_remove",
    ),
    path(
        "office/agreements/<slug:slug>/articles/<int:pk>/move/<slug:towards>/",
        articles.article_move,
        name="article_move",
    ),
    path("office/agreements/<slug:slug>/parties/add/", agreement_parties.party_create, name="party_create"),
    path("office/agreements/<slug:slug>/parties/<int:pk>/", agreement_parties.party_edit, name="party_edit"),
    path(
        "office/agreements/<slug:slug>/parties/<int:pk>/remove/",
        agreement_parties.party_remove,
        name="party_remove",
    ),
]
