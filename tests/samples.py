"""One record of everything, and the arguments of every address: what the access test asks with.

Most addresses need nothing here. The record comes from the first words of the address's name
(`grants:officer:application_screen` is about an `Application`), each argument from an attribute of that record
(`slug`, `pk`, `reference`) or of the record that it names (`<slug:agreement>`, `<int:article_pk>`). What does
not follow these names has an entry in ARGUMENTS; a record that no factory makes has one in RECORDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from exchanges.models import Event, Exchange, ExchangeActor
from grants.domain import register
from grants.domain.reporting import duties
from grants.enums import ApplicationStatus, RegisterDirection, RegisterKind
from grants.models import (
    AgendaCase,
    AgendaItem,
    Application,
    ArchivePackage,
    AssessmentRound,
    AssessorPool,
    Assignment,
    Award,
    BankAccount,
    Call,
    CallRule,
    CaseParty,
    CaseTask,
    ChangeRequest,
    CompletionRequest,
    Delegation,
    DelegationOrder,
    DisclosureItem,
    DisclosureRequest,
    LegalHold,
    Meeting,
    MeetingMember,
    MeetingPaper,
    MinutesAdjuster,
    Nomination,
    Participant,
    Payment,
    Question,
    Redaction,
    RegisterEntry,
    Report,
    Strand,
    Window,
)
from partnerships.domain import draft_links
from partnerships.enums import AgreementStatus, ProposalKind
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementParty,
    AgreementVersion,
    Aim,
    Article,
    ArticleProposal,
    Authority,
    Commitment,
    DraftLink,
    FieldOfArt,
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
from portal.accounts.domain import calendar_links, invitations
from portal.accounts.enums import Role
from portal.accounts.models import CalendarLink, Invitation, Mandate, Membership, Representation, User
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind, JobState
from portal.core.models import Document, Job, Picture
from portal.imports.models import ImportRun
from portal.reports.models import AnnualReport, Dossier
from tests import factories
from tests.factories.accounts import UserFactory, member
from tests.factories.assessment import AssessmentFactory, AssignmentFactory
from tests.factories.casework import CasePartyFactory, CaseTaskFactory
from tests.factories.closing import ArchivePackageFactory, LegalHoldFactory
from tests.factories.deciding import (
    AppealFactory,
    DecisionConditionFactory,
    DecisionLetterFactory,
    FunderDecisionFactory,
    joint_call,
)
from tests.factories.disclosure import DisclosureItemFactory
from tests.factories.grants import ApplicationFactory, AwardFactory, DecisionFactory, QuestionFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.money import BankAccountFactory, planned
from tests.factories.participants import NominationFactory, ParticipantFactory
from tests.factories.partnerships import AgreementFactory, AuthorityFactory, FrameworkElementFactory
from tests.factories.reporting import ChangeRequestFactory, DutyFactory
from tests.portal.imports.files import compared, csv_file

OUR_APPS = ("partnerships", "exchanges", "grants", "accounts", "core", "reports", "imports", "site")


class World:
    """Two authorities with their people, and one record of each model, which belongs to the first of them.

    `world[Agreement]` makes the record when it is first asked for. `world.people` maps each kind of visitor to
    an account (None for a visitor who has not signed in).
    """

    def __init__(self) -> None:
        self._records: dict[type[models.Model], Any] = {}
        self.authority = AuthorityFactory()
        self.other_authority = AuthorityFactory()
        self._records[Authority] = self.authority

    @cached_property
    def people(self) -> dict[str, User | None]:
        """Return one person of each kind; the applicant owns what belongs to a person."""
        accounts = {
            "applicant": self[User],
            **{role.value: member(self.authority, role) for role in Role},
            "officer elsewhere": member(self.other_authority, Role.OFFICER),
            "superuser": UserFactory(is_staff=True, is_superuser=True),
        }
        for user in accounts.values():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return {"visitor": None, **accounts}

    @cached_property
    def case(self) -> Application:
        """An application that somebody has handed in to the first authority."""
        return ApplicationFactory(call=self[Call], submitted=True)  # type: ignore[return-value]

    def __getitem__(self, model: type[models.Model]) -> Any:
        if model not in self._records:
            make = RECORDS.get(model)
            self._records[model] = make(self) if make else self._make(model)
        return self._records[model]

    def forget_unsaved(self) -> None:
        """Forget records whose transaction was rolled back."""
        self._records = {
            model: record
            for model, record in self._records.items()
            if model._base_manager.filter(pk=record.pk).exists()
        }

    def _make(self, model: type[models.Model]) -> Any:
        made_by = FACTORIES.get(model)
        assert made_by is not None, (
            f"There is no sample of {model.__name__}: make a factory for it in tests/factories, or an entry in "
            "RECORDS of tests/samples.py."
        )
        declared = made_by._meta.declarations.items()
        parts = {name: self[part.get_factory()._meta.model] for name, part in declared if _is_part(part)}
        if "authority" in {field.name for field in model._meta.fields}:
            parts["authority"] = self.authority
        return made_by(**parts)


def _is_part(declaration: Any) -> bool:
    return isinstance(declaration, factory.SubFactory)


def _factories() -> dict[type[models.Model], Any]:
    """Return the factory of each model: of several for one model, the first of its module."""
    found: dict[type[models.Model], Any] = {}
    for module in iter_modules(factories.__path__):
        for thing in vars(import_module(f"tests.factories.{module.name}")).values():
            is_factory = isinstance(thing, type) and issubclass(thing, factory.django.DjangoModelFactory)
            if is_factory and thing._meta.model is not None:
                found.setdefault(thing._meta.model, thing)
    return found


FACTORIES = _factories()


def _granted(world: World) -> Award:
    """Return an award of the applicant, with the final report that it obliges to."""
    application = ApplicationFactory(
        call=world[Call], applicant=world[User], submitted=True, status=ApplicationStatus.APPROVED
    )
    DutyFactory(call=application.call)
    award: Award = AwardFactory(decision__application=application, decision__decided_by=world[User])
    duties.owe(award)
    return award


# Records that need more than their factory gives, or that have no factory.
RECORDS: dict[type[models.Model], Callable[[World], Any]] = {
    AgreementAct: lambda world: signed_agreement(world).acts.create(kind="amendment", what={"en": "More."}),
    AnnualReport: lambda world: AnnualReport.objects.create(
        authority=world.authority, year=2025, language="en", version=1, job=world[Job]
    ),
    Report: lambda world: _granted(world).reports.get(),
    ChangeRequest: lambda world: ChangeRequestFactory(award=world[Report].award, number=1),
    Dossier: lambda world: Dossier.objects.create(
        partnership=world[Partnership], language="en", version=1, job=world[Job], created_by=world[User]
    ),
    AgreementVersion: lambda world: AgreementVersion.objects.create(
        agreement=world[Agreement], number=1, articles=[], text_hash="0" * 64
    ),
    # For the link alone: only what is being talked about can be opened with it.
    DraftLink: lambda world: DraftLink.objects.create(
        agreement=world[Agreement],
        name="Mayor",
        email="mayor@example.org",
        language="en",
        token_digest=draft_links.digest_of("token"),
        expires_at=timezone.now() + timedelta(days=1),
        created_by=world[User],
    ),
    ArticleProposal: lambda world: ArticleProposal.objects.create(
        agreement=world[Agreement],
        authority=world.authority,
        kind=ProposalKind.CHANGE,
        article=world[Article],
        number="1",
        texts={"en": "They meet twice a year."},
        created_by=world[User],
    ),
    Article: lambda world: Article.objects.create(
        agreement=world[Agreement], number="1", texts={"en": "They meet every year."}
    ),
    Document: lambda world: documents.store(
        signed_agreement(world),
        kind=DocumentKind.ANNEX,
        title="Annex",
        filename="annex.txt",
        content=b"Annex",
        media_type="text/plain",
        confidentiality=Confidentiality.PUBLIC,
    ),
    # Compared, with a row that can be written and one that cannot.
    ImportRun: lambda world: compared(world.authority, csv_file("name,kind\nA museum,museum\nB,?\n")),
    Invitation: lambda world: Invitation.objects.create(
        authority=world.authority,
        email="colleague@example.org",
        role=Role.OFFICER,
        token_digest=invitations.digest_of("token"),
        expires_at=timezone.now() + timedelta(days=1),
        created_by=world[User],
    ),
    CalendarLink: lambda world: CalendarLink.objects.create(
        user=world[User], token_digest=calendar_links.digest_of("calendar")
    ),
    # Of a case that was handed in: the world's own application is a draft.
    # Entered by one person and verified by another: not all by the world's applicant.
    BankAccount: lambda world: BankAccountFactory(award=world[Award]),
    ArchivePackage: lambda world: ArchivePackageFactory(application=world.case),
    LegalHold: lambda world: LegalHoldFactory(application=world.case),
    DisclosureItem: lambda world: DisclosureItemFactory(
        request=world[DisclosureRequest], application=world.case
    ),
    # A request that the applicant's own case waits for; the world's application is a draft.
    CompletionRequest: lambda world: CompletionRequest.objects.create(
        application=ApplicationFactory(
            call=world[Call], submitted=True, applicant=world[User], applicant_name="Own"
        ),
        text="The letter of the partner is missing.",
        closes_at=timezone.now() + timedelta(days=1),
        time_zone="Europe/Stockholm",
        created_by=world[User],
    ),
    # Of a case that was handed in: the world's own application is a draft.
    CaseParty: lambda world: CasePartyFactory(application=world.case),
    CaseTask: lambda world: CaseTaskFactory(application=world.case),
    RegisterEntry: lambda world: register.enter(
        world.case, kind=RegisterKind.NOTE, direction=RegisterDirection.DRAWN_UP, subject="A note"
    ),
    Mandate: lambda world: Mandate.objects.create(
        organisation=world[Representation].organisation,
        email=world[User].email,
        token_digest=invitations.digest_of("mandate"),
        expires_at=timezone.now() + timedelta(days=1),
        created_by=world[User],
    ),
    Participant: lambda world: ParticipantFactory(
        application=world[Application],
        email=world[User].email,
        created_by=world[User],
        token_digest=invitations.digest_of("part"),
    ),
    # Of the authority's own assessor, who has begun to score it.
    Assignment: lambda world: (
        AssessmentFactory(
            assignment=AssignmentFactory(
                round=world[AssessmentRound],
                pool=world[AssessorPool],
                application=world.case,
                assessor=world.people["assessor"],
                assigned_by=world[User],
                has_conflict=False,
            )
        ).assignment
    ),
    Nomination: lambda world: NominationFactory(
        call__programme__authority=world.authority,
        organisation=world[Representation].organisation,
        email=world[User].email,
        created_by=world[User],
        token_digest=invitations.digest_of("nomination"),
    ),
    FormerName: lambda world: FormerName.objects.create(organisation=world[Organisation], name="Before"),
    FormerRegionName: lambda world: FormerRegionName.objects.create(region=world[Region], name="Before"),
    Job: lambda world: Job.objects.create(
        task="sample", key="sample", state=JobState.FAILED, finished_at=timezone.now()
    ),
    # Somebody else's: the applicant holds no role.
    Membership: lambda world: member(world.authority, Role.ASSESSOR).memberships.get(),
    # With a file, so that it can be shown, and of the event, so that it can be edited.
    Picture: lambda world: Picture.objects.create(
        subject=world[Event], alt={"en": "A stage"}, file=ContentFile(b"\x89PNG", name="stage.png")
    ),
    MeetingPaper: lambda world: MeetingPaper.objects.create(
        meeting=world[Meeting], kind="pack", language="en", version=1, job=world[Job], created_by=world[User]
    ),
    NetworkGroup: lambda world: NetworkGroup.objects.create(network=world[Network], names={"en": "Group"}),
    PartnershipField: lambda world: PartnershipField.objects.create(
        partnership=world[Partnership], field=world[FieldOfArt]
    ),
}


def signed_agreement(world: World) -> Agreement:
    """Return an agreement that the public reads; the world's own is a draft, which officers edit."""
    return AgreementFactory(partnership=world[Partnership], status=AgreementStatus.SIGNED)


def open_section(world: World) -> dict[str, Any]:
    """Return the arguments of the first page of the applicant's draft, with a question on it."""
    draft = world[Application]
    QuestionFactory(call=draft.call)
    return {"reference": draft.reference, "number": 1}


def _completion(world: World) -> dict[str, Any]:
    """Return the arguments of a request for completion of a case."""
    request = world[CompletionRequest]
    return {"reference": request.application.reference, "pk": request.pk}


def _person(world: World) -> dict[str, Any]:
    """Return the arguments of somebody who takes part in the applicant's draft."""
    return {"reference": world[Application].reference, "pk": world[Participant].pk}


def _under(owner: type[models.Model], model: type[models.Model], **more: str) -> Callable[[World], Any]:
    """Return the arguments of a record on the page of another: /office/agreements/skane/articles/7/."""
    return lambda world: {"slug": world[owner].slug, "pk": world[model].pk, **more}


def _part(owner: type[models.Model], part: str, model: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of one part of a record: /office/networks/aer/groups/7/."""
    return lambda world: {"slug": world[owner].slug, "part": part, "pk": world[model].pk}


def _parts_of(owner: type[models.Model], part: str) -> Callable[[World], Any]:
    """Return the arguments of all parts of one kind of a record: /office/networks/aer/groups/add/."""
    return lambda world: {"slug": world[owner].slug, "part": part}


def _paper(world: World) -> dict[str, Any]:
    """Return the arguments of a document that somebody handed in to the world's partnership."""
    paper = documents.store(
        world[Partnership],
        kind=DocumentKind.MINUTES,
        title="Minutes",
        filename="minutes.txt",
        content=b"Minutes",
        media_type="text/plain",
    )
    return {"slug": world[Partnership].slug, "pk": paper.pk}


def _assessed_file(world: World) -> dict[str, Any]:
    """Return the arguments of a file that an assessor may read with the application."""
    assignment = world[Assignment]
    question = QuestionFactory(call=assignment.round.call)
    file = documents.store(
        assignment.application,
        kind=DocumentKind.ATTACHMENT,
        title="Letter",
        filename="letter.txt",
        content=b"Letter",
        media_type="text/plain",
        slot=f"{question.pk}:1",
    )
    return {"pk": assignment.pk, "document": file.pk}


def _case(world: World) -> dict[str, Any]:
    """Return the arguments of a case that was handed in to the first authority."""
    return {"reference": world.case.reference}


def _of_case(part: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of a part of a case: /office/applications/T00001/tasks/7/."""
    return lambda world: {"reference": world[part].application.reference, "pk": world[part].pk}


def _awarded_case(world: World) -> dict[str, Any]:
    """Return the arguments of a case of the first authority that was granted money."""
    call = world[Call]
    decision = DecisionFactory(application__call=call, decided_by=world[User])
    return {"reference": AwardFactory(decision=decision).decision.application.reference}


def _asked(world: World) -> dict[str, Any]:
    """Return the arguments of a request to read documents."""
    return {"pk": world[DisclosureRequest].pk}


def _asked_case(world: World) -> dict[str, Any]:
    """Return the arguments of a case whose documents are added to a request."""
    return {**_asked(world), **_case(world)}


def _asked_document(world: World) -> dict[str, Any]:
    """Return the arguments of a document of a request."""
    return {**_asked(world), "item": world[DisclosureItem].pk}


def _hidden(world: World) -> dict[str, Any]:
    """Return the arguments of something that is hidden in a document of a request."""
    return {**_asked_document(world), "redaction": world[Redaction].pk}


def _award(world: World) -> dict[str, Any]:
    """Return the arguments of the public page of an award."""
    case = _awarded_case(world)
    return {"pk": Award.objects.get(decision__application__reference=case["reference"]).pk}


def _of_call(part: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of a part of a call: /office/calls/grants-2027/questions/7/."""
    return lambda world: {"slug": world[part].call.slug, "pk": world[part].pk}


def _numbered(model: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of something that a grant counts: /my/grants/K7QM-3XPA/reports/1/."""
    return lambda world: {
        "reference": world[model].application.reference,
        "number": world[model].number,
    }


def _condition(world: World) -> dict[str, Any]:
    """Return the arguments of a condition of a grant of the first authority."""
    return {**_case(world), "pk": DecisionConditionFactory(act__application=world.case).pk}


def _appeal(step: str) -> Callable[[World], Any]:
    """Return the arguments of a step of an appeal against a decision of the first authority."""

    def arguments_of(world: World) -> dict[str, Any]:
        appeal = AppealFactory(act__application__call=world[Call])
        return {"reference": appeal.application.reference, "pk": appeal.pk, "step": step}

    return arguments_of


def _half(world: World) -> dict[str, Any]:
    """Return the arguments of the first authority's half of a joint case."""
    call = joint_call(programme__authority=world.authority)
    case = ApplicationFactory(call=call, submitted=True, status=ApplicationStatus.ELIGIBLE)
    return {"reference": case.reference, "pk": call.funders.first().pk}


def _decided_half(world: World) -> dict[str, Any]:
    """Return the arguments of a half that the first authority has decided."""
    here = _half(world)
    case = Application.objects.get(reference=here["reference"])
    half = FunderDecisionFactory(application=case, funder=case.call.funders.get(pk=here["pk"]))
    return {**here, "pk": half.pk}


def _own_letter(world: World) -> dict[str, Any]:
    """Return the arguments of a letter to the applicant."""
    case = ApplicationFactory(
        call=world[Call], submitted=True, applicant=world[User], status=ApplicationStatus.REJECTED
    )
    letter = DecisionLetterFactory(act__application=case)
    return {"reference": case.reference, "number": letter.act.number}


def _of_order(part: str, model: type[models.Model] | None = None) -> Callable[[World], Any]:
    """Return the arguments of a part of a delegation order: /office/delegation/3/paragraphs/7/."""
    return lambda world: {
        "pk": world[DelegationOrder].pk,
        "part": part,
        **({"part_pk": world[model].pk} if model is not None else {}),
    }


def _of_meeting(part: str = "", model: type[models.Model] | None = None) -> Callable[[World], Any]:
    """Return the arguments of a part of a meeting: /office/meetings/3/members/7/."""
    return lambda world: {
        "pk": world[Meeting].pk,
        **({"part": part} if part else {}),
        **({"part_pk": world[model].pk} if model is not None else {}),
    }


def _held_meeting(world: World) -> dict[str, Any]:
    """Return the arguments of a meeting whose minutes are written."""
    return {"pk": MeetingFactory(authority=world.authority, held=True).pk}


# Arguments of addresses whose names do not say them: URL name -> the world's arguments.
def _own_grant(world: World) -> Application:
    """Return a case of the world's applicant that was granted, with its plan."""
    known = Application.objects.filter(applicant=world[User], decision__award__payments__isnull=False).first()
    if known is not None:
        return known
    case = ApplicationFactory(
        call=world[Call], submitted=True, applicant=world[User], status="approved", applicant_name="Own"
    )
    planned(decision=DecisionFactory(application=case))
    return case  # type: ignore[return-value]


ARGUMENTS: dict[str, Callable[[World], Mapping[str, Any]]] = {
    "grants:officer:disclosure_detail": _asked,
    "grants:officer:disclosure_answer": _asked,
    "grants:officer:disclosure_add": _asked_case,
    "grants:officer:disclosure_item": _asked_document,
    "grants:officer:disclosure_hide": _asked_document,
    "grants:officer:disclosure_copy": _asked_document,
    "grants:officer:disclosure_leave_out": _asked_document,
    "grants:officer:disclosure_show": _hidden,
    "grants:officer:delegation_order_part_add": _of_order("paragraphs"),
    "grants:officer:delegation_order_part_edit": _of_order("paragraphs", Delegation),
    "grants:officer:delegation_order_part_remove": _of_order("paragraphs", Delegation),
    "grants:officer:meeting_part_add": _of_meeting("members"),
    "grants:officer:meeting_part_edit": _of_meeting("members", MeetingMember),
    "grants:officer:meeting_part_remove": _of_meeting("members", MeetingMember),
    "grants:officer:meeting_item_move": _of_meeting("", AgendaItem),
    "grants:officer:meeting_item_minutes": _of_meeting("", AgendaItem),
    "grants:officer:meeting_item_as_proposed": _of_meeting("", AgendaItem),
    "grants:officer:meeting_case_minutes": _of_meeting("", AgendaCase),
    "grants:officer:meeting_adjust": _of_meeting("", MinutesAdjuster),
    "grants:officer:meeting_minutes": _held_meeting,
    "grants:officer:meeting_paper_order": _of_meeting(),
    "grants:officer:meeting_step": lambda world: {"pk": world[Meeting].pk, "to": "called"},
    "grants:applicant:application_autosave": open_section,
    "grants:applicant:application_section": open_section,
    "grants:applicant:application_upload": open_section,
    "grants:applicant:application_start": lambda world: {"slug": world[Call].slug},
    "grants:applicant:application_completion": _completion,
    "grants:officer:application_completion_add": _case,
    "grants:officer:application_completion_accept": _completion,
    "grants:officer:application_completion_withdraw": _completion,
    "grants:officer:application_message_add": _case,
    "grants:officer:application_register": _case,
    "grants:officer:application_confidentiality": _case,
    "grants:officer:application_entry_confidentiality": lambda world: {
        "reference": world[RegisterEntry].application.reference,
        "number": world[RegisterEntry].number,
    },
    "grants:officer:application_officer": _case,
    "grants:officer:application_note_add": _case,
    "grants:officer:application_task_add": _case,
    "grants:officer:application_task_edit": _of_case(CaseTask),
    "grants:officer:application_task_done": _of_case(CaseTask),
    "grants:officer:application_party_add": _case,
    "grants:officer:application_party_edit": _of_case(CaseParty),
    "grants:officer:application_party_history": _of_case(CaseParty),
    "grants:officer:application_submission": lambda world: {**_case(world), "number": 1},
    "grants:applicant:application_person_edit": _person,
    "grants:applicant:application_person_remove": _person,
    "grants:applicant:application_person_resend": _person,
    "grants:applicant:invitation_take": lambda world: {"pk": world[Participant].pk},
    **{
        f"grants:{name}": _numbered(Report)
        for name in (
            "applicant:report_detail",
            "applicant:report_autosave",
            "applicant:report_hand_in",
            "officer:report_detail",
            "officer:report_waive",
        )
    },
    **{
        f"grants:{name}": _numbered(ChangeRequest)
        for name in ("applicant:change_detail", "applicant:change_withdraw", "officer:change_detail")
    },
    "grants:applicant:change_add": lambda world: {"reference": world[Report].application.reference},
    "grants:officer:assignment_file": _assessed_file,
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
    "grants:public:award_detail": _award,
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
    "partnerships:officer:agreement_part_add": _parts_of(Agreement, "aims"),
    "partnerships:officer:agreement_part_edit": _part(Agreement, "aims", Aim),
    "partnerships:officer:agreement_part_remove": _part(Agreement, "aims", Aim),
    "partnerships:officer:article_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:article_edit": _under(Agreement, Article),
    "partnerships:officer:article_move": _under(Agreement, Article, towards="up"),
    "partnerships:officer:article_remove": _under(Agreement, Article),
    "partnerships:officer:option_list": lambda world: {"kind": "organisations"},
    "partnerships:public:option_list": lambda world: {"kind": "partners"},
    "partnerships:officer:agreement_accept": lambda world: {
        "slug": world[Agreement].slug,
        "number": world[AgreementVersion].number,
        "party": world[AgreementParty].organisation.slug,
    },
    "partnerships:officer:draft_link_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:draft_link_revoke": _under(Agreement, DraftLink),
    "partnerships:officer:proposal_accept": _under(Agreement, ArticleProposal),
    "partnerships:officer:proposal_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:proposal_refuse": _under(Agreement, ArticleProposal),
    "partnerships:officer:proposal_withdraw": _under(Agreement, ArticleProposal),
    "partnerships:public:draft_link": lambda world: {"token": world[DraftLink] and "token"},
    "partnerships:officer:party_create": lambda world: {"slug": world[Agreement].slug},
    "partnerships:officer:party_edit": _under(Agreement, AgreementParty),
    "partnerships:officer:party_remove": _under(Agreement, AgreementParty),
    "partnerships:officer:party_sign": _under(Agreement, AgreementParty),
    "accounts:machine:calendar_feed": lambda world: {"token": world[CalendarLink] and "calendar"},
    "accounts:applicant:organisation_detail": lambda world: {"slug": world[Representation].organisation.slug},
    "accounts:public:mandate_link": lambda world: {"token": world[Mandate] and "mandate"},
    "accounts:public:invitation_accept": lambda world: {"token": world[Invitation] and "token"},
    "exchanges:officer:commitment_evidence_add": lambda world: {"pk": world[Commitment].pk},
    "exchanges:officer:line_fulfilment_add": lambda world: {"pk": world[WorkProgrammeLine].pk},
    "exchanges:officer:ledger_terms_add": lambda world: {"slug": world[Partnership].slug},
    "exchanges:public:agreement_ledger": lambda world: {"slug": signed_agreement(world).slug},
    "exchanges:officer:event_part_add": _parts_of(Event, "pictures"),
    "exchanges:officer:event_part_edit": _part(Event, "pictures", Picture),
    "exchanges:officer:event_part_remove": _part(Event, "pictures", Picture),
    "exchanges:officer:exchange_part_add": _parts_of(Exchange, "actors"),
    "exchanges:officer:exchange_part_edit": _part(Exchange, "actors", ExchangeActor),
    "exchanges:officer:exchange_part_remove": _part(Exchange, "actors", ExchangeActor),
    "grants:applicant:application_letter_open": _own_letter,
    "grants:officer:application_appeal_decide": _appeal("uphold"),
    "grants:officer:application_appeal_record": _case,
    "grants:officer:application_appeal_send": _appeal("answer"),
    "grants:officer:application_condition_fulfil": _condition,
    "grants:officer:application_correct": _case,
    "grants:officer:application_half": _half,
    "grants:officer:application_half_withdraw": _decided_half,
    "grants:officer:application_refer": _case,
    "grants:officer:application_revoke": _case,
    "grants:officer:application_detail": _case,
    "grants:officer:application_exchange": _awarded_case,
    "grants:officer:application_expression": _case,
    "grants:officer:application_screen": _case,
    "grants:officer:application_close": _case,
    "grants:officer:application_package_order": _case,
    "grants:officer:application_hold_add": _case,
    "grants:officer:application_money": lambda world: {**_awarded_case(world), "act": "demand"},
    "grants:officer:application_settle": lambda world: {**_awarded_case(world), "act": "end"},
    "grants:officer:payment_step": lambda world: {"pk": world[Payment].pk, "act": "prepare"},
    "grants:officer:aid_export": lambda world: {},
    "grants:officer:call_terms": lambda world: {"slug": world[Call].slug},
    **{
        f"grants:applicant:grant_{page}": lambda world: {"reference": _own_grant(world).reference}
        for page in ("detail", "accept", "decline", "account")
    },
    "grants:applicant:grant_part_request": lambda world: {
        "reference": _own_grant(world).reference,
        "pk": _own_grant(world).decision.award.payments.get().pk,
    },
    "grants:officer:application_decide": _case,
    "grants:officer:call_edit": lambda world: {"slug": world[Call].slug, "section": "basics"},
    "grants:officer:call_step": lambda world: {"slug": world[Call].slug, "to": "closed"},
    "grants:officer:call_build": lambda world: {"slug": world[Call].slug, "step": "money"},
    "grants:officer:call_part_create": _parts_of(Call, "strands"),
    "grants:officer:call_part_edit": _part(Call, "strands", Strand),
    "grants:officer:call_part_move": _part(Call, "strands", Strand),
    "grants:officer:call_part_remove": _part(Call, "strands", Strand),
    "grants:officer:call_window_use": _under(Call, Window),
    "grants:officer:call_rule_list": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_choose": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_create": lambda world: {"slug": world[Call].slug, "kind": "amount_between"},
    "grants:officer:call_rule_try": lambda world: {"slug": world[Call].slug},
    "grants:officer:call_rule_edit": _of_call(CallRule),
    "grants:officer:call_rule_move": _of_call(CallRule),
    "grants:officer:call_rule_remove": _of_call(CallRule),
    "grants:officer:question_create": lambda world: {"slug": world[Call].slug},
    "grants:officer:question_edit": _of_call(Question),
    "grants:officer:question_move": _of_call(Question),
    "grants:officer:question_remove": _of_call(Question),
    "grants:officer:question_restore": _of_call(Question),
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
    "partnerships:officer:framework_part_add": _parts_of(Framework, "elements"),
    "partnerships:officer:framework_part_edit": _part(Framework, "elements", FrameworkElement),
    "partnerships:officer:framework_part_remove": _part(Framework, "elements", FrameworkElement),
    "partnerships:officer:region_part_add": _parts_of(Region, "names"),
    "partnerships:officer:region_part_edit": _part(Region, "names", FormerRegionName),
    "partnerships:officer:region_part_remove": _part(Region, "names", FormerRegionName),
    "partnerships:officer:network_part_add": _parts_of(Network, "groups"),
    "partnerships:officer:network_part_edit": _part(Network, "groups", NetworkGroup),
    "partnerships:officer:network_part_remove": _part(Network, "groups", NetworkGroup),
    "partnerships:officer:organisation_part_add": _parts_of(Organisation, "former-names"),
    "partnerships:officer:organisation_part_edit": _part(Organisation, "former-names", FormerName),
    "partnerships:officer:organisation_part_remove": _part(Organisation, "former-names", FormerName),
    "partnerships:officer:partnership_paper_edit": _paper,
    "partnerships:officer:partnership_paper_replace": _paper,
    "partnerships:officer:partnership_paper_remove": _paper,
    "reports:officer:dossier_list": lambda world: {"slug": world[Dossier].partnership.slug},
    "partnerships:officer:partnership_part_add": _parts_of(Partnership, "fields"),
    "partnerships:officer:partnership_part_edit": _part(Partnership, "fields", PartnershipField),
    "partnerships:officer:partnership_part_remove": _part(Partnership, "fields", PartnershipField),
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
        "tests/samples.py."
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


def belongs_to(record: models.Model | None) -> Authority | None:
    """Return the authority whose record this is, found along its links; None where it is nobody's or everybody's."""
    if record is None or isinstance(record, Organisation):
        return None
    if isinstance(record, Authority):
        return record
    fields = {field.name for field in record._meta.fields if field.is_relation}
    if "authority" in fields:
        return record.authority  # type: ignore[attr-defined]
    for name in (
        "meeting",
        "partnership",
        "agreement",
        "dialogue",
        "framework",
        "exchange",
        "event",
        "award",
        "decision",
        "application",
        "call",
        "programme",
        "work_programme",
        "round",
        "pool",
    ):
        if name in fields and getattr(record, name) is not None:
            return belongs_to(getattr(record, name))
    return None


def is_personal(record: models.Model | None) -> bool:
    """Tell whether the record is one person's own, such as a draft."""
    return isinstance(record, Application | ChangeRequest | Mandate | Nomination | Participant | Report) or (
        belongs_to(record) is None and _owner(record) is not None
    )


def _owner(record: models.Model | None) -> Any:
    return getattr(record, "user", None) or getattr(record, "applicant", None)
