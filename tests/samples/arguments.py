"""The arguments of every address: most follow from its name, the others are written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from exchanges.models import Event, Exchange, ExchangeActor
from grants.models import (
    AgendaCase,
    AgendaItem,
    Application,
    AssessmentRound,
    AssessorPool,
    Call,
    CallRule,
    CaseParty,
    CaseTask,
    ChangeRequest,
    Delegation,
    DisclosureRequest,
    Meeting,
    MeetingMember,
    MinutesAdjuster,
    Nomination,
    Participant,
    Payment,
    Question,
    RegisterEntry,
    Report,
    Strand,
    Window,
)
from partnerships.enums import AgreementStatus
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementParty,
    AgreementVersion,
    Aim,
    Article,
    ArticleProposal,
    Commitment,
    DraftLink,
    FormerName,
    FormerRegionName,
    Framework,
    FrameworkElement,
    Network,
    NetworkGroup,
    Organisation,
    Partnership,
    PartnershipField,
    Region,
    WorkProgramme,
    WorkProgrammeLine,
)
from portal.accounts.models import CalendarLink, Invitation, Mandate, Representation
from portal.core.models import Picture
from portal.reports.models import Dossier
from tests.factories.partnerships import FrameworkElementFactory
from tests.samples import pieces
from tests.samples.records import signed_agreement

if TYPE_CHECKING:
    from tests.samples.world import World


OUR_APPS = ("partnerships", "exchanges", "grants", "accounts", "core", "reports", "imports", "site")

# Arguments of addresses whose names do not say them: URL name -> the world's arguments.
ARGUMENTS: dict[str, Callable[[World], Mapping[str, Any]]] = {
    "grants:officer:disclosure_detail": pieces.asked,
    "grants:officer:disclosure_answer": pieces.asked,
    "grants:officer:disclosure_hold_add": pieces.asked,
    "grants:officer:disclosure_add": pieces.asked_case,
    "grants:officer:disclosure_item": pieces.asked_document,
    "grants:officer:disclosure_hide": pieces.asked_document,
    "grants:officer:disclosure_copy": pieces.asked_document,
    "grants:officer:disclosure_leave_out": pieces.asked_document,
    "grants:officer:disclosure_show": pieces.hidden,
    "grants:officer:delegation_order_part_add": pieces.of_order("paragraphs"),
    "grants:officer:delegation_order_part_edit": pieces.of_order("paragraphs", Delegation),
    "grants:officer:delegation_order_part_remove": pieces.of_order("paragraphs", Delegation),
    "grants:officer:meeting_part_add": pieces.of_meeting("members"),
    "grants:officer:meeting_part_edit": pieces.of_meeting("members", MeetingMember),
    "grants:officer:meeting_part_remove": pieces.of_meeting("members", MeetingMember),
    "grants:officer:meeting_item_move": pieces.of_meeting("", AgendaItem),
    "grants:officer:meeting_item_minutes": pieces.of_meeting("", AgendaItem),
    "grants:officer:meeting_item_as_proposed": pieces.of_meeting("", AgendaItem),
    "grants:officer:meeting_case_minutes": pieces.of_meeting("", AgendaCase),
    "grants:officer:meeting_adjust": pieces.of_meeting("", MinutesAdjuster),
    "grants:officer:meeting_minutes": pieces.held_meeting,
    "grants:officer:meeting_paper_order": pieces.of_meeting(),
    "grants:officer:meeting_step": lambda world: {"pk": world[Meeting].pk, "to": "called"},
    "grants:applicant:application_autosave": pieces.open_section,
    "grants:applicant:application_section": pieces.open_section,
    "grants:applicant:application_upload": pieces.open_section,
    "grants:applicant:application_start": lambda world: {"slug": world[Call].slug},
    "grants:applicant:application_completion": pieces.completion,
    "grants:officer:application_completion_add": pieces.case,
    "grants:officer:application_completion_accept": pieces.completion,
    "grants:officer:application_completion_withdraw": pieces.completion,
    "grants:officer:application_message_add": pieces.case,
    "grants:officer:application_register": pieces.case,
    "grants:officer:application_confidentiality": pieces.case,
    "grants:officer:application_entry_confidentiality": lambda world: {
        "reference": world[RegisterEntry].application.reference,
        "number": world[RegisterEntry].number,
    },
    "grants:officer:application_officer": pieces.case,
    "grants:officer:application_note_add": pieces.case,
    "grants:officer:application_task_add": pieces.case,
    "grants:officer:application_task_edit": pieces.of_case(CaseTask),
    "grants:officer:application_task_done": pieces.of_case(CaseTask),
    "grants:officer:application_party_add": pieces.case,
    "grants:officer:application_party_edit": pieces.of_case(CaseParty),
    "grants:officer:application_party_history": pieces.of_case(CaseParty),
    "grants:officer:application_submission": lambda world: {**pieces.case(world), "number": 1},
    "grants:applicant:application_person_edit": pieces.person,
    "grants:applicant:application_person_remove": pieces.person,
    "grants:applicant:application_person_resend": pieces.person,
    "grants:applicant:invitation_take": lambda world: {"pk": world[Participant].pk},
    **{
        f"grants:{name}": pieces.numbered(Report)
        for name in (
            "applicant:report_detail",
            "applicant:report_autosave",
            "applicant:report_hand_in",
            "officer:report_detail",
            "officer:report_waive",
        )
    },
    **{
        f"grants:{name}": pieces.numbered(ChangeRequest)
        for name in ("applicant:change_detail", "applicant:change_withdraw", "officer:change_detail")
    },
    "grants:applicant:change_add": lambda world: {"reference": world[Report].application.reference},
    "grants:officer:assignment_file": pieces.assessed_file,
    "grants:officer:assessment_round_create": lambda world: {"slug": world[Call].slug},
    "grants:officer:assessment_round_list": lambda world: {"slug": world[Call].slug},
    "grants:officer:pool_member_create": lambda world: {"pk": world[AssessorPool].pk},
    "grants:officer:round_criterion_create": lambda world: {"pk": world[AssessmentRound].pk},
    "grants:applicant:nomination_list": lambda world: {"slug": world[Nomination].call.slug},
    "grants:applicant:nomination_add": lambda world: {"slug": world[Nomination].call.slug},
    "grants:applicant:nomination_withdraw": lambda world: {
        "slug": world[Nomination].call.slug,
        "pk": world[Nomination].pk,
    },
    "grants:public:nomination_link": lambda world: {"token": world[Nomination] and "nomination"},
    "grants:public:award_detail": pieces.award,
    "grants:public:participant_link": lambda world: {"token": world[Participant] and "part"},
    "partnerships:public:agreement_detail": lambda world: {"slug": signed_agreement(world).slug},
    "partnerships:officer:work_programme_line_add": lambda world: {"pk": world[WorkProgramme].pk},
    "partnerships:officer:agreement_edit": lambda world: {"slug": world[Agreement].slug, "section": "basics"},
    "partnerships:officer:agreement_move": lambda world: {
        "slug": world[Agreement].slug,
        "to": AgreementStatus.NEGOTIATION.value,
    },
    "partnerships:officer:agreement_act_add": lambda world: {
        "slug": signed_agreement(world).slug,
        "kind": "extension",
    },
    "partnerships:officer:agreement_act_remove": lambda world: {
        "slug": world[AgreementAct].agreement.slug,
        "pk": world[AgreementAct].pk,
    },
    "partnerships:officer:agreement_part_add": pieces.parts_of(Agreement, "aims"),
    "partnerships:officer:agreement_part_edit": pieces.part(Agreement, "aims", Aim),
    "partnerships:officer:agreement_part_remove": pieces.part(Agreement, "aims", Aim),
    "partnerships:officer:article_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:article_edit": pieces.under(Agreement, Article),
    "partnerships:officer:article_move": pieces.under(Agreement, Article, towards="up"),
    "partnerships:officer:article_remove": pieces.under(Agreement, Article),
    "partnerships:officer:option_list": lambda world: {"kind": "organisations"},
    "partnerships:public:option_list": lambda world: {"kind": "partners"},
    "partnerships:officer:agreement_accept": lambda world: {
        "slug": world[Agreement].slug,
        "number": world[AgreementVersion].number,
        "party": world[AgreementParty].organisation.slug,
    },
    "partnerships:officer:draft_link_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:draft_link_revoke": pieces.under(Agreement, DraftLink),
    "partnerships:officer:proposal_accept": pieces.under(Agreement, ArticleProposal),
    "partnerships:officer:proposal_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:proposal_refuse": pieces.under(Agreement, ArticleProposal),
    "partnerships:officer:proposal_withdraw": pieces.under(Agreement, ArticleProposal),
    "partnerships:public:draft_link": lambda world: {"token": world[DraftLink] and "token"},
    "partnerships:officer:party_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:party_edit": pieces.under(Agreement, AgreementParty),
    "partnerships:officer:party_remove": pieces.under(Agreement, AgreementParty),
    "partnerships:officer:party_sign": pieces.under(Agreement, AgreementParty),
    "accounts:machine:calendar_feed": lambda world: {"token": world[CalendarLink] and "calendar"},
    "accounts:applicant:organisation_detail": lambda world: {"slug": world[Representation].organisation.slug},
    "accounts:public:mandate_link": lambda world: {"token": world[Mandate] and "mandate"},
    "accounts:public:invitation_accept": lambda world: {"token": world[Invitation] and "token"},
    "exchanges:officer:commitment_evidence_add": lambda world: {"pk": world[Commitment].pk},
    "exchanges:officer:line_fulfilment_add": lambda world: {"pk": world[WorkProgrammeLine].pk},
    "exchanges:officer:ledger_terms_add": lambda world: {"slug": world[Partnership].slug},
    "exchanges:public:agreement_ledger": lambda world: {"slug": signed_agreement(world).slug},
    "exchanges:officer:event_part_add": pieces.parts_of(Event, "pictures"),
    "exchanges:officer:event_part_edit": pieces.part(Event, "pictures", Picture),
    "exchanges:officer:event_part_remove": pieces.part(Event, "pictures", Picture),
    "exchanges:officer:exchange_part_add": pieces.parts_of(Exchange, "actors"),
    "exchanges:officer:exchange_part_edit": pieces.part(Exchange, "actors", ExchangeActor),
    "exchanges:officer:exchange_part_remove": pieces.part(Exchange, "actors", ExchangeActor),
    "grants:applicant:application_letter_open": pieces.own_letter,
    "grants:officer:application_appeal_decide": pieces.appeal("uphold"),
    "grants:officer:application_appeal_record": pieces.case,
    "grants:officer:application_appeal_send": pieces.appeal("answer"),
    "grants:officer:application_condition_fulfil": pieces.condition,
    "grants:officer:application_correct": pieces.case,
    "grants:officer:application_half": pieces.half,
    "grants:officer:application_half_withdraw": pieces.decided_half,
    "grants:officer:application_refer": pieces.case,
    "grants:officer:application_revoke": pieces.case,
    "grants:officer:application_detail": pieces.case,
    "grants:officer:application_exchange": pieces.awarded_case,
    "grants:officer:application_expression": pieces.case,
    "grants:officer:application_screen": pieces.case,
    "grants:officer:application_close": pieces.case,
    "grants:officer:application_package_order": pieces.case,
    "grants:officer:application_hold_add": pieces.case,
    "grants:officer:application_money": lambda world: {**pieces.awarded_case(world), "act": "demand"},
    "grants:officer:application_plan": pieces.planned_case,
    "grants:officer:application_settle": lambda world: {**pieces.awarded_case(world), "act": "end"},
    "grants:officer:payment_step": lambda world: {"pk": world[Payment].pk, "act": "prepare"},
    "grants:officer:aid_export": lambda world: {},
    "grants:officer:call_terms": lambda world: {"slug": world[Call].slug},
    **{
        f"grants:applicant:grant_{page}": lambda world: {"reference": pieces.own_grant(world).reference}
        for page in ("detail", "accept", "decline", "account")
    },
    "grants:applicant:grant_part_request": lambda world: {
        "reference": pieces.own_grant(world).reference,
        "pk": pieces.own_grant(world).decision.award.payments.get().pk,
    },
    "grants:officer:application_decide": pieces.case,
    "grants:officer:call_edit": lambda world: {"slug": world[Call].slug, "section": "basics"},
    "grants:officer:call_step": lambda world: {"slug": world[Call].slug, "to": "closed"},
    "grants:officer:call_build": lambda world: {"slug": world[Call].slug, "step": "money"},
    "grants:officer:call_part_create": pieces.parts_of(Call, "strands"),
    "grants:officer:call_part_edit": pieces.part(Call, "strands", Strand),
    "grants:officer:call_part_move": pieces.part(Call, "strands", Strand),
    "grants:officer:call_part_remove": pieces.part(Call, "strands", Strand),
    "grants:officer:call_window_use": pieces.under(Call, Window),
    "grants:officer:call_rule_list": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_choose": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_create": lambda world: {"slug": world[Call].slug, "kind": "amount_between"},
    "grants:officer:call_rule_try": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_edit": pieces.of_call(CallRule),
    "grants:officer:call_rule_move": pieces.of_call(CallRule),
    "grants:officer:call_rule_remove": pieces.of_call(CallRule),
    "grants:officer:question_create": lambda world: {"slug": world[Call].slug},
    "grants:officer:question_edit": pieces.of_call(Question),
    "grants:officer:question_move": pieces.of_call(Question),
    "grants:officer:question_remove": pieces.of_call(Question),
    "grants:officer:question_restore": pieces.of_call(Question),
    "partnerships:officer:element_move": lambda world: {
        "slug": world[Framework].slug,
        "pk": world[FrameworkElement].pk,
    },
    "partnerships:officer:element_crosswalk": lambda world: {
        "slug": world[Framework].slug,
        "pk": FrameworkElementFactory(framework__authority=world.authority).pk,
    },
    "partnerships:officer:element_thread": lambda world: {
        "slug": world[FrameworkElement].framework.slug,
        "pk": world[FrameworkElement].pk,
    },
    "partnerships:public:element_thread": lambda world: {
        "slug": world[FrameworkElement].framework.slug,
        "pk": world[FrameworkElement].pk,
    },
    "partnerships:officer:framework_part_add": pieces.parts_of(Framework, "elements"),
    "partnerships:officer:framework_part_edit": pieces.part(Framework, "elements", FrameworkElement),
    "partnerships:officer:framework_part_remove": pieces.part(Framework, "elements", FrameworkElement),
    "partnerships:officer:region_part_add": pieces.parts_of(Region, "names"),
    "partnerships:officer:region_part_edit": pieces.part(Region, "names", FormerRegionName),
    "partnerships:officer:region_part_remove": pieces.part(Region, "names", FormerRegionName),
    "partnerships:officer:network_part_add": pieces.parts_of(Network, "groups"),
    "partnerships:officer:network_part_edit": pieces.part(Network, "groups", NetworkGroup),
    "partnerships:officer:network_part_remove": pieces.part(Network, "groups", NetworkGroup),
    "partnerships:officer:organisation_part_add": pieces.parts_of(Organisation, "former-names"),
    "partnerships:officer:organisation_part_edit": pieces.part(Organisation, "former-names", FormerName),
    "partnerships:officer:organisation_part_remove": pieces.part(Organisation, "former-names", FormerName),
    "partnerships:officer:partnership_paper_edit": pieces.paper,
    "partnerships:officer:partnership_paper_replace": pieces.paper,
    "partnerships:officer:partnership_paper_remove": pieces.paper,
    "reports:officer:dossier_list": lambda world: {"slug": world[Dossier].partnership.slug},
    "partnerships:officer:partnership_part_add": pieces.parts_of(Partnership, "fields"),
    "partnerships:officer:partnership_part_edit": pieces.part(Partnership, "fields", PartnershipField),
    "partnerships:officer:partnership_part_remove": pieces.part(Partnership, "fields", PartnershipField),
}

# Models whose names are shorter in addresses.
SHORT_NAMES: dict[str, type[models.Model]] = {
    "disclosure": DisclosureRequest,
    "element": FrameworkElement,
    "party": AgreementParty,
    "proposal": ArticleProposal,
    "change": ChangeRequest,
}
# Addresses about another record than the one their name begins with.
SUBJECTS: dict[str, type[models.Model]] = {
    **{
        f"grants:applicant:grant_{page}": Application
        for page in ("detail", "accept", "decline", "account", "part_request")
    },
    "grants:officer:assessment_round_create": Call,
    "grants:officer:assessment_round_list": Call,
    "grants:officer:pool_member_create": AssessorPool,
    "grants:officer:round_criterion_create": AssessmentRound,
    "grants:applicant:application_start": Call,
    "grants:officer:meeting_paper_order": Meeting,
    "grants:applicant:invitation_take": Participant,
    "grants:applicant:nomination_list": Call,
    "grants:applicant:nomination_add": Call,
    "accounts:applicant:organisation_detail": Representation,
    "partnerships:officer:agreement_act_add": Agreement,
    "partnerships:officer:agreement_move": Agreement,
    "partnerships:officer:work_programme_line_add": WorkProgramme,
    "exchanges:officer:commitment_evidence_add": Commitment,
    "exchanges:officer:line_fulfilment_add": WorkProgrammeLine,
    "exchanges:officer:ledger_terms_add": Partnership,
    "partnerships:officer:article_create": Agreement,
    "partnerships:officer:party_create": Agreement,
    "partnerships:officer:draft_link_create": Agreement,
    "partnerships:officer:proposal_create": Agreement,
}

# What is written where an argument is not an attribute of a record.
PLAIN: dict[str, Any] = {"year": 2025, "language": "en", "section": "facts"}


def arguments(world: World, url_name: str, names: frozenset[str]) -> dict[str, Any]:
    """Return what to fill into an address.

    Parameters: `url_name` is the full name ("grants:officer:application_detail"), `names` the arguments of its route.
    Fails with a sentence that says what to add here when one cannot be found.
    """
    if url_name in ARGUMENTS:
        return dict(ARGUMENTS[url_name](world))
    record = subject(world, url_name) if names - PLAIN.keys() else None
    found = {name: _argument(world, record, name) for name in names}
    missing = sorted(name for name, value in found.items() if value is None)
    assert not missing, (
        f"{url_name}: nobody knows what to write for {', '.join(missing)}; add {url_name!r} to ARGUMENTS in "
        "tests/samples."
    )
    return found


def subject(world: World, url_name: str) -> Any:
    """Return the record an address is about, or None where its name begins with no model's name."""
    app, _, name = url_name.rpartition(":")
    model = SUBJECTS.get(url_name) or _model_of(name, app.partition(":")[0])
    return world[model] if model else None


def _model_of(name: str, app: str = "") -> type[models.Model] | None:
    """Return the model whose name the words begin with: "agreement_party_edit" is about an AgreementParty."""
    words = name.split("_")
    if words[0] in SHORT_NAMES:
        return SHORT_NAMES[words[0]]
    for count in range(len(words), 0, -1):
        wanted = "".join(words[:count])
        for label in (app, *OUR_APPS):
            model = apps.all_models.get(label, {}).get(wanted) if label in OUR_APPS else None
            if model is not None:
                return model
    return None


def _argument(world: World, record: Any, name: str) -> Any:
    if name in PLAIN:
        return PLAIN[name]
    if record is not None and (value := getattr(record, name, None)) is not None and not callable(value):
        return value
    noun, _, attribute = name.rpartition("_")
    model = _model_of(noun) if attribute in {"pk", "id", "slug", "reference", "code"} else None
    if model is not None:
        return getattr(world[model], attribute)
    model = _model_of(name)
    if model is None:
        return None
    other = world[model]
    return getattr(other, "slug", None) or getattr(other, "reference", None) or other.pk
