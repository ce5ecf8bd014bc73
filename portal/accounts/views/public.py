"""Accounts, for everybody: the language, and the answer to an invitation."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as remember_in_cookie

from portal.accounts.domain import invitations, mandates, profiles
from portal.accounts.views.organisations import accepted
from portal.core.access import public


@public("the language is the reader's choice; who has signed in finds it again on other devices")
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Speak the chosen language from now on, in this browser and in the profile of whoever has signed in."""
    if request.user.is_authenticated:
        profiles.speak(request.user, request.POST.get("language", ""))
    return remember_in_cookie(request)


@public("whoever has the link of the invitation; only the invited address accepts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and accept it, after signing in or up with the invited address."""
    invitation = invitations.with_token(token)
    if invitation is None:
        raise Http404
    here = reverse("accounts:public:invitation_accept", args=[token])
    problem = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            # The link was sent to this address: it need not be confirmed a second time.
            get_adapter().stash_verified_email(request, invitation.email)
            return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'next': here})}")
        try:
            membership = invitations.accept(invitation, by=request.user)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(
                request,
                _("Welcome! You now work for %(authority)s. Your role: %(role)s.")
                % {"authority": invitation.authority, "role": membership.get_role_display()},
            )
            return HttpResponseRedirect(get_adapter().get_login_redirect_url(request))
    context = {
        "invitation": invitation,
        "refusal": invitations.refusal(invitation),
        "problem": problem,
        "is_for_me": request.user.is_authenticated and invitations.is_for(invitation, request.user),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "here": here,
    }
    return render(request, "accounts/public/invitation_accept.html", context, status=409 if problem else 200)


@public("whoever has the link of the mandate; only the address it was offered to accepts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a mandate and accept it, after signing in or up with the address it was offered to."""
    offer = mandates.with_token(token)
    if offer is None:
        raise Http404
    refusal = mandates.refusal(offer)
    if request.method == "POST" and not refusal:
        if not request.user.is_authenticated:
            # The link was sent to this address: it need not be confirmed a second time.
            get_adapter().stash_verified_email(request, offer.email)
            return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'next': request.path})}")
        if answer := accepted(request, offer):
            return answer
    context = {
        "offer": offer,
        "refusal": refusal,
        "is_for_me": request.user.is_authenticated and mandates.is_for(offer, request.user),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "here": request.path,
    }
    return render(request, "accounts/public/mandate_link.html", context)
