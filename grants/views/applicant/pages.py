"""One application: its page, checking the answers, handing in, the receipt, taking it back."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import documents
from grants.domain import applications, batches, copying, drafts, resubmission, signatures, stages
from grants.domain.applications import Closed, closed_for
from grants.domain.completeness import Incomplete
from grants.domain.content import answered_sections
from grants.domain.deadlines import closing_of, strand_in
from grants.enums import ApplicationStatus
from grants.forms.answers import WithdrawForm
from grants.models import Application, Award, Decision
from grants.permissions import can_add_to_case, can_edit_draft, can_reopen, can_withdraw
from grants.views.applicant.case_sections import SECTIONS
from grants.views.applicant.finding import applied_for, handed_in, named, own_application
from grants.views.applicant.reading import readable_draft, standing_against
from grants.views.applicant.section_page import steps_of, totals_of
from grants.views.applicant.words import STATUS_TONES, explain_status, people_of, reason_of, timeline_of
from grants.views.sections import filled
from grants.views.telling import entries_of, requests_of
from portal.core.access import applicant
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.limits import within_limit
from portal.core.models import Document
from portal.core.moments import say_moment, time_left

SUBMITS_A_MINUTE = 300
# Letters of decisions are opened in their own section, which records it.
SHOWN_DOCUMENTS = [DocumentKind.RECEIPT, DocumentKind.ATTACHMENT, DocumentKind.APPEAL]


@require_safe
@applicant("the applicant, about an own application")
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a draft with what is to do, or an application with where it stands and what was decided."""
    others = copying.sources(None, by=request.user).exclude(pk=OuterRef("pk"))
    application: Any = own_application(request.user, reference, can_copy=Exists(others))
    if is_written(application):
        return _draft_page(request, application, can_copy=application.can_copy)
    decision = (
        Decision.objects.published().filter(application=application).select_related("decided_by").first()
    )
    context = {
        "application": application,
        "call": application.call,
        "tone": STATUS_TONES[application.status],
        "explanation": explain_status(application.status),
        "reason": reason_of(application),
        "events": timeline_of(application),
        "decision": decision,
        "decided": say_moment(decision.decided_at, application.call.time_zone) if decision else "",
        "award": Award.objects.visible_to(request.user).filter(decision=decision).first()
        if decision
        else None,
        "sections": documents.readable(application.content or {}),
        "submitted": _submitted(application),
        "batch": batches.sentence_for(application, "", timezone.now()) if application.batch else "",
        "documents": _documents(request, application),
        "can_withdraw": can_withdraw(request.user, application),
        "can_add": can_add_to_case(request.user, application),
        "entries": entries_of(application, request.user),
        "requests": requests_of(application, request.user, timezone.now()),
        "can_reopen": can_reopen(request.user, application)
        and not resubmission.refusal(application, timezone.now()),
        "closes": _closes(application),
        "more": filled(SECTIONS, request, application),
    }
    return render(request, "grants/applicant/application_detail.html", context)


def is_written(application: Application) -> bool:
    """Tell whether the applicant is at a draft, or changes what was handed in while the call still takes it."""
    if application.status == ApplicationStatus.DRAFT:
        return True
    return application.is_reopened and not closed_for(application, timezone.now())


def _draft_page(request: HttpRequest, application: Application, *, can_copy: bool) -> HttpResponse:
    now, call = timezone.now(), application.call
    sections = answered_sections(application)
    until = closing_of(application, strand_in(sections), now)
    closed = closed_for(application, now)
    steps = steps_of(application, sections)
    context = {
        "application": application,
        "call": call,
        "closed": closed,
        "reason": reason_of(application),
        "closes": say_moment(until, call.time_zone) if until else "",
        "batch": batches.sentence_for(application, strand_in(sections), now),
        "left": time_left(until, now) if until else "",
        "steps": steps,
        "next_step": next((step["url"] for step in steps if not step["done"]), ""),
        "is_complete": not standing_against(application, sections, now),
        "sections": readable_draft(application, sections) if closed else [],
        "is_mine": application.applicant_id == request.user.pk,
        "may_edit": can_edit_draft(request.user, application),
        "can_copy": can_copy,
        "people": people_of(application, signatures.signers(application, sections)),
        "handed_in": _submitted(application),
    }
    return render(request, "grants/applicant/application_draft.html", context)


