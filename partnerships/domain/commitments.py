"""Commitments: who has to do what by when, and whether it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.domain.proofs import proofs_of
from partnerships.enums import COMMITMENT_TRANSITIONS, CommitmentStatus
from partnerships.models import Agreement, Commitment
from partnerships.permissions import can_edit_commitment
from portal.core.domain import moves, records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.versions import require_version


@dataclass(frozen=True)
class Gap:
    """A commitment that would be signed with something left open: what is missing, in words."""

    commitment: Commitment
    missing: list[str]


@transaction.atomic
def add(commitment: Commitment, values: Mapping[str, Any], *, by: Any) -> Commitment:
    """Add a commitment to the agreement or work programme that it names.

    Raises NotAllowed for people of other authorities, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        records.require(by is None or can_edit_commitment(by, commitment))
        return records.add(
            commitment, values, checks=(_require_its_article, _require_cost, _require_validity)
        )


@transaction.atomic
def edit(commitment: Commitment, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Commitment:
    """Change what a commitment says; whether it was kept changes by ``change_status`` only.

    Raises StaleEdit when somebody saved it since ``version`` was read, and what ``add`` raises.
    """
    with acting(by):
        records.require(by is None or can_edit_commitment(by, commitment))
        return records.change(
            commitment,
            {name: value for name, value in changes.items() if name != "status"},
            version=version,
            checks=(_require_its_article, _require_cost, _require_validity),
        )


@transaction.atomic
def change_status(
    commitment: Commitment, to: str, *, by: Any, note: str = "", version: int | None = None
) -> Commitment:
    """Record that a commitment was kept, that it was not, or that it is open again.

    What was kept is proved by an exchange or a document, or the note says how it was kept; what was not kept says why.
    Raises DomainError otherwise and when the state cannot follow the present one, StaleEdit, NotAllowed.
    """
    with acting(by):
        locked = lock(commitment)
        records.require(by is None or can_edit_commitment(by, locked))
        if version is not None:
            require_version(locked, version)
        said = note.strip()
        if to == CommitmentStatus.KEPT and not said and not proofs_of([locked.pk], None)[locked.pk]:
            raise field_errors(
                {
                    "note": _(
                        "Add the exchange or document that proves it first, or write here how it was kept."
                    )
                }
            )
        if to == CommitmentStatus.BROKEN and not said:
            raise field_errors({"note": _("Write why it was not kept.")})
        locked.version += 1
        moves.move(locked, to=to, by=by, transitions=COMMITMENT_TRANSITIONS, note=said, also=["version"])
    return locked


@transaction.atomic
def remove(commitment: Commitment, *, version: int | None, by: Any) -> None:
    """Take a commitment out; one on which something was recorded stays, with its history."""
    with acting(by):
        records.require(by is None or can_edit_commitment(by, commitment))
        records.remove(
            commitment,
            version=version,
            protected=_("What was recorded of this commitment is kept. Edit it, or record how it ended."),
        )


def gaps(agreement: Agreement) -> list[Gap]:
    """Return the commitments that would be signed without owner, measure, date or price, each with what is missing.

    Those of the work programmes that execute the agreement are included: they bind with it.
    """
    rows = Commitment.objects.under_agreement(agreement.pk).for_list()
    return [Gap(row, missing) for row in rows if (missing := missing_in(row))]


def missing_in(commitment: Commitment) -> list[str]:
    """Return what a commitment leaves open, in words: who, how many, by when, what it costs; and a day out of place."""
    open_points = [
        (commitment.owner_id is None and not commitment.mutual, _("who has to do it")),
        (commitment.quantity is None, _("how many, or how much")),
        (commitment.due is None or commitment.due.is_unknown, _("by when")),
        (commitment.estimated_cost is None, _("what it is estimated to cost")),
    ]
    missing = [words for is_open, words in open_points if is_open]
    return [*missing, *outside(commitment)]


def outside(commitment: Commitment) -> list[str]:
    """Return a sentence for each validity or period that a commitment's date certainly lies outside of.

    An agreement that is renewed tacitly, or has no end, has no last day to be outside of (X01: only what is certain).
    """
    due = commitment.due
    if due is None:
        return []
    programme = commitment.work_programme
    agreement = commitment.agreement or (programme.agreement if programme else None)
    found = []
    if agreement is not None and _is_outside(due, agreement.valid_from, _last_day(agreement)):
        found.append(
            _("“%(due)s” lies outside the agreement, which is valid %(validity)s.")
            % {"due": due, "validity": agreement.validity}
        )
    if programme is not None and programme.period and _is_outside(due, programme.period, programme.period):
        found.append(
            _("“%(due)s” lies outside the work programme, whose period is %(period)s.")
            % {"due": due, "period": programme.period}
        )
    return found


def _last_day(agreement: Agreement) -> UncertainDate | None:
    return None if agreement.open_ended or agreement.renews_tacitly else agreement.valid_until


def _is_outside(due: UncertainDate, first: UncertainDate | None, last: UncertainDate | None) -> bool:
    """Tell whether every day that may be meant lies before the first possible day or after the last possible one."""
    begins, ends = first.earliest if first else None, last.latest if last else None
    too_early = begins is not None and due.latest is not None and due.latest < begins
    too_late = ends is not None and due.earliest is not None and due.earliest > ends
    return too_early or too_late


def _require_validity(commitment: Commitment) -> None:
    if sentences := outside(commitment):
        raise field_errors({"due": " ".join(sentences)})


def _require_its_article(commitment: Commitment) -> None:
    article = commitment.article
    if article is not None and article.agreement_id != commitment.agreement_id:
        raise field_errors({"article": _("This article belongs to another agreement.")})


def _require_cost(commitment: Commitment) -> None:
    if commitment.estimated_cost is not None and commitment.estimated_cost < 0:
        raise field_errors({"estimated_cost": _("A cost is zero or more.")})
