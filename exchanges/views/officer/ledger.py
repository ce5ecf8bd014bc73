"""The ledger of give and take at the office: of a partnership, of an agreement, and its terms."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.domain import terms as terms_domain
from exchanges.forms.ledger import TermsForm
from exchanges.ledger import agreement_entries, partnership_entries, partnership_terms
from exchanges.models import LedgerTerms
from exchanges.views.ledger_page import ledger_context
from partnerships.models import Agreement, Partnership
from partnerships.permissions import can_edit_partnership
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = "officers and administrators of the authority that holds the partnership"


@office(*READING_ROLES, rule="everybody who works for the authority that holds the partnership")
def partnership_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what comes and what goes under a partnership, with money, weights and what was recorded twice."""
    partnership = _mine(request, slug)
    terms = partnership_terms(partnership, request.user)
    entries = partnership_entries(partnership, request.user)
    context = ledger_context(request, partnership, entries, terms, inside=True)
    page = reverse("partnerships:officer:partnership_detail", args=[slug])
    return render(
        request,
        "exchanges/officer/ledger.html",
        {
            **context,
            "record": partnership,
            "trail": [
                (_("Partnerships"), reverse("partnerships:officer:partnership_list")),
                (partnership, page),
            ],
            "public_url": reverse("exchanges:public:partnership_ledger", args=[slug]),
            "all_terms": partnership.ledger_terms.select_related("agreement").order_by("-agreed_from"),
            "their_terms": [one for one in reversed(terms) if one.partnership_id != partnership.pk],
            "add_url": reverse("exchanges:officer:ledger_terms_add", args=[slug])
            if can_edit_partnership(request.user, partnership)
            else "",
        },
    )


@office(*READING_ROLES, rule="everybody who works for the authority that holds the agreement")
def agreement_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what comes and what goes under one agreement, weighed by its own terms or by the partnership's."""
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).filter(partnership__authority__in=reads(request.user)),
        slug=slug,
    )
    partnership = _mine(request, cast(Partnership, agreement.partnership).slug)
    own = LedgerTerms.objects.filter(agreement=agreement).order_by("agreed_from")
    terms = list(own) or partnership_terms(partnership, request.user)
    entries = agreement_entries(agreement, request.user)
    context = ledger_context(request, partnership, entries, terms, inside=True)
    page = reverse("partnerships:officer:agreement_detail", args=[slug])
    return render(
        request,
        "exchanges/officer/ledger.html",
        {
            **context,
            "record": agreement,
            "trail": [(_("Agreements"), reverse("partnerships:officer:agreement_list")), (agreement, page)],
            "public_url": reverse("exchanges:public:agreement_ledger", args=[slug]),
            "all_terms": [],
            "their_terms": [],
            "add_url": "",
        },
    )


@office(*EDITING_ROLES, rule=RULE)
def ledger_terms_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down weights and a ratio that the parties have agreed on."""
    partnership = _editable(request, slug)
    return edit_page(
        request,
        record=LedgerTerms(partnership=partnership),
        form_class=TermsForm,
        save=lambda form: terms_domain.add(
            LedgerTerms(partnership=partnership), form.cleaned_data, by=request.user
        ),
        title=_("Add weights and a ratio"),
        trail=[(partnership, page_of(partnership))],
        done=lambda saved: page_of(partnership),
        cancel_url=page_of(partnership),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def ledger_terms_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct weights and a ratio."""
    terms = _terms(request, pk)
    partnership = terms.partnership
    return edit_page(
        request,
        record=terms,
        form_class=TermsForm,
        save=lambda form: terms_domain.edit(
            _terms(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit weights and a ratio"),
        trail=[(partnership, page_of(partnership))],
        done=lambda saved: page_of(partnership),
        cancel_url=page_of(partnership),
    )


@office(*EDITING_ROLES, rule=RULE)
def ledger_terms_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and remove weights and a ratio that were never agreed on."""
    terms = _terms(request, pk)
    partnership = terms.partnership
    return remove_page(
        request,
        remove=lambda: terms_domain.remove(terms, by=request.user),
        title=_("Remove these weights and this ratio?"),
        text=str(terms),
        trail=[(partnership, page_of(partnership))],
        done_url=page_of(partnership),
    )


def page_of(partnership: Partnership) -> str:
    """Return the address of a partnership's ledger at the office."""
    return reverse("exchanges:officer:partnership_ledger", args=[partnership.slug])


def _mine(request: HttpRequest, slug: str) -> Partnership:
    own = Partnership.objects.visible_to(request.user).of_authorities(reads(request.user))
    return get_object_or_404(
        own.select_related("authority__organisation__region", "region", "counterpart"), slug=slug
    )


def _editable(request: HttpRequest, slug: str) -> Partnership:
    partnership = _mine(request, slug)
    if not can_edit_partnership(request.user, partnership):
        raise PermissionDenied
    return partnership


def _terms(request: HttpRequest, pk: int) -> LedgerTerms:
    own = Partnership.objects.visible_to(request.user).of_authorities(reads(request.user))
    terms = get_object_or_404(
        LedgerTerms.objects.select_related("partnership").filter(partnership__in=own), pk=pk
    )
    if not can_edit_partnership(request.user, terms.partnership):
        raise PermissionDenied
    return terms
