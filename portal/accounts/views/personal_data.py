"""A person's own data: ordered, watched while it is made, and downloaded until it expires."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.domain import personal_data
from portal.accounts.models import PersonalExport
from portal.accounts.requests import SignedInRequest
from portal.core.access import applicant
from portal.core.models import Document

RULE = "what is held about oneself"


@require_safe
@applicant(RULE)
def personal_export_list(request: SignedInRequest) -> HttpResponse:
    """Show the file with one's own data, and how far it is; htmx gets the progress alone."""
    export = PersonalExport.objects.visible_to(request.user).select_related("job").first()
    context = {
        "export": export,
        "file": Document.objects.of(export).first() if export is not None else None,
        "days": personal_data.KEPT.days,
    }
    template = "accounts/applicant/personal_export_list.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@require_POST
@applicant(RULE)
def personal_export_order(request: SignedInRequest) -> HttpResponse:
    """Order the file; the one before goes."""
    personal_data.order(language=get_language() or "en", by=request.user)
    messages.success(request, _("Your data is being gathered. The file waits for you here."))
    return HttpResponseRedirect(reverse("accounts:applicant:personal_export_list"))
