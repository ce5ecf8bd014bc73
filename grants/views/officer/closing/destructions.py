"""Destructions at the office: proposed by one person, confirmed by another, and their certificates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.domain.retention import destructions
from grants.domain.retention.records import named
from grants.enums.closing import DestructionStatus
from grants.forms.closing import DueForm
from grants.models import Destruction
from grants.models.kept_records import record_of
from grants.permissions import can_confirm_destruction, can_propose_destruction
from grants.views.officer.closing.retention import trail
from portal.accounts.enums import EDITING_ROLES, READING_ROLES, Role
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.domain import jobs
from portal.core.models import Document

READ_RULE = "those who read for the authority whose cases they are"
PROPOSE_RULE = "officers and administrators of the authority whose cases they are"
CONFIRM_RULE = "administrators of the authority whose cases they are"
PER_PAGE = 50
TONES = {
    DestructionStatus.PROPOSED: "wait",
    DestructionStatus.CONFIRMED: "wait",
    DestructionStatus.DONE: "good",
    DestructionStatus.WITHDRAWN: "ended",
}


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def destruction_list(request: HttpRequest) -> HttpResponse:
    """Show what was destroyed and anonymised, and what is proposed."""
    found = Destruction.objects.visible_to(request.user).for_list()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"one": one, "tone": TONES[DestructionStatus(one.status)]} for one in page],
        "trail": trail(),
    }
    return render(request, "grants/officer/destruction_list.html", context)


@require_POST
@office(*EDITING_ROLES, rule=PROPOSE_RULE)
def destruction_propose(request: HttpRequest) -> HttpResponse:
    """Propose to destroy and anonymise what has fallen due until a day."""
    form = DueForm(request.POST, authorities=edits(request.user))
    if not form.is_valid():
        messages.error(request, _("Choose an authority and a day first."))
        return redirect("grants:officer:retention_due")
    try:
        made = destructions.propose(
            form.cleaned_data["authority"], on=form.cleaned_data["on"], by=request.user
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("grants:officer:retention_due")
    messages.success(request, _("It is proposed. An administrator other than you has to confirm it."))
    return redirect(made)


def _find(request: HttpRequest, pk: int) -> Destruction:
    found = Destruction.objects.visible_to(request.user).select_related(
        "authority__organisation", "proposed_by", "confirmed_by", "job"
    )
    return get_object_or_404(found, pk=pk)


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def destruction_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a destruction: its cases and papers, how far it is, and its certificate; htmx gets the progress alone."""
    found = _find(request, pk)
    proposed = found.status == DestructionStatus.PROPOSED
    items = found.items.select_related(
        "application", "meeting__body", "meeting__call_body", "disclosure", "retention_class"
    ).defer("application__content")
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "one": found,
        "status": (found.get_status_display(), TONES[DestructionStatus(found.status)]),
        "page": page,
        "rows": [(item, named(record_of(item), found.authority.time_zone)) for item in page],
        "certificate": Document.objects.of(found).first(),
        "confirms": proposed
        and found.proposed_by_id != request.user.pk
        and can_confirm_destruction(request.user, found.authority_id),
        "withdraws": proposed and can_propose_destruction(request.user, found.authority_id),
        "administers": can_confirm_destruction(request.user, found.authority_id),
        "trail": trail((_("Destructions"), reverse("grants:officer:destruction_list"))),
    }
    template = "grants/officer/destruction_detail.html"
    return render(request, f"{template}#made" if request.htmx else template, context)  # type: ignore[attr-defined]


@require_POST
@office(Role.ADMINISTRATOR, rule=CONFIRM_RULE)
def destruction_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what somebody else has proposed: the worker carries it out."""
    found = _find(request, pk)
    if not can_confirm_destruction(request.user, found.authority_id):
        raise PermissionDenied
    try:
        destructions.confirm(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found)


@require_POST
@office(*EDITING_ROLES, rule=PROPOSE_RULE)
def destruction_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    found = _find(request, pk)
    if not can_propose_destruction(request.user, found.authority_id):
        raise PermissionDenied
    try:
        destructions.withdraw(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The proposal is withdrawn. Nothing was destroyed."))
    return redirect(found)


@require_POST
@office(Role.ADMINISTRATOR, rule=CONFIRM_RULE)
def destruction_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a destruction that stopped."""
    found = _find(request, pk)
    if not can_confirm_destruction(request.user, found.authority_id):
        raise PermissionDenied
    if found.job is not None:
        jobs.retry(found.job)
    return redirect(found)
