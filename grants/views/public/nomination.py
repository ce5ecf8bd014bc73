"""The answer to a nomination: by the link of the mail."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from grants.domain import nominations
from grants.enums import NominationState
from grants.models import Nomination
from portal.core.access import public
from portal.core.errors import DomainError
from portal.core.moments import say_moment


@public("whoever has the link of the nomination; only an account with the nominee's address accepts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nomination_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a nomination to the nominee, who accepts it with an account, or declines it without one."""
    nomination = nominations.with_token(token)
    if nomination is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            return _answer(request, nomination)
        except DomainError as error:
            problem = " ".join(error.messages)
            nomination.refresh_from_db()
    call, user = nomination.call, request.user
    application = getattr(nomination, "application", None)
    context = {
        "nomination": nomination,
        "call": call,
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "problem": problem,
        "refusal": nominations.refusal(nomination),
        "is_accepted": nomination.state == NominationState.ACCEPTED,
        "is_for_me": user.is_authenticated and nominations.is_for(nomination, user),
        "application": application if application and application.applicant_id == user.pk else None,
        "here": request.path,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    return render(request, "grants/public/nomination_link.html", context, status=409 if problem else 200)


def _answer(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    """Decline, or accept and go to the form; a visitor who accepts makes an account first."""
    if "decline" in request.POST:
        by = request.user if request.user.is_authenticated else None
        nominations.decline(nomination, by=by)
        messages.success(request, _("You have declined the nomination."))
        return HttpResponseRedirect(request.path)
    if not request.user.is_authenticated:
        if sentence := nominations.refusal(nomination):
            raise DomainError(sentence)
        # The link was sent to this address: it need not be confirmed a second time.
        get_adapter().stash_verified_email(request, nomination.email)
        return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
    spoken = get_language() or ""
    languages = nomination.call.languages
    begun = nominations.accept(
        nomination,
        language=spoken if spoken in languages or not languages else languages[0],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("You have accepted. Here is your application."))
    return redirect(begun)
