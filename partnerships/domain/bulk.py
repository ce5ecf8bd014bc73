"""Registers brought in from files: many records of one noun written at once, by the rules of one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from partnerships.models import RegistrationNumber
from partnerships.permissions import can_edit_shared
from portal.core.domain import bulk, records
from portal.core.domain.bulk import Draft
from portal.core.history import acting


@transaction.atomic
def organisations(drafts: Sequence[Draft], *, by: Any) -> None:
    """Write bodies with their registration numbers. Raises NotAllowed, RowRefused."""
    records.require(by is None or can_edit_shared(by))
    with acting(by):
        bulk.insert(drafts, slug_from=lambda record: str(record.names))
        bulk.update(drafts)
        _set_numbers(drafts)


def _set_numbers(drafts: Sequence[Draft]) -> None:
    """Let each body have the numbers that its row names, and no others."""
    wanted = {
        draft.record.pk: draft.parts["registration_numbers"]
        for draft in drafts
        if "registration_numbers" in draft.parts
    }
    there: dict[int, set[tuple[str, str]]] = defaultdict(set)
    known = [pk for pk in wanted if pk is not None]
    gone = []
    for number in RegistrationNumber.objects.filter(organisation__in=known):
        pair = (number.list_code, number.number)
        there[number.organisation_id].add(pair)
        if pair not in wanted[number.organisation_id]:
            gone.append(number.pk)
    RegistrationNumber.objects.filter(pk__in=gone).delete()
    RegistrationNumber.objects.bulk_create(
        [
            RegistrationNumber(organisation_id=pk, list_code=code, number=number)
            for pk, pairs in wanted.items()
            for code, number in pairs
            if (code, number) not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )
