"""Links for people without an account: sent and revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnerships.domain import draft_links
from partnerships.forms.drafting import DraftLinkForm
from partnerships.models import DraftLink
from partnerships.views.officer.drafting import EDITING_RULE, address, draftable, drafting_trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@office(*EDITING_ROLES, rule=EDITING_RULE)
def draft_link_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Send somebody without an account a link with which they read the draft and comment on it."""
    agreement, _side = draftable(request, slug)
    return edit_page(
        request,
        form_class=DraftLinkForm,
        record=DraftLink(),
        prepare=lambda form: form.about(agreement),
        save=lambda form: draft_links.send(agreement, by=request.user, **form.cleaned_data),
        title=_("Send a link to read and comment"),
        submit=_("Send the link"),
        saved=_("The link is on its way by mail."),
        done=lambda link: address(agreement, "links"),
        cancel_url=address(agreement, "links"),
        trail=drafting_trail(agreement),
        context={
            "lead": _(
                "Whoever has the link reads this draft with its proposals and comments, and nothing else. They can "
                "comment under their name, and change nothing."
            )
        },
    )


@office(*EDITING_ROLES, rule=EDITING_RULE)
@require_POST
def draft_link_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a link at once."""
    agreement, _side = draftable(request, slug)
    link = get_object_or_404(agreement.draft_links.visible_to(request.user), pk=pk)
    draft_links.revoke(link, by=request.user)
    messages.success(request, _("The link does not work any more."))
    return HttpResponseRedirect(address(agreement, "links"))
