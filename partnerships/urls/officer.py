"""The addresses of partnerships for the audience "officer"."""

from django.urls import URLPattern, path

from partnerships.views.officer import (
    acceptances,
    agreement_acts,
    agreement_documents,
    agreement_moves,
    agreement_parties,
    agreement_signing,
    agreement_text,
    agreement_versions,
    agreements,
    articles,
    as_of,
    authorities,
    commitments,
    crosswalks,
    dialogues,
    draft_links,
    drafting,
    frameworks,
    history,
    merges,
    networks,
    options,
    organisations,
    outlines,
    papers,
    partnerships,
    parts,
    programmes,
    proposals,
    radar,
    regions,
    revival,
    threads,
)
from portal.core.addresses import by_first_words

app_name = "officer"


def _history(plural: str, noun: str) -> URLPattern:
    """Return the address of the history of one kind of records."""
    address = f"office/{plural}/<slug:slug>/history/"
    return path(address, history.record_history, {"kind": plural}, name=f"{noun}_history")


def _parts(plural: str, noun: str, within: str = "") -> list[URLPattern]:
    """Return the addresses under which the parts of one kind of records are added, edited and removed."""
    owner = {"owner": plural}
    root = f"office/{plural}/<slug:slug>/{within}<slug:part>"
    return [
        path(f"{root}/add/", parts.part_add, owner, name=f"{noun}_part_add"),
        path(f"{root}/<int:pk>/", parts.part_edit, owner, name=f"{noun}_part_edit"),
        path(f"{root}/<int:pk>/remove/", parts.part_remove, owner, name=f"{noun}_part_remove"),
    ]


_AGREEMENT_TEXTS = [
    path("office/agreements/<slug:slug>/read/", agreement_versions.agreement_read, name="agreement_read"),
    path(
        "office/agreements/<slug:slug>/versions/",
        agreement_versions.agreement_versions,
        name="agreement_versions",
    ),
    path(
        "office/agreements/<slug:slug>/compare/",
        agreement_versions.agreement_compare,
        name="agreement_compare",
    ),
    path(
        "office/agreements/<slug:slug>/versions/<int:number>/accept/<slug:party>/",
        acceptances.agreement_accept,
        name="agreement_accept",
    ),
    path(
        "office/agreements/<slug:slug>/drafting/",
        drafting.agreement_drafting,
        name="agreement_drafting",
    ),
    path(
        "office/agreements/<slug:slug>/drafting/seen/",
        drafting.agreement_seen,
        name="agreement_seen",
    ),
    path(
        "office/agreements/<slug:slug>/drafting/comment/",
        drafting.agreement_comment,
        name="agreement_comment",
    ),
    path("office/agreements/<slug:slug>/proposals/add/", proposals.proposal_create, name="proposal_create"),
    path(
        "office/agreements/<slug:slug>/proposals/<int:pk>/accept/",
        proposals.proposal_accept,
        name="proposal_accept",
    ),
    path(
        "office/agreements/<slug:slug>/proposals/<int:pk>/refuse/",
        proposals.proposal_refuse,
        name="proposal_refuse",
    ),
    path(
        "office/agreements/<slug:slug>/proposals/<int:pk>/withdraw/",
        proposals.proposal_withdraw,
        name="proposal_withdraw",
    ),
    path("office/agreements/<slug:slug>/links/add/", draft_links.draft_link_create, name="draft_link_create"),
    path(
        "office/agreements/<slug:slug>/links/<int:pk>/revoke/",
        draft_links.draft_link_revoke,
        name="draft_link_revoke",
    ),
]

