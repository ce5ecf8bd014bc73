"""Closed cases, how long they are kept, what holds them, and what takes them away."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from exchanges.models import Exchange
from grants.domain import register
from grants.domain.closing import cases
from grants.enums import ApplicationStatus, EntryDirection, EntryKind, RegisterDirection, RegisterKind
from grants.enums.closing import RetainedKind, RetentionAction, RetentionTrigger
from grants.enums.money import AwardStatus, PaymentStatus
from grants.models import (
    Answer,
    Application,
    ArchivePackage,
    CaseEntry,
    CaseNote,
    CaseParty,
    DecisionAct,
    DecisionLetter,
    Destruction,
    LegalHold,
    RepaymentReceipt,
    ReportLine,
    ReportPart,
    ReportSubmission,
    RetentionClass,
    RetentionRule,
    Score,
)
from portal.accounts.models import PersonalExport, User
from portal.core import documents
from portal.core.domain import outbox
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.pdf import render_pdf
from tests.factories.accounts import UserFactory, member
from tests.factories.assessment import AssessmentFactory, AssignmentFactory, RoundCriterionFactory
from tests.factories.disclosure import DisclosureItemFactory
from tests.factories.grants import ApplicationFactory, DecisionFactory, QuestionFactory
from tests.factories.money import PaymentRunFactory, RepaymentFactory, planned, with_account
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import AuthorityFactory
from tests.factories.reporting import content
from tests.people import confirmed

NAME, SURNAME, EMAIL = "Vendela Ödesmark", "Ödesmark", "vendela.odesmark@example.org"


class RetentionClassFactory(factory.django.DjangoModelFactory):
    """Anonymised ten years after the decision."""

    class Meta:
        model = RetentionClass

    authority = factory.SubFactory(AuthorityFactory)
    code = factory.Sequence(lambda n: f"3.{n}")
    name = "Granted support"
    ground = "Archives Act (1990:782), section 10; plan of documents 2026"
    trigger = RetentionTrigger.DECISION
    years = 10
    action = RetentionAction.ANONYMISE


class RetentionRuleFactory(factory.django.DjangoModelFactory):
    """All cases in which money was granted, closed since 2020."""

    class Meta:
        model = RetentionRule

    retention_class = factory.SubFactory(RetentionClassFactory)
    authority = factory.SelfAttribute("retention_class.authority")
    kind = RetainedKind.GRANTED
    valid_from = date(2020, 1, 1)


class LegalHoldFactory(factory.django.DjangoModelFactory):
    """A lawsuit."""

    class Meta:
        model = LegalHold

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    ground = "A lawsuit at the administrative court"
    placed_by = factory.SubFactory(UserFactory)


class DestructionFactory(factory.django.DjangoModelFactory):
    """Proposed, without cases."""

    class Meta:
        model = Destruction

    authority = factory.SubFactory(AuthorityFactory)
    due_on = date(2026, 1, 1)
    proposed_by = factory.SubFactory(UserFactory)


class ArchivePackageFactory(factory.django.DjangoModelFactory):
    """Ordered, not made."""

    class Meta:
        model = ArchivePackage

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    version = 1
    created_by = factory.SubFactory(UserFactory)


class PersonalExportFactory(factory.django.DjangoModelFactory):
    """Ordered now, for a week."""

    class Meta:
        model = PersonalExport

    user = factory.SubFactory(UserFactory)
    language = "en"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


def officer_of_case(case: Application, *roles: str) -> User:
    """Return somebody of the authority whose case it is."""
    return member(case.authority, *roles)  # type: ignore[no-any-return]


def whole_case(*, closed: bool = True, exchange: Exchange | None = None) -> Application:
    """Return a case in which everything happened, and in which one person's name stands everywhere."""
    applicant = confirmed(EMAIL, name=NAME)
    form = content()
    form["applicant"] = {"name": NAME, "email": EMAIL}
    case = ApplicationFactory(
        submitted=True,
        status=ApplicationStatus.APPROVED,
        applicant=applicant,
        applicant_name=NAME,
        title=f"The voice of {SURNAME}",
        content=form,
    )
    officer = officer_of_case(case)
    Answer.objects.create(application=case, question=QuestionFactory(call=case.call), value=f"I am {NAME}")
    ParticipantFactory(application=case, name=f"Ida {SURNAME}", email=f"ida.{EMAIL}", created_by=applicant)
    CaseParty.objects.create(application=case, role="applicant", name=NAME, email=EMAIL)
    CaseNote.objects.create(application=case, text=f"{SURNAME} called.", by=officer)
    entry = CaseEntry.objects.create(
        application=case,
        direction=EntryDirection.IN,
        kind=EntryKind.SUPPLEMENT,
        text=f"Greetings, {NAME}",
        by=applicant,
    )
    letter(entry, "supplement.txt", f"{NAME} again".encode())
    outbox.post(key=f"test-{case.pk}", to=EMAIL, subject=f"Dear {NAME}", body=NAME, language="en", about=case)
    register.enter(
        case,
        kind=RegisterKind.SUPPLEMENT,
        direction=RegisterDirection.IN,
        subject=f"From {NAME}",
        counterpart=NAME,
        by=applicant,
        document=letter(case, "letter.txt", NAME.encode()),
    )
    letter(case, f"{SURNAME}.pdf", a_pdf(NAME), "application/pdf")
    assessment = AssessmentFactory(
        assignment=AssignmentFactory(
            application=case, round__call=case.call, has_conflict=False, assessor=UserFactory()
        ),
        committee_comment=f"{SURNAME} is good.",
    )
    criterion = RoundCriterionFactory(round=assessment.assignment.round)
    Score.objects.update_or_create(
        assessment=assessment, criterion=criterion, defaults={"value": 4, "comment": f"{SURNAME} again"}
    )
    _granted(case, officer, applicant, exchange)
    DisclosureItemFactory(application=case, document=letter(case, "open.txt", NAME.encode()))
    case = Application.objects.get(pk=case.pk)
    if closed:
        cases.close(case, by=officer)
    return Application.objects.get(pk=case.pk)


