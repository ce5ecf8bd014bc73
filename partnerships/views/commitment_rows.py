"""What a table of commitments says of each, for the office and for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import commitments
from partnerships.domain.proofs import Proof, proofs_of
from partnerships.enums import COMMITMENT_TONES, COMMITMENT_TRANSITIONS, CommitmentStatus
from partnerships.models import Commitment
from portal.core.amounts import format_amount


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment in a table: its words, its state, what proves it, and what the person may do."""

    commitment: Commitment
    who: str
    quantity: str
    due: str
    cost: str
    state: str
    tone: str
    proofs: list[Proof] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    url: str = ""
    edit_url: str = ""
    status_url: str = ""


def commitment_rows(
    rows: Iterable[Commitment], user: Any, *, inside: bool, may_edit: bool
) -> list[CommitmentRow]:
    """Return the rows of a table of commitments.

    Parameters: ``inside`` tells whether the person works for the authority: only then are costs, lateness, what was
    not kept, and gaps told. Everybody else reads what was agreed, and what was kept.
    """
    found = list(rows)
    proofs = proofs_of([one.pk for one in found], user)
    return [_row(one, proofs[one.pk], inside=inside, may_edit=may_edit) for one in found]


def _row(commitment: Commitment, proofs: list[Proof], *, inside: bool, may_edit: bool) -> CommitmentRow:
    state, tone = standing(commitment, inside=inside)
    may_move = may_edit and COMMITMENT_TRANSITIONS[commitment.status]
    address = [commitment.pk]
    return CommitmentRow(
        commitment,
        who=who_of(commitment),
        quantity=str(commitment.quantity or ""),
        due=str(commitment.due or ""),
        cost=cost_of(commitment) if inside else "",
        state=state,
        tone=tone,
        proofs=proofs,
        missing=commitments.missing_in(commitment)
        if may_edit and commitment.status == CommitmentStatus.OPEN
        else [],
        url=reverse("partnerships:officer:commitment_detail", args=address) if inside else "",
        edit_url=reverse("partnerships:officer:commitment_edit", args=address) if may_edit else "",
        status_url=reverse("partnerships:officer:commitment_status", args=address) if may_move else "",
    )


def who_of(commitment: Commitment) -> str:
    """Return who has to do it: both sides, an organisation, or nothing where nobody is named."""
    if commitment.mutual:
        return _("both sides")
    return str(commitment.owner) if commitment.owner else ""


def cost_of(commitment: Commitment) -> str:
    """Return the estimated cost, and who pays it where that is said."""
    if commitment.estimated_cost is None:
        return ""
    amount = format_amount(commitment.estimated_cost, commitment.currency)
    if commitment.payer is None:
        return amount
    return _("%(amount)s, paid by %(payer)s") % {"amount": amount, "payer": commitment.payer}


def standing(commitment: Commitment, *, inside: bool) -> tuple[str, str]:
    """Return the state in words and its tone; lateness is computed today, and told inside only."""
    if inside and commitment.is_late(timezone.localdate()):
        return _("Late"), "wait"
    if not inside and commitment.status != CommitmentStatus.KEPT:
        return "", ""
    return commitment.get_status_display(), COMMITMENT_TONES[commitment.status]