@require_safe
@applicant("the applicant, about an own draft")
def application_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all answers before they are handed in, with what is missing and the way to change each."""
    application = own_application(request.user, reference)
    if not is_written(application):
        return redirect("grants:applicant:application_receipt", application.reference)
    return _check_page(request, application)


def _check_page(request: HttpRequest, application: Application, *, refused: bool = False) -> HttpResponse:
    now, call = timezone.now(), application.call
    sections = answered_sections(application)
    until = closing_of(application, strand_in(sections), now)
    context = {
        "application": application,
        "call": call,
        "closed": closed_for(application, now),
        "closes": say_moment(until, call.time_zone) if until else "",
        "batch": batches.sentence_for(application, strand_in(sections), now),
        "left": time_left(until, now) if until else "",
        "sections": readable_draft(application, sections),
        "missing": standing_against(application, sections, now),
        "steps": steps_of(application, sections),
        "totals": totals_of(application, sections),
        "refused": refused,
        "is_mine": application.applicant_id == request.user.pk,
        "may_edit": can_edit_draft(request.user, application),
        "handed_in": _submitted(application),
        "unsigned": [one for one in signatures.signers(application, sections) if not one.is_valid],
    }
    return render(request, "grants/applicant/application_check.html", context)


@require_POST
@applicant("the applicant, for an own draft")
def application_submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand the draft in; pressed again, or fifty times at once, it leads to the same receipt."""
    now = timezone.now()  # the moment of the click, before any waiting
    application = named(request.user, reference)
    if not within_limit("submit", request.user.pk, limit=SUBMITS_A_MINUTE, seconds=60):
        messages.warning(
            request, _("You have pressed the button very often. Wait a minute; nothing is lost.")
        )
        return redirect(application)
    try:
        applications.submit(application, by=request.user, now=now)
    except Incomplete:
        return _check_page(request, own_application(request.user, reference), refused=True)
    except Closed as error:
        sentence = " ".join(error.messages)
        messages.error(request, sentence + " " + _("Your draft is kept: you can read it and print it here."))
        return redirect(application)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(application)
    return redirect("grants:applicant:application_receipt", application.reference)


@require_safe
@applicant("the applicant, about an own application")
def application_receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the receipt: what was handed in, when, under which number, with its fingerprint."""
    application = handed_in(request.user, reference)
    if application.status == ApplicationStatus.DRAFT:
        return redirect("grants:applicant:application_check", application.reference)
    context = {
        "application": application,
        "call": application.call,
        "submitted": _submitted(application),
        "batch": batches.sentence_for(application, "", timezone.now()) if application.batch else "",
        "sections": documents.readable(application.content or {}),
        "pdf": Document.objects.visible_of(request.user, application)
        .filter(kind=DocumentKind.RECEIPT)
        .first(),
    }
    return render(request, "grants/applicant/application_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, until an own application is decided")
def application_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then take the application back."""
    application = applied_for(request.user, reference)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            applications.withdraw(application, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The application is withdrawn."))
            return redirect(application)
    elif not can_withdraw(request.user, application):
        return redirect(application)
    return render(
        request, "grants/applicant/application_withdraw.html", {"application": application, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, until the deadline, where the call lets it")
def application_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then open what was handed in for changes."""
    now = timezone.now()
    application = applied_for(request.user, reference)
    refused = resubmission.refusal(application, now)
    if request.method == "POST":
        try:
            resubmission.reopen(application, by=request.user, now=now)
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(application)
    if refused or not can_reopen(request.user, application):
        if refused:
            messages.warning(request, refused)
        return redirect(application)
    return render(
        request,
        "grants/applicant/application_reopen.html",
        {"application": application, "closes": _closes(application)},
    )


@require_POST
@applicant("the applicant, for an own application that was opened again")
def application_leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave the application as it was handed in."""
    application = applied_for(request.user, reference)
    try:
        resubmission.leave(application, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The application stays as it was handed in."))
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, for an own draft")
def application_delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then remove the draft for good."""
    application = applied_for(request.user, reference)
    if application.status != ApplicationStatus.DRAFT:
        return redirect(application)
    if request.method == "POST":
        try:
            drafts.delete(application, by=request.user)
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(application)
        messages.success(request, _("The draft is deleted."))
        return redirect("grants:applicant:overview")
    return render(request, "grants/applicant/application_delete.html", {"application": application})


def _submitted(application: Application) -> str:
    return (
        say_moment(application.submitted_at, application.call.time_zone) if application.submitted_at else ""
    )


def _closes(application: Application) -> str:
    until = stages.closing_of(application, timezone.now())
    return say_moment(until, application.call.time_zone) if until else ""


def _documents(request: HttpRequest, application: Application) -> list[Document]:
    return list(
        Document.objects.visible_of(request.user, application)
        .filter(kind__in=SHOWN_DOCUMENTS)
        .order_by("kind", "pk")
    )
