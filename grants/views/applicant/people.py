"""The people of an application: who takes part, asking them, and the answer to an invitation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain import participants, signatures
from grants.forms.people import ParticipantForm
from grants.models import Application, Participant
from grants.permissions import can_manage_people
from grants.views.applicant.finding import applied_for, own_application
from grants.views.applicant.words import people_of
from portal.core.access import applicant
from portal.core.errors import DomainError
from portal.core.limits import within_limit

INVITATIONS_AN_HOUR = 40


@require_safe
@applicant("the applicant and who takes part, about an own application")
def application_people(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who takes part, who has accepted, and who has signed."""
    application = own_application(request.user, reference)
    signers = signatures.signers(application)
    people = list(application.participants.present_or_declined())
    context = {
        "application": application,
        "call": application.call,
        "people": people_of(application, signers, [person for person in people if not person.declined]),
        "declined": [person for person in people if person.declined],
        "lead": next((signer for signer in signers if signer.participant is None), None),
        "manages": can_manage_people(request.user, application),
        "signs": application.is_open_to_changes and _signs(application, request.user, bool(signers)),
    }
    return render(request, "grants/applicant/application_people.html", context)


def _signs(application: Application, user: Any, has_signers: bool) -> bool:
    """Tell whether the person's name belongs under the application."""
    try:
        participant = signatures.signer_of(application, user)
    except DomainError:
        return False
    return participant is not None or has_signers


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, for an own draft")
def application_person_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask somebody to take part."""
    application = applied_for(request.user, reference)
    form = ParticipantForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        if not within_limit("invite", request.user.pk, limit=INVITATIONS_AN_HOUR, seconds=3600):
            form.add_error(None, _too_many())
        elif (
            asked := _try(
                form, participants.invite, application, email=form.cleaned_data["email"], by=request.user
            )
        ) is not None:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": asked.email}
            )
            return redirect(_people(application))
    context = {
        "application": application,
        "form": form,
        "title": _("Ask somebody to take part"),
        "submit": _("Send the invitation"),
    }
    return render(request, "grants/applicant/application_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, for an own draft")
def application_person_edit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Change what somebody is asked for."""
    application = applied_for(request.user, reference)
    person = _person(request, application, pk)
    form = ParticipantForm(request.POST or None, application=application, participant=person)
    if request.method == "POST" and form.is_valid():
        changed = _try(form, participants.change, person, by=request.user)
        if changed is not None:
            messages.success(request, _("Saved."))
            return redirect(_people(application))
    context = {"application": application, "form": form, "title": str(person), "submit": _("Save")}
    return render(request, "grants/applicant/application_person.html", context)


@require_POST
@applicant("the applicant, for an own draft")
def application_person_resend(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Send the invitation again, under a new link."""
    application = applied_for(request.user, reference)
    person = _person(request, application, pk)
    if not within_limit("invite", request.user.pk, limit=INVITATIONS_AN_HOUR, seconds=3600):
        messages.error(request, _too_many())
        return redirect(_people(application))
    try:
        participants.resend(person, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("A new link is on its way to %(email)s. The former one has ended.") % {"email": person.email},
        )
    return redirect(_people(application))


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, for an own draft")
def application_person_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Ask, then take somebody out of the application."""
    application = applied_for(request.user, reference)
    person = _person(request, application, pk)
    if request.method == "POST":
        try:
            participants.remove(person, by=request.user)
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("%(name)s no longer takes part.") % {"name": person})
        return redirect(_people(application))
    context = {"application": application, "person": person}
    return render(request, "grants/applicant/application_person_remove.html", context)


@require_POST
@applicant("anyone who has signed in, for an invitation to an own confirmed address")
def invitation_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept an invitation from the overview, without the link."""
    person = next((one for one in participants.waiting_for(request.user) if one.pk == pk), None)
    if person is None:
        raise Http404
    try:
        participants.accept(person, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("grants:applicant:overview")
    messages.success(request, _("You take part in this application now."))
    return redirect(person.application)


def _person(request: HttpRequest, application: Application, pk: int) -> Participant:
    people = Participant.objects.visible_to(request.user).present()
    person = get_object_or_404(people, application=application, pk=pk)
    person.application = application
    return person


def _try(form: ParticipantForm, step: Any, *about: Any, **more: Any) -> Participant | None:
    """Take a step with the form's values; what the domain says against it goes beside the form's fields."""
    try:
        asked: Participant = step(*about, values=form.values, **more)
    except ValidationError as error:
        known = getattr(error, "error_dict", {})
        if known and not set(known) <= set(form.fields):
            form.add_error(None, error.messages)
        else:
            form.add_error(None, error)
        return None
    return asked


def _people(application: Application) -> str:
    return reverse("grants:applicant:application_people", args=[application.reference])


def _too_many() -> str:
    return _("You have sent very many invitations within an hour. Wait a while, then send the next.")