def _granted(case: Application, officer: User, applicant: User, exchange: Exchange | None) -> None:
    decision = DecisionFactory(application=case, reasons=f"{NAME} serves the aims.", decided_by=officer)
    act = DecisionAct.objects.create(
        application=case,
        number=1,
        kind="original",
        outcome="approved",
        amount=Decimal("40000"),
        lower_reasons=f"{SURNAME} needs less.",
        reasons=f"{NAME} serves the aims.",
        appeal_notice="Write to the court.",
        by=officer,
    )
    before = timezone.now() - timedelta(days=90)
    DecisionLetter.objects.create(
        act=act,
        due=before,
        document=letter(case, "decision.txt", NAME.encode()),
        sent_at=before,
        opened_at=before,
        opened_by=applicant,
    )
    award = planned(decision=decision, exchange=exchange)
    account = with_account(award)
    account.holder = NAME
    account.save()
    award.status, award.accepted_name = AwardStatus.RUNNING, NAME
    award.accepted_at, award.accepted_by = timezone.now(), applicant
    award.save()
    run = PaymentRunFactory(authority=case.authority)
    award.payments.update(
        status=PaymentStatus.PAID,
        account=account,
        prepared_by=officer,
        prepared_at=timezone.now(),
        released_by=UserFactory(),
        released_at=timezone.now(),
        run=run,
        line=f"L{award.pk}",
        paid_on=timezone.localdate(),
        note=f"To {NAME}",
    )
    repayment = RepaymentFactory(award=award, reasons=f"{SURNAME} came home early.", status="repaid")
    RepaymentReceipt.objects.create(
        repayment=repayment,
        amount=Decimal("1000"),
        on=timezone.localdate(),
        reference="B 17",
        recorded_by=officer,
    )
    _reported(case, award, officer, applicant)


def _reported(case: Application, award: object, officer: User, applicant: User) -> None:
    report = case.reports.create(  # type: ignore[attr-defined]
        award=award,
        authority=case.authority,
        number=1,
        kind="final",
        anchor="stated_end",
        status="approved",
        handed_in_at=timezone.now(),
        handed_in_by=applicant,
        reviewed_at=timezone.now(),
        reviewed_by=officer,
        review=f"Thank you, {NAME}.",
    )
    ReportSubmission.objects.create(
        report=report,
        number=1,
        content={"text": f"By {NAME}"},
        content_sha256="1" * 64,
        submitted_at=timezone.now(),
        submitted_by=applicant,
    )
    ReportPart.objects.create(report=report, code="story", value=f"By {NAME}")
    ReportLine.objects.create(
        report=report, side="cost", description=f"Journey of {SURNAME}", spent=Decimal("900")
    )
    letter(report, "report.txt", NAME.encode())


def letter(subject: object, name: str, stored: bytes, media_type: str = "text/plain") -> Document:
    """Return a stored document of a record."""
    return documents.store(
        subject,  # type: ignore[arg-type]
        kind=DocumentKind.ATTACHMENT,
        title=f"{name} of {NAME}",
        filename=name,
        content=stored,
        media_type=media_type,
        slot=name,
    )


def a_pdf(text: str) -> bytes:
    """Return a PDF of our own with this text."""
    page = {"number": 1, "picture": "", "text": "Nothing", "wide": False}
    return render_pdf(
        "pdf/redacted.html",
        {"pages": [page], "note": text},
        language="en",
        title="Letter",
        author="Authority",
    )
