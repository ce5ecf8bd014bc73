"""Calls as portable documents in the browser: downloaded as a file, and read in with everything that is wrong told."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.domain.call_documents import DocumentProblems, as_text, export_call, free_address, import_call
from grants.forms.call_documents import ImportForm
from grants.views.officer.call_pages import READ_RULE, address, find_call, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors

RULE = "officers and administrators, for the authorities that they edit"


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def call_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a call as one portable document."""
    call = find_call(request, slug)
    response = HttpResponse(as_text(export_call(call)), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{call.slug}.json"'
    return response


@office(*EDITING_ROLES, rule=RULE)
def call_import(request: HttpRequest) -> HttpResponse:
    """Read a call document in as a draft, or show everything that is wrong with it and where."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["file"]
        try:
            call = import_call(
                document,
                authority=form.cleaned_data["authority"],
                by=request.user,
                slug=free_address(document),
            )
        except DocumentProblems as error:
            problems = error.problems
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The call is read in. It is a draft that nobody outside sees."))
            return HttpResponseRedirect(address(call))
    context = {
        "form": form,
        "problems": problems,
        "trail": trail_of(),
        "cancel_url": reverse("grants:officer:call_list"),
    }
    wrong = bool(problems or form.errors)
    return render(request, "grants/officer/call_import.html", context, status=422 if wrong else 200)
