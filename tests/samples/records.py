"""Records that need more than their factory gives, or that have no factory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from exchanges.models import Event
from grants.domain import register
from grants.domain.reporting import duties
from grants.enums import ApplicationStatus, RegisterDirection, RegisterKind
from grants.models import (
    Application,
    ArchivePackage,
    AssessmentRound,
    AssessorPool,
    Assignment,
    Award,
    BankAccount,
    Call,
    CaseParty,
    CaseTask,
    ChangeRequest,
    CompletionRequest,
    DisclosureItem,
    DisclosureRequest,
    LegalHold,
    Meeting,
    MeetingPaper,
    Nomination,
    Participant,
    RegisterEntry,
    Report,
)
from partnerships.domain import draft_links
from partnerships.enums import AgreementStatus, ProposalKind
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementVersion,
    Article,
    ArticleProposal,
    DraftLink,
    FieldOfArt,
    FormerName,
    FormerRegionName,
    Network,
    NetworkGroup,
    Organisation,
    Partnership,
    PartnershipField,
    Region,
)
from portal.accounts.domain import calendar_links, invitations
from portal.accounts.enums import Role
from portal.accounts.models import CalendarLink, Invitation, Mandate, Membership, Representation, User
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind, JobState
from portal.core.models import Document, Job, Picture
from portal.imports.models import ImportRun
from portal.reports.models import AnnualReport, Dossier
from tests.factories.accounts import member
from tests.factories.assessment import AssessmentFactory, AssignmentFactory
from tests.factories.casework import CasePartyFactory, CaseTaskFactory
from tests.factories.closing import ArchivePackageFactory, LegalHoldFactory
from tests.factories.disclosure import DisclosureItemFactory
from tests.factories.grants import ApplicationFactory, AwardFactory
from tests.factories.money import BankAccountFactory
from tests.factories.participants import NominationFactory, ParticipantFactory
from tests.factories.partnerships import AgreementFactory
from tests.factories.reporting import ChangeRequestFactory, DutyFactory
from tests.portal.imports.files import compared, csv_file

if TYPE_CHECKING:
    from tests.samples.world import World


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
