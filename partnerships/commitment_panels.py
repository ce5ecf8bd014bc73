"""What partnerships show on the pages of partnerships and agreements themselves: commitments and work programmes."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.models import Agreement, Commitment, Partnership, WorkProgramme
from partnerships.views.commitment_rows import commitment_rows
from portal.accounts.permissions import can_edit_for, reads
from portal.core.registry import Panel

SHOWN = 50


def agreement_commitments(agreement: Agreement, user: Any) -> Panel | None:
    """Show what an agreement, and the plans that execute it, oblige to."""
    rows = Commitment.objects.visible_to(user).under_agreement(agreement.pk)
    add = reverse("partnerships:officer:agreement_commitment_add", args=[agreement.slug])
    return _commitments(rows, agreement.keeper_id, user, add)


def partnership_commitments(partnership: Partnership, user: Any) -> Panel | None:
    """Show what all agreements and plans of a partnership oblige to."""
    rows = Commitment.objects.visible_to(user).under_partnership(partnership.pk)
    return _commitments(rows, partnership.authority_id, user, "", with_ground=True, only_filled=True)


def programme_commitments(programme: WorkProgramme, user: Any) -> Panel | None:
    """Show what a work programme obliges to."""
    rows = Commitment.objects.visible_to(user).filter(work_programme=programme)
    add = reverse("partnerships:officer:work_programme_commitment_add", args=[programme.pk])
    return _commitments(rows, programme.authority_id, user, add)


def partnership_programmes(partnership: Partnership, user: Any) -> Panel | None:
    """Show the plans of a partnership, and to its officers where to add one."""
    rows = WorkProgramme.objects.visible_to(user).under_partnership(partnership.pk)
    return _programmes(rows, partnership.authority_id, user, {"partnership": partnership.slug})


def agreement_programmes(agreement: Agreement, user: Any) -> Panel | None:
    """Show the plans that execute an agreement."""
    rows = WorkProgramme.objects.visible_to(user).filter(agreement=agreement)
    return _programmes(rows, agreement.keeper_id, user, {"agreement": agreement.slug})


def _commitments(
    rows: Any, authority_id: int, user: Any, add: str, *, with_ground: bool = False, only_filled: bool = False
) -> Panel | None:
    may_edit = can_edit_for(user, authority_id)
    inside = authority_id in reads(user)
    shown = commitment_rows(rows.for_list()[: SHOWN + 1], user, inside=inside, may_edit=may_edit)
    if not shown and (only_filled or not may_edit):
        return None
    context = {
        "rows": shown[:SHOWN],
        "more": len(shown) > SHOWN,
        "inside": inside,
        "with_ground": with_ground,
        "with_state": inside or any(row.state for row in shown),
        "add_url": add if may_edit else "",
        "register_url": reverse("partnerships:officer:commitment_list") if inside else "",
    }
    return Panel(_("Commitments"), "commitments", "partnerships/parts/commitments_panel.html", context)


def _programmes(
    rows: QuerySet[WorkProgramme], authority_id: int, user: Any, query: dict[str, str]
) -> Panel | None:
    may_edit = can_edit_for(user, authority_id)
    inside = authority_id in reads(user)
    shown = list(rows.for_list()[:SHOWN])  # type: ignore[attr-defined]
    if not shown and not may_edit:
        return None
    context = {
        "programmes": [(one, programme_address(one, inside=inside)) for one in shown],
        "add_url": f"{reverse('partnerships:officer:work_programme_add')}?{urlencode(query)}"
        if may_edit
        else "",
    }
    return Panel(_("Work programmes"), "work-programmes", "partnerships/parts/programmes_panel.html", context)


def programme_address(programme: WorkProgramme, *, inside: bool) -> str:
    """Return where a person reads a plan: at the office for its own people, else the public page."""
    if inside:
        return reverse("partnerships:officer:work_programme_detail", args=[programme.pk])
    return programme.get_absolute_url()
