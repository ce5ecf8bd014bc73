"""Naming what proves that a commitment was kept, and which exchanges fulfil the lines of a work programme."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.models import CommitmentEvidence, Exchange, LineFulfilment
from partnerships.domain.proofs import Proof
from partnerships.models import Agreement, Commitment, Partnership, WorkProgrammeLine
from partnerships.permissions import can_edit_commitment, can_edit_line
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting
from portal.core.models import Document


@transaction.atomic
def prove(commitment: Commitment, values: Mapping[str, Any], *, by: Any) -> CommitmentEvidence:
    """Name the exchange or the document that proves that a commitment was kept.

    Raises NotAllowed, or DomainError and ValidationError where it names neither, both, or something of another relation.
    """
    with acting(by):
        records.require(by is None or can_edit_commitment(by, lock(commitment)))
        return records.add(
            CommitmentEvidence(commitment=commitment), values, checks=(_require_same_relation,)
        )


@transaction.atomic
def unprove(evidence: CommitmentEvidence, *, by: Any) -> None:
    """Take a proof off its commitment; the exchange or document itself stays."""
    with acting(by):
        records.require(by is None or can_edit_commitment(by, evidence.commitment))
        records.remove(evidence, version=None, protected=_("Other records refer to this. Change them first."))


@transaction.atomic
def fulfil(line: WorkProgrammeLine, exchange: Exchange, *, by: Any) -> LineFulfilment:
    """Let an exchange of the same relation count for a line of a work programme."""
    with acting(by):
        records.require(by is None or can_edit_line(by, lock(line)))
        relation = line.work_programme.partnership
        if relation is None or exchange.partnership_id not in relation_ids(relation):
            raise field_errors({"exchange": _("This exchange belongs to another partnership.")})
        return records.add(LineFulfilment(line=line, exchange=exchange), {})


@transaction.atomic
def unfulfil(fulfilment: LineFulfilment, *, by: Any) -> None:
    """Let an exchange no longer count for a line; the exchange itself stays."""
    with acting(by):
        records.require(by is None or can_edit_line(by, fulfilment.line))
        records.remove(
            fulfilment, version=None, protected=_("Other records refer to this. Change them first.")
        )


def relation_ids(partnership: Partnership) -> set[int]:
    """Return the partnership, and the other side's own record of it where it has one."""
    return {partnership.pk, *Partnership.objects.mirrors_of(partnership).values_list("pk", flat=True)}


def relation_of(commitment: Commitment) -> Partnership | None:
    """Return the partnership under which a commitment was made; None for a plan of none."""
    if commitment.agreement is not None:
        return commitment.agreement.partnership
    programme = commitment.work_programme
    return programme.partnership if programme else None


def documents_of(commitment: Commitment, user: Any) -> Any:
    """Return the documents that may prove a commitment: those of its agreement and of the relation's exchanges."""
    relation = relation_of(commitment)
    if relation is None:
        return Document.objects.none()
    agreements = Agreement.objects.visible_to(user).filter(partnership=relation).values("pk")
    exchanges = Exchange.objects.visible_to(user).filter(partnership=relation).values("pk")
    kinds = ContentType.objects.get_for_models(Agreement, Exchange)
    seen = Document.objects.visible_to(user)
    return seen.filter(content_type=kinds[Agreement], object_id__in=agreements) | seen.filter(
        content_type=kinds[Exchange], object_id__in=exchanges
    )


def proofs(commitment_ids: Collection[int], user: Any) -> Mapping[int, list[Proof]]:
    """Return what proves commitments, for `partnerships.domain.proofs`; documents only where the user may read them."""
    rows = CommitmentEvidence.objects.filter(commitment__in=commitment_ids).select_related(
        "exchange", "document"
    )
    named = list(rows)
    papers = {one.document_id for one in named if one.document_id}
    readable = (
        set(Document.objects.visible_to(user).filter(pk__in=papers).values_list("pk", flat=True))
        if papers and user is not None
        else papers
    )
    found: dict[int, list[Proof]] = {}
    for one in named:
        thing = one.exchange or (one.document if one.document_id in readable else None)
        if thing is not None:
            proof = Proof(str(thing), thing.get_absolute_url(), str(one.note), one.pk)
            found.setdefault(one.commitment_id, []).append(proof)
    return found


def _require_same_relation(evidence: CommitmentEvidence) -> None:
    relation = relation_of(evidence.commitment)
    exchange = evidence.exchange
    if exchange is not None and (relation is None or exchange.partnership_id not in relation_ids(relation)):
        raise field_errors({"exchange": _("This exchange belongs to another partnership.")})
