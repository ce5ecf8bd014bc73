"""The files of an agreement at the office."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import agreement_documents
from partnerships.forms.agreements import AgreementDocumentForm
from partnerships.views.officer.agreements import editable, trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@office(*EDITING_ROLES, rule="officers of the authority that holds the agreement")
def agreement_document_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a file; a newer one of the same title becomes its next version."""
    agreement = editable(request, slug)
    page = f"{reverse('partnerships:officer:agreement_detail', args=[slug])}#documents"
    return edit_page(
        request,
        form_class=AgreementDocumentForm,
        save=lambda form: agreement_documents.add(agreement, by=request.user, **form.cleaned_data),
        title=_("Add a file"),
        submit=_("Add the file"),
        saved=_("The file is added."),
        done=lambda document: page,
        cancel_url=page,
        trail=trail(agreement),
    )
