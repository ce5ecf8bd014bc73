"""The answer to an invitation to take part in an application: by the link of the mail."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from grants.domain import participants, signatures
from grants.enums import ParticipantRole
from grants.forms.people import ConfirmationForm
from grants.models import Participant
from portal.core.access import public
from portal.core.errors import DomainError
from portal.core.limits import within_limit
from portal.core.moments import say_moment

CONFIRMATIONS_AN_HOUR = 20


@public("whoever has the link of the invitation; only an account with the invited address accepts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def participant_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what somebody is asked for; accept it with an account, or confirm a partner's part without one."""
    person = participants.with_token(token)
    if person is None:
        raise Http404
    form = ConfirmationForm(initial={"name": person.name, "seen": signatures.part_sha256(person)})
    problem = ""
    if request.method == "POST":
        try:
            if "confirm" in request.POST:
                form = ConfirmationForm(request.POST)
                if form.is_valid() and (answer := _confirm(request, person, form)):
                    return answer
            elif "decline" in request.POST:
                by = request.user if request.user.is_authenticated else None
                participants.decline(person, by=by)
                messages.success(request, _("You have declined: the applicant sees it."))
                return HttpResponseRedirect(request.path)
            elif not request.user.is_authenticated:
                return _sign_up(request, person)
            else:
                participants.accept(person, by=request.user)
                messages.success(request, _("You take part in this application now."))
                return redirect(person.application)
        except DomainError as error:
            problem = " ".join(error.messages)
    return _page(request, person, form, problem)


def _confirm(request: HttpRequest, person: Participant, form: ConfirmationForm) -> HttpResponse | None:
    if not within_limit("confirm-part", person.pk, limit=CONFIRMATIONS_AN_HOUR, seconds=3600):
        form.add_error(None, _("The button was pressed very often. Wait a while, then try again."))
        return None
    signatures.confirm_by_link(person, **form.cleaned_data)
    messages.success(request, _("Thank you: your part is confirmed."))
    return HttpResponseRedirect(request.path)


def _sign_up(request: HttpRequest, person: Participant) -> HttpResponse:
    """Send a visitor to make an account, unless the invitation has ended."""
    if sentence := participants.refusal(person):
        raise DomainError(sentence)
    # The link was sent to this address: it need not be confirmed a second time.
    get_adapter().stash_verified_email(request, person.email)
    return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")


def _page(request: HttpRequest, person: Participant, form: ConfirmationForm, problem: str) -> HttpResponse:
    application, call = person.application, person.application.call
    is_partner = person.role == ParticipantRole.PARTNER
    given = person.signatures.last() if is_partner else None
    context = {
        "person": person,
        "application": application,
        "call": call,
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "form": form,
        "problem": problem,
        "refusal": participants.refusal(person),
        "is_partner": is_partner,
        "is_open": application.is_open_to_changes,
        "confirmed": given if given is not None and given.sha256 == signatures.part_sha256(person) else None,
        "can_decline": not person.accepted_at and given is None,
        "is_for_me": request.user.is_authenticated and participants.is_for(person, request.user),
        "is_mine": request.user.is_authenticated and person.accepted_by_id == request.user.pk,
        "here": request.path,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    status = 409 if problem else 200
    return render(request, "grants/public/participant_link.html", context, status=status)
