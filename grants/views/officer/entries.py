"""After handing in, seen from the office: messages to the applicant, requests for completion, earlier versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.documents import readable
from grants.domain import completions, entries, readers
from grants.domain.casework import templates
from grants.forms.entries import CompletionRequestForm, EntryForm
from grants.models import Application, CompletionRequest, MessageTemplate, Submission
from grants.permissions import can_write_to_applicant
from grants.views.officer.finding import RULE, find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.moments import say_moment

WRITE_RULE = "officers and administrators of the authority whose case it is"
ASK_RULE = "officers and administrators of the authority whose case it is, and of each funder that screens it"


@office(*EDITING_ROLES, rule=WRITE_RULE)
def application_message_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the applicant."""
    application = _writable(request, reference)
    offered = templates.offered(MessageTemplate.objects.visible_to(request.user), application)
    chosen = next((one for one in offered if one.key == request.GET.get("template")), None)
    text = (
        templates.filled(chosen.template, application, language=chosen.language, by=request.user)
        if chosen
        else ""
    )
    form = EntryForm(request.POST or None, request.FILES or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        try:
            entries.message(application, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The message is with the case, and the applicant has been told."))
            return redirect(_address(application, "messages"))
    return _form_page(
        request,
        application,
        form,
        title=_("Write to the applicant"),
        submit=_("Send"),
        template="grants/officer/application_message_add.html",
        offered=offered,
        chosen=chosen,
    )


@office(*EDITING_ROLES, rule=ASK_RULE)
def application_completion_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the applicant to complete the case."""
    application = _completable(request, reference)
    form = CompletionRequestForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            completions.ask(
                application,
                text=said["text"],
                question_codes=said["question_codes"],
                closes_at=form.moment,
                time_zone=said["time_zone"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The request is with the case, and the applicant has been told."))
            return redirect(_address(application, "completions"))
    return _form_page(
        request, application, form, title=_("Ask for a completion"), submit=_("Send the request")
    )


@require_POST
@office(*EDITING_ROLES, rule=ASK_RULE)
def application_completion_accept(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Accept what was answered."""
    return _step(request, reference, pk, completions.accept, _("The completion is accepted."))


@require_POST
@office(*EDITING_ROLES, rule=ASK_RULE)
def application_completion_withdraw(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a request for completion back."""
    return _step(request, reference, pk, completions.withdraw, _("The request is withdrawn."))


@require_safe
@office(*READING_ROLES, rule=RULE)
def application_submission(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show one of the versions that were handed in."""
    application = find_case(request, reference)
    submission = get_object_or_404(
        Submission.objects.visible_to(request.user), application=application, number=number
    )
    context = {
        "application": application,
        "submission": submission,
        "submitted": say_moment(submission.submitted_at, application.call.time_zone),
        "sections": readable(readers.content_for(request.user, application, submission.content or {})),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_submission.html", context)


def _writable(request: HttpRequest, reference: str) -> Application:
    """Return a case to whose applicant the user may write; others get a 403."""
    application = find_case(request, reference)
    if not can_write_to_applicant(request.user, application):
        raise PermissionDenied
    return application


def _completable(request: HttpRequest, reference: str) -> Application:
    """Return a case that the user may ask to have completed; others get a 403."""
    application = find_case(request, reference)
    if not completions.may_ask(request.user, application):
        raise PermissionDenied
    return application


def _step(request: HttpRequest, reference: str, pk: int, step: Any, done: str) -> HttpResponse:
    application = _completable(request, reference)
    found = CompletionRequest.objects.visible_to(request.user)
    try:
        step(get_object_or_404(found, application=application, pk=pk), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(_address(application, "completions"))


def _address(application: Application, anchor: str) -> str:
    return f"{reverse('grants:officer:application_detail', args=[application.reference])}#{anchor}"


def _form_page(
    request: HttpRequest,
    application: Application,
    form: Any,
    *,
    title: str,
    submit: str,
    template: str = "layouts/edit.html",
    **more: Any,
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "title": title,
        "submit": submit,
        "cancel_url": reverse("grants:officer:application_detail", args=[application.reference]),
        "trail": trail_of(application),
        "layout": "layouts/office.html",
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
