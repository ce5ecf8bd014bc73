"""The ledger of give and take, for everybody: what came and what went, without money and weights."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.ledger import agreement_entries, partnership_entries
from exchanges.views.ledger_page import ledger_context
from partnerships.models import Agreement, Partnership
from portal.core.access import public

SIDES = ("authority__organisation__region", "region", "counterpart")


@public("every partnership; money and weights only at the office of its authority")
def partnership_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what comes and what goes under a partnership."""
    partnership = get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related(*SIDES), slug=slug
    )
    entries = partnership_entries(partnership, request.user)
    trail = [
        (_("Partnerships"), reverse("partnerships:public:partnership_list")),
        (partnership, partnership.get_absolute_url()),
    ]
    context = ledger_context(request, partnership, entries, [], inside=False)
    return render(request, "exchanges/public/ledger.html", {**context, "record": partnership, "trail": trail})


@public("signed agreements; drafts only their authority's people")
def agreement_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what comes and what goes under one agreement."""
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user)
        .filter(partnership__isnull=False)
        .select_related(*(f"partnership__{name}" for name in SIDES)),
        slug=slug,
    )
    entries = agreement_entries(agreement, request.user)
    trail = [
        (_("Agreements"), reverse("partnerships:public:agreement_list")),
        (agreement, agreement.get_absolute_url()),
    ]
    context = ledger_context(request, cast(Partnership, agreement.partnership), entries, [], inside=False)
    return render(request, "exchanges/public/ledger.html", {**context, "record": agreement, "trail": trail})