_ADDRESSES = [
    path("office/organisations/<slug:slug>/merge/", merges.organisation_merge, name="organisation_merge"),
    path(
        "office/organisations/<slug:slug>/rename/",
        organisations.organisation_rename,
        name="organisation_rename",
    ),
    path("office/regions/<slug:slug>/merge/", merges.region_merge, name="region_merge"),
    path("office/options/<slug:kind>/", options.option_list, name="option_list"),
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
    # Before the parts, whose addresses are of the same shape.
    path("office/partnerships/<slug:slug>/documents/", papers.partnership_papers, name="partnership_papers"),
    path(
        "office/partnerships/<slug:slug>/documents/add/",
        papers.partnership_paper_add,
        name="partnership_paper_add",
    ),
    path(
        "office/partnerships/<slug:slug>/documents/<int:pk>/",
        papers.partnership_paper_edit,
        name="partnership_paper_edit",
    ),
    path(
        "office/partnerships/<slug:slug>/documents/<int:pk>/replace/",
        papers.partnership_paper_replace,
        name="partnership_paper_replace",
    ),
    path(
        "office/partnerships/<slug:slug>/documents/<int:pk>/remove/",
        papers.partnership_paper_remove,
        name="partnership_paper_remove",
    ),
    _history("partnerships", "partnership"),
    *_parts("partnerships", "partnership"),
    path("office/radar/", radar.radar, name="radar"),
    path(
        "office/partnerships/<slug:slug>/revival/",
        revival.partnership_revival,
        name="partnership_revival",
    ),
    path("office/follow-ups/", dialogues.follow_up_list, name="follow_up_list"),
    path("office/follow-ups/<int:pk>/done/", dialogues.follow_up_done, name="follow_up_done"),
    path("office/follow-ups/<int:pk>/reopen/", dialogues.follow_up_reopen, name="follow_up_reopen"),
    path("office/organisations/", organisations.organisation_list, name="organisation_list"),
    path("office/organisations/add/", organisations.organisation_add, name="organisation_add"),
    path("office/organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "office/organisations/<slug:slug>/edit/<slug:section>/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    _history("organisations", "organisation"),
    *_parts("regions", "region"),
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
    path("office/frameworks/<slug:slug>/outline/", outlines.framework_outline, name="framework_outline"),
    path(
        "office/frameworks/<slug:slug>/continues/", crosswalks.framework_crosswalk, name="framework_crosswalk"
    ),
    path(
        "office/frameworks/<slug:slug>/continues/<int:pk>/",
        crosswalks.element_crosswalk,
        name="element_crosswalk",
    ),
    path("office/frameworks/<slug:slug>/thread/", threads.framework_thread, name="framework_thread"),
    path("office/frameworks/<slug:slug>/thread/<int:pk>/", threads.element_thread, name="element_thread"),
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
    path(
        "office/agreements/<slug:slug>/acts/<slug:kind>/add/",
        agreement_acts.agreement_act_add,
        name="agreement_act_add",
    ),
    path(
        "office/agreements/<slug:slug>/acts/<int:pk>/take-back/",
        agreement_acts.agreement_act_remove,
        name="agreement_act_remove",
    ),
    path("office/agreements/<slug:slug>/text/", agreement_text.agreement_text, name="agreement_text"),
    *_AGREEMENT_TEXTS,
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
        "office/agreements/<slug:slug>/parties/<int:pk>/sign/",
        agreement_signing.party_sign,
        name="party_sign",
    ),
    path(
        "office/agreements/<slug:slug>/parties/<int:pk>/remove/",
        agreement_parties.party_remove,
        name="party_remove",
    ),
    path("office/commitments/", commitments.commitment_list, name="commitment_list"),
    path("office/commitments/<int:pk>/", commitments.commitment_detail, name="commitment_detail"),
    path("office/commitments/<int:pk>/edit/", commitments.commitment_edit, name="commitment_edit"),
    path("office/commitments/<int:pk>/status/", commitments.commitment_status, name="commitment_status"),
    path("office/commitments/<int:pk>/remove/", commitments.commitment_remove, name="commitment_remove"),
    path(
        "office/agreements/<slug:slug>/commitments/add/",
        commitments.agreement_commitment_add,
        name="agreement_commitment_add",
    ),
    path("office/work-programmes/", programmes.work_programme_list, name="work_programme_list"),
    path("office/work-programmes/add/", programmes.work_programme_add, name="work_programme_add"),
    path("office/work-programmes/<int:pk>/", programmes.work_programme_detail, name="work_programme_detail"),
    path("office/work-programmes/<int:pk>/edit/", programmes.work_programme_edit, name="work_programme_edit"),
    path(
        "office/work-programmes/<int:pk>/remove/",
        programmes.work_programme_remove,
        name="work_programme_remove",
    ),
    path(
        "office/work-programmes/<int:pk>/commitments/add/",
        commitments.work_programme_commitment_add,
        name="work_programme_commitment_add",
    ),
    path(
        "office/work-programmes/<int:pk>/lines/add/",
        programmes.work_programme_line_add,
        name="work_programme_line_add",
    ),
    path(
        "office/work-programmes/lines/<int:pk>/",
        programmes.work_programme_line_edit,
        name="work_programme_line_edit",
    ),
    path(
        "office/work-programmes/lines/<int:pk>/remove/",
        programmes.work_programme_line_remove,
        name="work_programme_line_remove",
    ),
    *_parts("agreements", "agreement", "contents/"),
    path("office/agreements/<slug:slug>/as-of/", as_of.agreement_as_of, name="agreement_as_of"),
    path("office/as-of/agreements/", as_of.agreements_as_of, name="agreements_as_of"),
    path("office/as-of/partnerships/", as_of.partnerships_as_of, name="partnerships_as_of"),
]

urlpatterns = by_first_words(_ADDRESSES)
