"""What grants shows of itself in lower apps: navigation, search, documents."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.models import Exchange
from grants import dossier, personal, pulse
from grants.deeds import award_deeds, call_deeds
from grants.desk import desk
from grants.desks.casework import task_deadlines
from grants.enums import CallStatus
from grants.models import (
    Application,
    ArchivePackage,
    BankAccount,
    Call,
    CaseEntry,
    DelegationOrder,
    Destruction,
    DisclosureItem,
    MeetingPaper,
    PaymentReturn,
    PaymentRun,
    Report,
    Submission,
)
from grants.navigation import ENTRIES
from grants.panels import exchange_awards, partnership_grants, region_grants
from grants.report import chapter
from partnerships.models import Partnership, Region
from partnerships.thread import register_deeds
from portal.accounts.permissions import edits
from portal.core import navigation
from portal.core.models import Job
from portal.core.querysets import register_document_subject
from portal.core.registry import (
    SearchHit,
    register_chapter,
    register_deadlines,
    register_desk,
    register_dossier,
    register_panel,
    register_search,
)


def register() -> None:
    """Register everything once, from ``AppConfig.ready()``."""
    for area, entry in ENTRIES:
        navigation.register(area, entry)
    # The proof of an account is read by who verifies it, and by whose account it is.
    register_document_subject(
        BankAccount,
        visible=lambda user: BankAccount.objects.none(),
        internal=lambda user: BankAccount.objects.verified_by(user),
    )
    # Payment files hold full numbers: who pays reads them.
    register_document_subject(
        PaymentRun,
        visible=lambda user: PaymentRun.objects.none(),
        internal=lambda user: PaymentRun.objects.filter(authority__in=edits(user)),
    )
    register_document_subject(
        PaymentReturn,
        visible=lambda user: PaymentReturn.objects.none(),
        internal=lambda user: PaymentReturn.objects.filter(authority__in=edits(user)),
    )
    register_panel(Exchange, exchange_awards, position=40)
    register_panel(Partnership, partnership_grants, position=40)
    register_panel(Region, region_grants, position=40)
    pulse.register()
    personal.register()
    register_dossier(Partnership, dossier.chapter, position=50)
    register_deeds(call_deeds, position=30)
    register_deeds(award_deeds, position=35)
    register_desk(desk, position=10)
    register_deadlines(task_deadlines, position=10)
    register_chapter(chapter, position=30)
    register_search(call_hits, position=50)
    register_search(case_hits, position=55)
    register_document_subject(Application, visible=_nobody, internal=_readers)
    # What was sent after an application was handed in, and what a later submission left out: as the case itself.
    register_document_subject(
        CaseEntry, visible=lambda user: CaseEntry.objects.none(), internal=CaseEntry.objects.visible_to
    )
    # A copy is read by those who answer the request, until it is sent.
    register_document_subject(
        DisclosureItem,
        visible=lambda user: DisclosureItem.objects.none(),
        internal=DisclosureItem.objects.visible_to,
    )
    register_document_subject(
        Submission, visible=lambda user: Submission.objects.none(), internal=Submission.objects.visible_to
    )
    # Vouchers, material and the printed report: as the case itself.
    register_document_subject(
        Report, visible=lambda user: Report.objects.none(), internal=Report.objects.visible_to
    )
    # A package for the archive holds notes of the office and proofs of accounts: few read it.
    register_document_subject(
        ArchivePackage,
        visible=partial(_none_of, ArchivePackage),
        internal=partial(_visible_of, ArchivePackage),
        restricted=lambda user: ArchivePackage.objects.opened_by(user),
    )
    # The certificate of a destruction: who reads for the authority.
    register_document_subject(
        Destruction, visible=partial(_none_of, Destruction), internal=partial(_visible_of, Destruction)
    )
    # A call on paper is read by whoever reads the call.
    register_document_subject(Call, visible=_calls, internal=_calls)
    # Delegation orders and the papers of meetings: whoever reads for the authority.
    for kind in (DelegationOrder, MeetingPaper):
        register_document_subject(kind, visible=partial(_none_of, kind), internal=partial(_visible_of, kind))
    # A file that somebody ordered is that person's alone.
    register_document_subject(Job, visible=_no_job, internal=lambda user: Job.objects.visible_to(user))


def call_hits(q: str, user: Any, limit: int) -> Iterable[SearchHit]:
    """Return the calls that match, the next to close first."""
    calls = Call.objects.visible_to(user).search(q).exclude(status=CallStatus.WITHDRAWN).for_list()
    return [
        SearchHit(str(call.names), call.get_absolute_url(), _("Call"), str(call.summary))
        for call in calls[:limit]
    ]


def case_hits(q: str, user: Any, limit: int) -> Iterable[SearchHit]:
    """Return the cases of the user's authorities that match, latest first."""
    cases = Application.objects.submitted_to(user).found_first(q).for_cases().order_by("-submitted_at", "-pk")
    return [
        SearchHit(
            case.title or case.reference,
            reverse("grants:officer:application_detail", args=[case.reference]),
            _("Application"),
            f"{case.applicant_name}, {case.diary_number}",
        )
        for case in cases[:limit]
    ]


def _nobody(user: Any) -> QuerySet[Application]:
    """An application has no public documents."""
    return Application.objects.none()


def _readers(user: Any) -> QuerySet[Application]:
    """Its documents are read by its applicant and, once it is submitted, by the authority: by who reads all of it."""
    return Application.objects.read_whole_by(user)


def _calls(user: Any) -> QuerySet[Call]:
    """The calls that somebody sees."""
    return Call.objects.visible_to(user)


def _no_job(user: Any) -> QuerySet[Job]:
    """Nothing that somebody ordered is public."""
    return Job.objects.none()


def _none_of(kind: Any, user: Any) -> QuerySet[Any]:
    """Nothing of these records is public."""
    return kind.objects.none()


def _visible_of(kind: Any, user: Any) -> QuerySet[Any]:
    """What somebody sees of these records."""
    return kind.objects.visible_to(user)
