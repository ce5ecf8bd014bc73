"""The organisations that a person acts for: who else does, mandates given, accepted and withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.domain import mandates
from portal.accounts.forms.profiles import MandateForm
from portal.accounts.models import Mandate, Representation
from portal.accounts.requests import SignedInRequest
from portal.core.access import applicant
from portal.core.limits import within_limit

RULE = "those who act for the organisation"
MANDATES_AN_HOUR = 20


@require_safe
@applicant("anyone who has signed in, about the organisations they act for")
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """Show the organisations that the person acts for."""
    mine = Representation.objects.visible_to(request.user).own(request.user).select_related("organisation")
    context = {"representations": mine, "mandates": mandates.waiting_for(request.user)}
    return render(request, "accounts/applicant/organisation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE)
def organisation_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who acts for an organisation, and give somebody a mandate."""
    organisation = _own_organisation(request, slug)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not within_limit("mandate", request.user.pk, limit=MANDATES_AN_HOUR, seconds=3600):
            form.add_error(None, _("You have given very many mandates within an hour. Wait a while."))
        else:
            try:
                given = mandates.give(organisation, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error if hasattr(error, "error_dict") else error.messages)
            else:
                messages.success(
                    request, _("The mandate is on its way to %(email)s.") % {"email": given.email}
                )
                return HttpResponseRedirect(request.path)
    people = Representation.objects.visible_to(request.user).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "people": people.select_related("user").order_by("created_at", "pk"),
        "offers": Mandate.objects.visible_to(request.user).filter(organisation=organisation).unanswered(),
        "form": form,
    }
    return render(request, "accounts/applicant/organisation_detail.html", context)


@require_POST
@applicant(RULE)
def mandate_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an offer back that nobody has accepted yet."""
    offer = get_object_or_404(Mandate.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    try:
        mandates.revoke(offer, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The mandate for %(email)s is withdrawn.") % {"email": offer.email})
    return redirect("accounts:applicant:organisation_detail", offer.organisation.slug)


@require_POST
@applicant("anyone who has signed in, for a mandate to an own confirmed address")
def mandate_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a mandate from one's own pages, without the link."""
    offer = next((one for one in mandates.waiting_for(request.user) if one.pk == pk), None)
    if offer is None:
        raise Http404
    return accepted(request, offer) or redirect("accounts:applicant:organisation_list")


def accepted(request: Any, offer: Mandate) -> HttpResponse | None:
    """Accept a mandate and go to the organisation's page; where that is refused, say why and answer None."""
    try:
        mandates.accept(offer, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, _("You now act for %(organisation)s.") % {"organisation": offer.organisation})
    return HttpResponseRedirect(
        reverse("accounts:applicant:organisation_detail", args=[offer.organisation.slug])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("those who act for the same organisation")
def representation_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, and end that somebody acts for an organisation; the last one is warned first."""
    found = Representation.objects.visible_to(request.user).select_related("organisation", "user")
    representation = get_object_or_404(found, pk=pk)
    is_own = representation.user_id == request.user.pk
    problem = ""
    if request.method == "POST":
        try:
            mandates.withdraw(representation, by=request.user, knowing="knowing" in request.POST)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            return _ended(request, representation, is_own)
    context = {
        "representation": representation,
        "is_own": is_own,
        "is_last": mandates.is_last(representation),
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "accounts/applicant/representation_remove.html", context, status=status)


def _ended(request: SignedInRequest, representation: Representation, is_own: bool) -> HttpResponse:
    organisation = representation.organisation
    if is_own:
        messages.success(
            request, _("You no longer act for %(organisation)s.") % {"organisation": organisation}
        )
        return redirect("accounts:applicant:profile")
    messages.success(
        request,
        _("%(person)s no longer acts for %(organisation)s.")
        % {"person": representation.user, "organisation": organisation},
    )
    return redirect("accounts:applicant:organisation_detail", organisation.slug)


def _own_organisation(request: SignedInRequest, slug: str) -> Any:
    """Return an organisation that the user acts for, or answer that there is none."""
    mine = Representation.objects.visible_to(request.user).own(request.user).select_related("organisation")
    return get_object_or_404(mine, organisation__slug=slug).organisation
