"""Commitments at the office: the register, one commitment's page, and how it is written and judged."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.domain import commitments
from partnerships.filters.commitments import CommitmentFilter
from partnerships.forms.commitments import CommitmentForm, CommitmentStatusForm
from partnerships.models import Agreement, Commitment, WorkProgramme
from partnerships.permissions import can_edit_commitment
from partnerships.tables.commitments import COMMITMENTS
from partnerships.views.commitment_rows import commitment_rows
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import reads
from portal.core import registry
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.history import history_of, last_change
from portal.core.tables import render_table

RULE = "officers and administrators of the authority whose agreement or work programme it follows from"


@office(*READING_ROLES, rule="everybody who works for an authority, its own commitments")
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Show what the agreements and work programmes of one's own authorities oblige to."""
    rows = Commitment.objects.visible_to(request.user).of_authorities(reads(request.user)).for_list()
    return render_table(
        request,
        filterset=CommitmentFilter(request.GET, rows, request=request),
        columns=COMMITMENTS,
        template="partnerships/officer/commitment_list.html",
        title=_("Commitments"),
        empty=_("Commitments are added on the page of an agreement or a work programme."),
    )


@office(*READING_ROLES, rule="everybody who works for the authority whose commitment it is")
def commitment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one commitment: what it says, how it stands, what proves it, and who recorded that."""
    commitment = _mine(request, pk)
    may_edit = can_edit_commitment(request.user, commitment)
    (row,) = commitment_rows([commitment], request.user, inside=True, may_edit=may_edit)
    words, ground_url = ground_of(commitment)
    return render(
        request,
        "partnerships/officer/commitment_detail.html",
        {
            "commitment": commitment,
            "row": row,
            "may_edit": may_edit,
            "trail": _trail(commitment),
            "ground": words,
            "ground_url": ground_url,
            "moves": commitment.moves.select_related("by"),
            "status_words": dict(commitment._meta.get_field("status").flatchoices),
            "last_change": last_change(commitment),
            "history": history_of(commitment, per_page=20),
            "panels": registry.panels(commitment, request.user),
        },
    )


@office(*EDITING_ROLES, rule=RULE)
def agreement_commitment_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a commitment that follows from an agreement."""
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).select_related("partnership"), slug=slug
    )
    return _add(request, {"agreement": agreement})


@office(*EDITING_ROLES, rule=RULE)
def work_programme_commitment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a commitment that follows from a work programme."""
    programme = get_object_or_404(WorkProgramme.objects.visible_to(request.user), pk=pk)
    return _add(request, {"work_programme": programme})


def _add(request: HttpRequest, ground: dict[str, Any]) -> HttpResponse:
    blank = Commitment(**ground)
    if not can_edit_commitment(request.user, blank):
        raise PermissionDenied
    words, address = ground_of(blank)
    return edit_page(
        request,
        record=blank,
        form_class=CommitmentForm,
        initial={"article": request.GET.get("article")} if request.GET.get("article", "").isdigit() else None,
        save=lambda form: commitments.add(Commitment(**ground), form.cleaned_data, by=request.user),
        title=_("Add a commitment"),
        trail=[(words, address)],
        done=lambda saved: f"{address}#commitments",
        cancel_url=f"{address}#commitments",
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def commitment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what a commitment says."""
    commitment = _editable(request, pk)
    return edit_page(
        request,
        record=commitment,
        form_class=CommitmentForm,
        save=lambda form: commitments.edit(
            _editable(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit a commitment"),
        trail=[*_trail(commitment), (commitment, page_of(commitment))],
        done=page_of,
        cancel_url=page_of(commitment),
    )


@office(*EDITING_ROLES, rule=RULE)
def commitment_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a commitment was kept, that it was not, or that it is open again."""
    commitment = _editable(request, pk)
    return edit_page(
        request,
        form_class=CommitmentStatusForm,
        prepare=lambda form: form.follow(commitment),
        save=lambda form: commitments.change_status(
            commitment, form.cleaned_data["status"], note=form.cleaned_data["note"], by=request.user
        ),
        title=_("Record how it stands"),
        trail=[*_trail(commitment), (commitment, page_of(commitment))],
        done=page_of,
        cancel_url=page_of(commitment),
        context={"lead": _("Now: %(state)s") % {"state": commitment.get_status_display()}},
    )


@office(*EDITING_ROLES, rule=RULE)
def commitment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and take a commitment out."""
    commitment = _editable(request, pk)
    words, address = ground_of(commitment)
    return remove_page(
        request,
        remove=lambda: commitments.remove(commitment, version=None, by=request.user),
        title=_("Take this commitment out?"),
        text=str(commitment),
        trail=[(words, address)],
        done_url=f"{address}#commitments",
    )


def page_of(commitment: Commitment) -> str:
    """Return the address of the commitment's page."""
    return reverse("partnerships:officer:commitment_detail", args=[commitment.pk])


def ground_of(commitment: Commitment) -> tuple[str, str]:
    """Return what a commitment follows from, in words, and its office page."""
    if commitment.agreement is not None:
        address = reverse("partnerships:officer:agreement_detail", args=[commitment.agreement.slug])
        return str(commitment.agreement), address
    programme = commitment.work_programme
    return str(programme), reverse(
        "partnerships:officer:work_programme_detail", args=[commitment.work_programme_id]
    )


def _trail(commitment: Commitment) -> list[tuple[object, str]]:
    register = reverse("partnerships:officer:commitment_list")
    return [(_("Commitments"), register), ground_of(commitment)]


def _mine(request: HttpRequest, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).of_authorities(reads(request.user))
    return get_object_or_404(
        rows.select_related(
            "agreement__partnership", "article", "work_programme__agreement", "owner", "payer"
        ),
        pk=pk,
    )


def _editable(request: HttpRequest, pk: int) -> Commitment:
    commitment = _mine(request, pk)
    if not can_edit_commitment(request.user, commitment):
        raise PermissionDenied
    return commitment
