"""The word of each party about a version of the text."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from partnerships.domain import acceptances
from partnerships.forms.drafting import AcceptVersionForm
from partnerships.models import Organisation
from partnerships.views.officer.drafting import EDITING_RULE, address, draftable, drafting_trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@office(*EDITING_ROLES, rule=EDITING_RULE)
def agreement_accept(request: HttpRequest, slug: str, number: int, party: str) -> HttpResponse:
    """Accept a version for one's own party, or record that a party without an account has."""
    agreement, _side = draftable(request, slug)
    version = get_object_or_404(agreement.text_versions.visible_to(request.user), number=number)
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=party)
    of_party = next(
        (one for one in acceptances.parties_of(agreement) if one.organisation_id == organisation.pk), None
    )
    if of_party is not None and not acceptances.may_record(agreement, of_party, request.user):
        raise PermissionDenied
    on_behalf = of_party is not None and not acceptances.may_speak_for(request.user, of_party)
    return edit_page(
        request,
        form_class=AcceptVersionForm,
        prepare=lambda form: form.on_behalf() if on_behalf else None,
        save=lambda form: acceptances.accept(
            version, organisation, by=request.user, note=form.cleaned_data["note"]
        ),
        title=_("Accept version %(number)s for %(party)s")
        % {"number": version.number, "party": organisation},
        submit=_("Accept this version"),
        saved=_("The acceptance is recorded."),
        done=lambda accepted: address(agreement, "acceptances"),
        cancel_url=address(agreement, "acceptances"),
        trail=drafting_trail(agreement),
        context={
            "lead": _(
                "You accept the text exactly as it is kept in this version, in every language. Any later change makes "
                "the acceptance void."
            )
        },
    )
