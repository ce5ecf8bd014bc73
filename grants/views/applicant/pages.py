"""One application: its page, checking the answers, handing in, the receipt, taking it back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import documents
from grants.domain import applications, drafts
from grants.domain.applications import Closed, closed_sentence
from grants.domain.columns import ROW_KINDS
from grants.domain.completeness import Incomplete, Missing, missing_in
from grants.domain.content import AnsweredSection, answered_sections, is_handed_in
from grants.domain.row_answers import read_rows
from grants.enums import ApplicationStatus
from grants.forms.answers import WithdrawForm
from grants.forms.items import budget_parts
from grants.models import Application, Award, Decision
from grants.permissions import can_withdraw
from grants.views.applicant.finding import own_application
from grants.views.applicant.section_page import steps_of, totals_of
from grants.views.applicant.words import STATUS_TONES, explain_status, timeline_of
from portal.core.access import applicant
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError
from portal.core.limits import within_limit
from portal.core.models import Document
from portal.core.moments import say_moment, time_left

SUBMITS_A_MINUTE = 300
SHOWN_DOCUMENTS = [DocumentKind.RECEIPT, DocumentKind.DECISION_LETTER, DocumentKind.ATTACHMENT]


@require_safe
@applicant("the applicant, about an own application")
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a draft with what is to do, or an application with where it stands and what was decided."""
    application = own_application(request.user, reference)
    if application.status == ApplicationStatus.DRAFT:
        return _draft_page(request, application)
    decision = Decision.objects.filter(application=application).select_related("decided_by").first()
    context = {
        "application": application,
        "call": application.call,
        "tone": STATUS_TONES[application.status],
        "explanation": explain_status(application.status),
        "events": timeline_of(application),
        "decision": decision,
        "decided": say_moment(decision.decided_at, application.call.time_zone) if decision else "",
        "award": Award.objects.visible_to(request.user).filter(decision=decision).first()
        if decision
        else None,
        "sections": documents.readable(application.content or {}),
        "submitted": _submitted(application),
        "documents": _documents(request, application),
        "can_withdraw": can_withdraw(request.user, application),
    }
    return render(request, "grants/applicant/application_detail.html", context)


def _draft_page(request: HttpRequest, application: Application) -> HttpResponse:
    now, call = timezone.now(), application.call
    sections = answered_sections(application)
    closed = closed_sentence(call, now)
    steps = steps_of(application, sections)
    context = {
        "application": application,
        "call": call,
        "closed": closed,
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "left": time_left(call.closes_at, now) if call.closes_at else "",
        "steps": steps,
        "next_step": next((step["url"] for step in steps if not step["done"]), ""),
        "is_complete": not _missing(application, sections, now),
        "sections": readable_draft(application, sections) if closed else [],
    }
    return render(request, "grants/applicant/application_draft.html", context)


def _missing(application: Application, sections: list[AnsweredSection], now: datetime) -> list[Missing]:
    """Return everything that stands against handing in: what is not answered, and what the rules say."""
    return [*missing_in(application, sections), *applications.against(application, sections, now)]


def readable_draft(application: Application, sections: list[AnsweredSection]) -> list[dict[str, Any]]:
    """Return a draft's sections for reading: each question with its answer, what is wrong, and where to change it."""
    currency = application.call.currency
    found = _missing(application, sections, timezone.now())
    missing = {item.question.pk: item for item in found if item.question}
    return [
        {
            "title": part.section.title,
            "number": part.section.number,
            "answers": [
                {
                    "question": answered.question,
                    "shown": answered.reading.shown,
                    "html": answered.reading.html,
                    "rows": read_rows(answered.question, answered.typed, currency=currency).filled
                    if answered.question.kind in ROW_KINDS
                    else [],
                    "problem": missing[answered.question.pk].sentence
                    if answered.question.pk in missing
                    else "",
                    "files": answered.files,
                    "budget": budget_parts(answered.question, answered.typed, currency)
                    if answered.question.kind == "budget" and not answered.reading.is_empty
                    else [],
                }
                for answered in part.answers
                if is_handed_in(answered)
            ],
        }
        for part in sections
        if any(is_handed_in(answered) for answered in part.answers)
    ]


@require_safe
@applicant("the applicant, about an own draft")
def application_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all answers before they are handed in, with what is missing and the way to change each."""
    application = own_application(request.user, reference)
    if application.status != ApplicationStatus.DRAFT:
        return redirect("grants:applicant:application_receipt", application.reference)
    return _check_page(request, application)


def _check_page(request: HttpRequest, application: Application, *, refused: bool = False) -> HttpResponse:
    now, call = timezone.now(), application.call
    sections = answered_sections(application)
    context = {
        "application": application,
        "call": call,
        "closed": closed_sentence(call, now),
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "left": time_left(call.closes_at, now) if call.closes_at else "",
        "sections": readable_draft(application, sections),
        "missing": _missing(application, sections, now),
        "steps": steps_of(application, sections),
        "totals": totals_of(application, sections),
        "refused": refused,
    }
    return render(request, "grants/applicant/application_check.html", context)


@require_POST
@applicant("the applicant, for an own draft")
def application_submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand the draft in; pressed again, or fifty times at once, it leads to the same receipt."""
    now = timezone.now()  # the moment of the click, before any waiting
    application = own_application(request.user, reference)
    if not within_limit("submit", request.user.pk, limit=SUBMITS_A_MINUTE, seconds=60):
        messages.warning(
            request, _("You have pressed the button very often. Wait a minute; nothing is lost.")
        )
        return redirect(application)
    try:
        applications.submit(application, by=request.user, now=now)
    except Incomplete:
        return _check_page(request, application, refused=True)
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
    application = own_application(request.user, reference)
    if application.status == ApplicationStatus.DRAFT:
        return redirect("grants:applicant:application_check", application.reference)
    context = {
        "application": application,
        "call": application.call,
        "submitted": _submitted(application),
        "sections": documents.readable(application.content or {}),
        "pdf": Document.objects.visible_to(request.user)
        .of(application)
        .filter(kind=DocumentKind.RECEIPT)
        .first(),
    }
    return render(request, "grants/applicant/application_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, until an own application is decided")
def application_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then take the application back."""
    application = own_application(request.user, reference)
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
@applicant("the applicant, for an own draft")
def application_delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, then remove the draft for good."""
    application = own_application(request.user, reference)
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


def _documents(request: HttpRequest, application: Application) -> list[Document]:
    return list(
        Document.objects.visible_to(request.user)
        .of(application)
        .filter(kind__in=SHOWN_DOCUMENTS)
        .order_by("kind", "pk")
    )
