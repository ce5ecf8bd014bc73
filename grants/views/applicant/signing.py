"""Signing a draft: the whole text to read, then one's name under it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grants.domain import signatures
from grants.domain.content import answered_sections
from grants.enums import ParticipantRole
from grants.views.applicant.finding import own_application
from grants.views.applicant.reading import readable_draft
from portal.core.access import applicant
from portal.core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant and who was asked to sign, for a draft")
def application_sign(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all answers with what a signature means, and sign."""
    application = own_application(request.user, reference)
    if not application.is_open_to_changes:
        return redirect(application)
    try:
        participant = signatures.signer_of(application, request.user)
    except DomainError as error:
        raise Http404 from error
    problem = ""
    if request.method == "POST":
        try:
            signatures.sign(application, seen=request.POST.get("seen", ""), by=request.user)
        except DomainError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("You have signed."))
            return redirect("grants:applicant:application_people", application.reference)
    sections = answered_sections(application)
    is_partner = participant is not None and participant.role == ParticipantRole.PARTNER
    if participant is not None:
        participant.application = application
    context = {
        "application": application,
        "call": application.call,
        "participant": participant,
        "is_partner": is_partner,
        "seen": signatures.part_sha256(participant)
        if participant is not None and is_partner
        else signatures.content_sha256(application, sections),
        "mine": next(
            (one for one in signatures.signers(application, sections) if one.participant == participant), None
        ),
        "sections": readable_draft(application, sections),
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "grants/applicant/application_sign.html", context, status=status)
