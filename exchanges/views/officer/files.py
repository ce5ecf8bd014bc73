"""The documents of exchanges and events at the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.domain import documents
from exchanges.forms.files import DocumentForm
from exchanges.views.officer.parts import MAY_EDIT, RULE, page_of
from partnerships.views.officer.record import Line, Section, several
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.models import Document
from portal.core.tables import link


def documents_section(record: Any, user: Any, may_edit: bool) -> Section:
    """Return the section of an office page that lists the record's files."""
    lines = [
        Line(
            link(reverse("core:public:document_download", args=[document.pk]), document.title),
            several(
                [
                    document.get_confidentiality_display(),
                    _("version %(number)d") % {"number": document.version},
                ]
            ),
        )
        for document in Document.objects.visible_to(user).of(record)
    ]
    add = reverse(f"exchanges:officer:{record._meta.model_name}_document_add", args=[record.slug])
    return Section(
        _("Documents"),
        "documents",
        lines=lines,
        add_url=add if may_edit else "",
        add_words=_("Add a file"),
        empty=_("No file has been added yet."),
    )


@office(*EDITING_ROLES, rule=RULE)
def document_add(request: HttpRequest, owner: type[models.Model], slug: str) -> HttpResponse:
    """Add a file; a newer one of the same title becomes its next version."""
    record = get_object_or_404(owner._default_manager.visible_to(request.user), slug=slug)  # type: ignore[attr-defined]
    if not MAY_EDIT[owner](request.user, record):
        raise PermissionDenied
    page = page_of(record, "documents")
    return edit_page(
        request,
        form_class=DocumentForm,
        save=lambda form: documents.add(record, by=request.user, **form.cleaned_data),
        title=_("Add a file"),
        submit=_("Add the file"),
        saved=_("The file is added."),
        done=lambda document: page,
        cancel_url=page,
        trail=[(record, page_of(record))],
    )
