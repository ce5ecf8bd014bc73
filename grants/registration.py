"""What grants shows of itself in lower apps: navigation, search, documents."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.models import Exchange
from grants import dossier, pulse
from grants.deeds import award_deeds, call_deeds
from grants.desk import desk
from grants.enums import CallStatus
from grants.models import Application, Call, CaseEntry, DisclosureItem, Submission
from grants.panels import exchange_awards, partnership_grants, region_grants
from grants.report import chapter
from partnerships.models import Partnership, Region
from partnerships.thread import register_deeds
from portal.core import navigation
from portal.core.models import Job
from portal.core.navigation import NavigationEntry
from portal.core.querysets import register_document_subject
from portal.core.registry import (
    SearchHit,
    register_chapter,
    register_desk,
    register_dossier,
    register_panel,
    register_search,
)


def register() -> None:
    """Register everything once, from ``AppConfig.ready()``."""
    navigation.register(
        "public", NavigationEntry(label=gettext_lazy("Calls"), url_name="grants:public:call_list", order=50)
    )
    navigation.register(
        "public",
        NavigationEntry(label=gettext_lazy("Awards"), url_name="grants:public:award_list", order=55),
    )
    navigation.register(
        "my",
        NavigationEntry(
            label=gettext_lazy("My applications"), url_name="grants:applicant:overview", order=10
        ),
    )
    navigation.register(
        "office",
        NavigationEntry(
            label=gettext_lazy("Applications"), url_name="grants:officer:application_list", order=20
        ),
    )
    navigation.register(
        "office",
        NavigationEntry(label=gettext_lazy("Calls"), url_name="grants:officer:call_list", order=30),
    )
    navigation.register(
        "office",
        NavigationEntry(
            label=gettext_lazy("Requests to read documents"),
            url_name="grants:officer:disclosure_list",
            order=85,
        ),
    )
    register_panel(Exchange, exchange_awards, position=40)
    register_panel(Partnership, partnership_grants, position=40)
    register_panel(Region, region_grants, position=40)
    pulse.register()
    register_dossier(Partnership, dossier.chapter, position=50)
    register_deeds(call_deeds, position=30)
    register_deeds(award_deeds, position=35)
    register_desk(desk, position=10)
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
    # A call on paper is read by whoever reads the call.
    register_document_subject(Call, visible=_calls, internal=_calls)
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
