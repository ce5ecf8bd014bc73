"""Copying answers of an earlier application into a draft: choose which one, then which answers."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from grants.domain import attachments, copying
from grants.domain.applications import closed_for
from grants.domain.copying import Offer
from grants.domain.outline import asked, sections_of
from grants.models import Application
from grants.permissions import can_edit_draft
from grants.views.applicant.finding import own_application
from grants.views.applicant.section_page import as_text
from portal.core.access import applicant
from portal.core.errors import DomainError
from portal.core.limits import within_limit

COPIES_A_MINUTE = 30
LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant and who writes with them, in an own draft, from their own applications")
def application_copy(request: HttpRequest, reference: str) -> HttpResponse:
    """List the own applications, or offer the answers of the chosen one and copy those that are confirmed."""
    application = own_application(request.user, reference)
    if not can_edit_draft(request.user, application) or closed_for(application, timezone.now()):
        return redirect(application)
    own = copying.sources(application, by=request.user)
    if not (chosen := request.POST.get("from") or request.GET.get("from", "")):
        if request.method == "POST":
            raise Http404
        return _choose(request, application, list(own[: LISTED + 1]))
    source = get_object_or_404(own, reference=chosen.strip().upper())
    if request.method == "POST":
        return _copy(request, application, source)
    return _offer(request, application, source)


def _choose(request: HttpRequest, application: Application, found: list[Application]) -> HttpResponse:
    context = {
        "application": application,
        "sources": found[:LISTED],
        "has_more": len(found) > LISTED,
        "listed": LISTED,
    }
    return render(request, "grants/applicant/application_copy.html", context)


def _offer(
    request: HttpRequest,
    application: Application,
    source: Application,
    *,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    offers = copying.offers(application, source)
    context = {
        "application": application,
        "call": application.call,
        "source": source,
        "sections": _by_section(application, offers),
        "other_currency": application.call.currency != source.call.currency,
        "sentence": sentence,
    }
    return render(request, "grants/applicant/application_copy.html", context, status=status)


def _by_section(application: Application, offers: list[Offer]) -> list[dict[str, Any]]:
    by_question = {offer.question.pk: offer for offer in offers}
    found = []
    for part in sections_of(asked(application.call)):
        here = [by_question[question.pk] for question in part.questions if question.pk in by_question]
        if here:
            rows = [_row(offer, application.call.currency) for offer in here]
            found.append({"title": part.title, "number": part.number, "offers": rows})
    return found


def _row(offer: Offer, currency: str) -> dict[str, Any]:
    if offer.is_file:
        earlier, here = (", ".join(attachments.names(files)) for files in (offer.files, offer.files_here))
    else:
        earlier, here = (as_text(offer.question, typed, currency) for typed in (offer.earlier, offer.here))
    return {"offer": offer, "earlier": earlier, "here": here}


def _copy(request: HttpRequest, application: Application, source: Application) -> HttpResponse:
    again = f"{reverse('grants:applicant:application_copy', args=[application.reference])}?from={source.reference}"
    if not within_limit("copy-answers", request.user.pk, limit=COPIES_A_MINUTE, seconds=60):
        messages.warning(request, _("You have copied very often in the last minute. Wait a minute."))
        return redirect(again)
    chosen = {code: request.POST.get(f"began-{code}", "") for code in request.POST.getlist("copy")}
    if not chosen:
        return _offer(request, application, source, sentence=_("Choose at least one answer to copy."))
    try:
        copied = copying.copy(application, source, chosen, by=request.user, page=secrets.token_hex(8))
    except DomainError as error:
        by_code = error.message_dict.values() if hasattr(error, "error_dict") else [error.messages]
        sentence = " ".join(text for texts in by_code for text in texts)
        return _offer(request, application, source, sentence=sentence)
    if copied.count:
        sentence = ngettext("%(count)s answer is copied.", "%(count)s answers are copied.", copied.count)
        messages.success(request, sentence % {"count": copied.count})
    if copied.conflicts:
        messages.warning(
            request,
            _(
                "Some answers were changed on another page meanwhile and stayed as they are. Look at them again."
            ),
        )
        return redirect(again)
    return redirect(application)
