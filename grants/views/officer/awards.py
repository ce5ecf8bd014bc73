"""Which exchange an award pays for: one that is there already, or a new one filled in from the case."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.forms.exchanges import NewExchangeForm
from exchanges.models import Exchange
from grants.domain import awards
from grants.forms.cases import ExchangeChoiceForm
from grants.models import Award
from grants.permissions import can_tie
from grants.views.officer.finding import find_case, trail_of
from partnerships.models import Authority, Partnership
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.multilingual import Multilingual


@office(*EDITING_ROLES, rule="officers and administrators of the case's authority")
def application_exchange(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the exchange an award pays for; with ``?new=yes`` add it, filled in from the case."""
    application = find_case(request, reference)
    if not can_tie(request.user, application):
        raise PermissionDenied
    award = get_object_or_404(
        Award.objects.visible_to(request.user).select_related("exchange"), decision__application=application
    )
    page = reverse("grants:officer:application_detail", args=[reference])
    partnerships = Partnership.objects.visible_to(request.user).filter(authority=application.authority_id)
    for_call = partnerships.filter(pk__in=application.call.partnerships.values("pk"))
    if request.GET.get("new"):
        only = for_call[:2]

        def narrow(form: forms.BaseForm) -> None:
            form.offer([application.authority_id])  # type: ignore[attr-defined]
            known = Authority.objects.visible_to(request.user).select_related("organisation")
            own = known.filter(pk=application.authority_id)
            form.fields["authority"].queryset = own  # type: ignore[attr-defined]
            if only:
                offered = form.fields["partnership"]
                offered.queryset = offered.queryset.filter(pk__in=for_call)  # type: ignore[attr-defined]

        return edit_page(
            request,
            record=Exchange(),
            form_class=NewExchangeForm,
            prepare=narrow,
            initial={
                "authority": application.authority_id,
                "partnership": only[0].pk if len(only) == 1 else None,
                "names": Multilingual({application.language: application.title}),
            },
            save=lambda form: awards.create_exchange(award, form.cleaned_data, request.user),
            title=_("Add the exchange that the award pays for"),
            trail=trail_of(application),
            done=lambda saved: f"{page}#decision",
            cancel_url=page,
            submit=_("Add"),
        )
    offered = Exchange.objects.visible_to(request.user).of_authorities([application.authority_id])
    if for_call.exists():
        offered = offered.filter(partnership__in=for_call)
    return edit_page(
        request,
        form_class=ExchangeChoiceForm,
        prepare=lambda form: form.offer(offered),
        initial={"exchange": award.exchange_id},
        save=lambda form: awards.link_exchange(award, form.cleaned_data["exchange"], request.user),
        title=_("Which exchange the award pays for"),
        trail=trail_of(application),
        done=lambda saved: f"{page}#decision",
        cancel_url=page,
        template="grants/officer/application_exchange.html",
        context={"new_url": f"{request.path}?new=yes" if award.exchange_id is None else ""},
    )
