"""Naming at the office what proves a commitment, and what fulfils a line of a work programme."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.domain import evidence
from exchanges.forms.ledger import EvidenceForm, FulfilmentForm
from exchanges.models import CommitmentEvidence, LineFulfilment
from partnerships.models import Commitment, WorkProgramme, WorkProgrammeLine
from partnerships.permissions import can_edit_commitment, can_edit_line
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = "officers and administrators of the authority whose agreement or work programme it is"


@office(*EDITING_ROLES, rule=RULE)
def commitment_evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the exchange or document that proves that a commitment was kept."""
    commitment = _commitment(request, pk)
    page = reverse("partnerships:officer:commitment_detail", args=[pk])
    return edit_page(
        request,
        record=CommitmentEvidence(commitment=commitment),
        form_class=EvidenceForm,
        prepare=lambda form: form.offer(commitment, request.user),
        save=lambda form: evidence.prove(commitment, form.cleaned_data, by=request.user),
        title=_("Add what proves it"),
        trail=[(commitment, page)],
        done=lambda saved: f"{page}#evidence",
        cancel_url=f"{page}#evidence",
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def commitment_evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and take a proof off its commitment."""
    own = Commitment.objects.visible_to(request.user).of_authorities(reads(request.user))
    proof = get_object_or_404(CommitmentEvidence.objects.filter(commitment__in=own), pk=pk)
    commitment = _commitment(request, proof.commitment_id)
    page = reverse("partnerships:officer:commitment_detail", args=[commitment.pk])
    return remove_page(
        request,
        remove=lambda: evidence.unprove(proof, by=request.user),
        title=_("Take this proof off the commitment?"),
        text=str(proof),
        trail=[(commitment, page)],
        done_url=f"{page}#evidence",
    )


@office(*EDITING_ROLES, rule=RULE)
def line_fulfilment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an exchange count for a line of a work programme."""
    line = _line(request, pk)
    page = _page_of(line)
    return edit_page(
        request,
        record=LineFulfilment(line=line),
        form_class=FulfilmentForm,
        prepare=lambda form: form.offer(line, request.user),
        save=lambda form: evidence.fulfil(line, form.cleaned_data["exchange"], by=request.user),
        title=_("Let an exchange count for this line"),
        trail=[(line.work_programme, page)],
        done=lambda saved: f"{page}#progress",
        cancel_url=f"{page}#progress",
        submit=_("Add"),
        context={"lead": str(line)},
    )


@office(*EDITING_ROLES, rule=RULE)
def line_fulfilment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and let an exchange no longer count for a line."""
    own = WorkProgramme.objects.visible_to(request.user).of_authorities(reads(request.user))
    fulfilment = get_object_or_404(LineFulfilment.objects.filter(line__work_programme__in=own), pk=pk)
    line = _line(request, fulfilment.line_id)
    page = _page_of(line)
    return remove_page(
        request,
        remove=lambda: evidence.unfulfil(fulfilment, by=request.user),
        title=_("Let this exchange no longer count for the line?"),
        text=str(fulfilment),
        trail=[(line.work_programme, page)],
        done_url=f"{page}#progress",
    )


def _page_of(line: WorkProgrammeLine) -> str:
    return reverse("partnerships:officer:work_programme_detail", args=[line.work_programme_id])


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    own = Commitment.objects.visible_to(request.user).of_authorities(reads(request.user))
    commitment = get_object_or_404(
        own.select_related("agreement__partnership__authority__organisation", "work_programme__partnership"),
        pk=pk,
    )
    if not can_edit_commitment(request.user, commitment):
        raise PermissionDenied
    return commitment


def _line(request: HttpRequest, pk: int) -> WorkProgrammeLine:
    own = WorkProgramme.objects.visible_to(request.user).of_authorities(reads(request.user))
    line = get_object_or_404(
        WorkProgrammeLine.objects.filter(work_programme__in=own).select_related(
            "work_programme__partnership__authority__organisation"
        ),
        pk=pk,
    )
    if not can_edit_line(request.user, line):
        raise PermissionDenied
    return line
