"""A person's own page: name, language, and the organisations they act for."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import organisations
from portal.accounts.domain import calendar_links, profiles
from portal.accounts.forms.profiles import NewOrganisationForm, ProfileForm
from portal.accounts.models import CalendarLink, Representation
from portal.accounts.requests import SignedInRequest
from portal.core.access import applicant

RULE = "one's own account"
FOUND = 10
SHOWN_ONCE = "calendar_address"  # in the session, until it has been shown once


@applicant(RULE)
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change one's name and language; list the organisations one acts for."""
    form = ProfileForm(request.POST or None, instance=request.user if request.method == "GET" else None)
    if request.method == "POST" and form.is_valid():
        saved = profiles.edit(request.user, **form.cleaned_data)
        with translation.override(saved.language or translation.get_language()):
            messages.success(request, _("Your profile has been saved."))
        response = HttpResponseRedirect(reverse("accounts:applicant:profile"))
        # The language of the profile counts from now on, not one this browser was told before.
        response.delete_cookie("django_language")
        return response
    context = {
        "form": form,
        "representations": Representation.objects.visible_to(request.user)
        .own(request.user)
        .select_related("organisation"),
        "calendar_link": CalendarLink.objects.visible_to(request.user).open().first(),
        "calendar_secret": request.session.pop(SHOWN_ONCE, "") if SHOWN_ONCE in request.session else "",
    }
    return render(request, "accounts/applicant/profile.html", context)


@applicant(RULE)
@require_POST
def calendar_link_create(request: SignedInRequest) -> HttpResponse:
    """Make a new secret address for one's calendar; it is shown once, on the next page."""
    _link, token = calendar_links.create(by=request.user)
    path = reverse("accounts:machine:calendar_feed", args=[token])
    request.session[SHOWN_ONCE] = f"{settings.PORTAL_URL.rstrip('/')}{path}"
    messages.success(request, _("The address for your calendar is made. Copy it now."))
    return HttpResponseRedirect(f"{reverse('accounts:applicant:profile')}#calendar")


@applicant(RULE)
@require_POST
def calendar_link_revoke(request: SignedInRequest) -> HttpResponse:
    """End one's secret address: calendars that still ask are told so."""
    calendar_links.revoke(by=request.user)
    messages.success(request, _("The address is revoked. Calendars that still ask for it get no deadlines."))
    return HttpResponseRedirect(f"{reverse('accounts:applicant:profile')}#calendar")


@applicant(RULE)
def representation_add(request: SignedInRequest) -> HttpResponse:
    """Find the organisation one acts for, or add it where the portal does not know it."""
    model = organisations.model()
    q = request.GET.get("q", "").strip()[:200]
    known = model.objects.visible_to(request.user)
    form = NewOrganisationForm(request.POST if "name" in request.POST else None, initial={"name": q})
    if request.method == "POST":
        if "organisation" in request.POST:
            pk = request.POST["organisation"]
            chosen = get_object_or_404(known, pk=pk if pk.isdecimal() and len(pk) < 18 else 0)
            try:
                return _acting(request, profiles.act_for(chosen, by=request.user))
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        elif form.is_valid():
            try:
                return _acting(request, profiles.act_for_new(by=request.user, **form.cleaned_data))
            except ValidationError as error:
                form.add_error(None, error.messages)
    found = list(known.search(q.replace("\x00", "")).for_list()[: FOUND + 1]) if q else []
    context = {"form": form, "q": q, "found": found[:FOUND], "more": len(found) > FOUND}
    return render(request, "accounts/applicant/representation_add.html", context)


def _acting(request: SignedInRequest, representation: Representation) -> HttpResponse:
    messages.success(
        request, _("You now act for %(organisation)s.") % {"organisation": representation.organisation}
    )
    return HttpResponseRedirect(reverse("accounts:applicant:profile"))
