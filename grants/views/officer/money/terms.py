"""The terms of a call's grants: how they are accepted, and which state aid they are."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain.money import terms
from grants.forms.money import AwardTermsForm
from grants.models import Call
from grants.permissions import can_edit_call
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@office(*EDITING_ROLES, rule="officers and administrators of the authority that the call belongs to")
def call_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the terms of a call's grants."""
    call = get_object_or_404(Call.objects.visible_to(request.user), slug=slug)
    if not can_edit_call(request.user, call):
        raise PermissionDenied
    page = reverse("grants:officer:call_detail", args=[slug])
    return edit_page(
        request,
        form_class=AwardTermsForm,
        record=terms.terms_of(call),
        save=lambda form: terms.write(
            call, form.changes(), version=form.cleaned_data.get("version") or 1, by=request.user
        ),
        title=_("Terms of the grants"),
        done=lambda saved: page,
        cancel_url=page,
        trail=[(_("Calls"), reverse("grants:officer:call_list")), (call.names, page)],
    )
