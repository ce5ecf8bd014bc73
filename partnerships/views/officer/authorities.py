"""What an authority says of itself, for its administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import authorities
from partnerships.forms.authorities import AuthorityForm
from partnerships.models import Authority
from partnerships.views.officer.record import facts_of
from portal.accounts.enums import READING_ROLES, Role
from portal.accounts.permissions import can_administer
from portal.core.access import office
from portal.core.editing import edit_page


@office(*READING_ROLES, rule="the authorities the user works for")
def authority_list(request: HttpRequest) -> HttpResponse:
    """Show the user's authorities, each with what it says of itself."""
    mine = Authority.objects.visible_to(request.user).read_by(request.user).select_related("organisation")
    rows = [
        {
            "authority": authority,
            "facts": facts_of(authority, AuthorityForm),
            "edit_url": reverse("partnerships:officer:authority_edit", args=[authority.slug])
            if can_administer(request.user, authority.pk)
            else "",
        }
        for authority in mine
    ]
    return render(request, "partnerships/officer/authority_list.html", {"rows": rows})


@office(Role.ADMINISTRATOR, rule="administrators of the authority")
def authority_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what an authority says of itself."""
    authority = get_object_or_404(
        Authority.objects.visible_to(request.user).administered_by(request.user), slug=slug
    )
    list_url = reverse("partnerships:officer:authority_list")
    return edit_page(
        request,
        record=authority,
        form_class=AuthorityForm,
        save=lambda form: authorities.edit(
            authority, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit %(authority)s") % {"authority": authority},
        trail=[(_("Authorities"), list_url)],
        done=lambda _saved: list_url,
        cancel_url=list_url,
    )
