"""A register of exchanges brought in from a file, written at once by the rules of one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from exchanges.enums import ActorRole, FigureKind
from exchanges.models import ExchangeActor, ExchangeFigure
from exchanges.models.exchanges import ExchangeMove
from portal.accounts.permissions import can_edit_for
from portal.core.domain import bulk, records
from portal.core.domain.bulk import Draft
from portal.core.history import acting


@transaction.atomic
def exchanges(drafts: Sequence[Draft], *, authority: Any, by: Any, note: str) -> None:
    """Write an authority's exchanges with who takes part and what was counted. Raises NotAllowed, RowRefused.

    Parameters: ``note`` says where a new exchange's status comes from, in its first move.
    """
    records.require(by is None or can_edit_for(by, authority.pk))
    with acting(by):
        bulk.insert(drafts, slug_from=lambda record: record.names.in_language("en"))
        bulk.update(drafts)
        bulk.relate(drafts)
        for role in (ActorRole.HOST, ActorRole.PARTICIPANT):
            _set_actors(drafts, role)
        for kind in (FigureKind.PARTICIPANTS, FigureKind.AUDIENCE):
            _set_figures(drafts, kind)
        ExchangeMove.objects.bulk_create(
            [
                ExchangeMove(
                    exchange=draft.record, from_status="", to_status=draft.record.status, by=by, note=note
                )
                for draft in drafts
                if draft.is_new
            ],
            batch_size=bulk.BATCH,
        )


def _set_actors(drafts: Sequence[Draft], role: str) -> None:
    """Let each exchange have the organisations in this role that its row names, and no others."""
    wanted = {draft.record.pk: draft.parts[f"{role}s"] for draft in drafts if f"{role}s" in draft.parts}
    there: dict[int, set[int]] = defaultdict(set)
    gone = []
    for actor in ExchangeActor.objects.filter(exchange__in=list(wanted), role=role):
        there[actor.exchange_id].add(actor.organisation_id)
        if actor.organisation_id not in wanted[actor.exchange_id]:
            gone.append(actor.pk)
    ExchangeActor.objects.filter(pk__in=gone).delete()
    ExchangeActor.objects.bulk_create(
        [
            ExchangeActor(exchange_id=pk, organisation_id=organisation, role=role, position=place)
            for pk, organisations in wanted.items()
            for place, organisation in enumerate(organisations)
            if organisation not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )


def _set_figures(drafts: Sequence[Draft], kind: str) -> None:
    """Let each exchange have the figures of this kind that its row names, and no others."""
    wanted = {
        draft.record.pk: draft.parts[f"figure_{kind}"] for draft in drafts if f"figure_{kind}" in draft.parts
    }
    there: dict[int, set[str]] = defaultdict(set)
    gone = []
    for figure in ExchangeFigure.objects.filter(exchange__in=list(wanted), kind=kind):
        there[figure.exchange_id].add(figure.number.canonical)
        if figure.number.canonical not in wanted[figure.exchange_id]:
            gone.append(figure.pk)
    ExchangeFigure.objects.filter(pk__in=gone).delete()
    ExchangeFigure.objects.bulk_create(
        [
            ExchangeFigure(exchange_id=pk, kind=kind, number=canonical)
            for pk, numbers in wanted.items()
            for canonical in numbers
            if canonical not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )
