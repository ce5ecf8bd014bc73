"""After handing in: supplements that the applicant adds, and answers to requests for completion."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grants.domain import completions, entries
from grants.forms.entries import CompletionForm, EntryForm
from grants.models import Application, CompletionRequest
from grants.permissions import can_add_to_case
from grants.views.applicant.finding import own_application
from grants.views.telling import entries_of, told
from portal.core.access import applicant
from portal.core.limits import within_limit

ENTRIES_AN_HOUR = 60


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant and who writes with them, once an own application is handed in")
def application_supplement_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a message with files to the case."""
    application = own_application(request.user, reference)
    if not can_add_to_case(request.user, application):
        return redirect(application)
    form = EntryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _within_limit(request, form):
        try:
            entries.supplement(application, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Your supplement is with the case."))
            return redirect(f"{application.get_absolute_url()}#messages")
    return render(
        request,
        "grants/applicant/application_supplement_add.html",
        {"application": application, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant and who takes part, about an own application that was handed in")
def application_completion(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show what the authority asks for, and answer it."""
    now = timezone.now()  # the moment of the click
    application = own_application(request.user, reference)
    asked = _asked(request, application, pk)
    questions = completions.questions_of(asked)
    form = CompletionForm(request.POST or None, request.FILES or None, questions=questions)
    state = told(asked, now)
    late = completions.late_sentence(asked, now)
    refused = bool(late) and not application.call.takes_late_completions
    answers = can_add_to_case(request.user, application) and not state["is_over"]
    if request.method == "POST" and form.is_valid() and _within_limit(request, form):
        try:
            completions.answer(
                asked,
                text=form.cleaned_data["text"],
                answers=form.answers,
                files=form.sent,
                by=request.user,
                now=now,
            )
        except ValidationError as error:
            _say(form, error)
        else:
            messages.success(request, _("Your answer is with the case."))
            return redirect("grants:applicant:application_completion", application.reference, asked.pk)
    context = {
        "application": application,
        "call": application.call,
        "asked": state,
        "questions": questions,
        "entries": entries_of(application, request.user, request=asked),
        "form": form if answers and (not refused or form.is_bound) else None,
        "late": late if answers else "",
        "refused": refused,
    }
    return render(request, "grants/applicant/application_completion.html", context)


def _asked(request: HttpRequest, application: Application, pk: int) -> CompletionRequest:
    found = CompletionRequest.objects.visible_to(request.user)
    asked = get_object_or_404(found, application=application, pk=pk)
    asked.application = application
    return asked


def _say(form: CompletionForm, error: ValidationError) -> None:
    """Put what the domain says beside the fields it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for code, sentences in error.message_dict.items():
        form.add_error(f"q-{code}" if f"q-{code}" in form.fields else None, sentences)


def _within_limit(request: HttpRequest, form: EntryForm | CompletionForm) -> bool:
    if within_limit("case-entry", request.user.pk, limit=ENTRIES_AN_HOUR, seconds=3600):
        return True
    form.add_error(None, _("You have sent very much within an hour. Wait a while, then send this again."))
    return False
