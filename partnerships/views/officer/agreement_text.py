"""The whole text of an agreement on one page of the office, and what to do when two people edit it at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import articles
from partnerships.forms.agreement_text import AgreementTextForm
from partnerships.models import Agreement
from partnerships.views.officer.agreements import editable, trail
from partnerships.views.officer.articles import RULE, address
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors, answered, conflict_page
from portal.core.errors import DomainError, StaleEdit


@office(*EDITING_ROLES, rule=RULE)
def agreement_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit all articles at once; where somebody else did too, choose article by article."""
    agreement = editable(request, slug)
    page = {
        "agreement": agreement,
        "title": _("The whole text"),
        "cancel_url": address(agreement),
        "trail": trail(agreement),
        "layout": "layouts/office.html",
        "history_url": reverse("partnerships:officer:agreement_history", args=[slug]),
    }
    if request.method != "POST":
        return _shown(request, AgreementTextForm(agreement), page)
    form = AgreementTextForm(agreement, answered(request))
    if form.is_valid():
        try:
            saved = articles.edit_text(agreement, form.edits(), version=form.version, by=request.user)
        except StaleEdit as stale:
            return _both(request, form, agreement, stale, page)
        except articles.ArticleError as error:
            add_errors(form.form_of(error), error)
        except DomainError as error:  # about the whole text: it was agreed meanwhile
            form.refusals = list(error.messages)
        else:
            messages.success(
                request, _("The text is saved as version %(version)s.") % {"version": saved.version}
            )
            return HttpResponseRedirect(address(agreement))
    return _shown(request, form, page, status=422)


def _shown(
    request: HttpRequest, form: AgreementTextForm, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "partnerships/officer/agreement_text.html", {**page, "form": form}, status=status)


def _both(
    request: HttpRequest,
    form: AgreementTextForm,
    agreement: Agreement,
    stale: StaleEdit,
    page: dict[str, Any],
) -> HttpResponse:
    found, kept = form.against_what_stands_now()
    return conflict_page(request, form, stale, page, found=found, kept=kept)
