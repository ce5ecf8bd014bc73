"""Delegation orders: recorded by the authority's administrators, with their paragraphs, functions and who holds them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from grants.models import Delegation, DelegationFunction, DelegationOrder, FunctionHolder
from grants.permissions import can_edit_order
from portal.core import documents
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, field_errors
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.models import Document


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> DelegationOrder:
    """Record a delegation order of a body. Raises NotAllowed, or DomainError and ValidationError with sentences."""
    with acting(by):
        order = DelegationOrder(authority=values["authority"])
        records.require(can_edit_order(by, order))
        return records.add(order, values)


@transaction.atomic
def edit(
    order: DelegationOrder, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> DelegationOrder:
    """Change what is recorded of an order, or end it. Raises StaleEdit, NotAllowed, DomainError, ValidationError."""
    with acting(by):
        records.require(can_edit_order(by, order))
        if {"authority", "body"} & set(changes) and order.delegations.filter(
            decisions__isnull=False
        ).exists():
            raise DomainError(_("Decisions rest on this order: its body stays."), code="used")
        return records.change(order, changes, version=version)


@transaction.atomic
def keep_document(order: DelegationOrder, file: CheckedFile, *, by: Any) -> None:
    """Keep the text of the order as it was adopted; a later file is the next version."""
    order = lock(order)
    records.require(can_edit_order(by, order))
    last = order_documents(order).aggregate(last=Max("version"))["last"] or 0
    documents.store(
        order,
        kind=DocumentKind.OTHER,
        title=file.name[:300],
        filename=file.name,
        content=file.file.read(),
        media_type=file.media_type,
        slot="order",
        version=last + 1,
        by=by,
    )


def order_documents(order: DelegationOrder) -> QuerySet[Document]:
    """Return the files of an order, all versions."""
    return Document.objects.of(order)


# --- The parts of an order: its paragraphs, the functions of the authority, and who holds them -----------------------


@transaction.atomic
def add_part(part: Any, values: Mapping[str, Any], *, order: DelegationOrder, by: Any) -> Any:
    """Add a paragraph, a function or somebody who holds one. Raises NotAllowed, DomainError and ValidationError."""
    with acting(by):
        _editable(order, by)
        if isinstance(part, Delegation):
            last = order.delegations.aggregate(last=Max("position"))["last"]
            part.position = 0 if last is None else last + 1
        return records.add(part, values, checks=_checks(part, order))


@transaction.atomic
def edit_part(
    part: Any, changes: Mapping[str, Any], *, order: DelegationOrder, version: int | None, by: Any
) -> Any:
    """Change a paragraph, a function or who holds it. Decisions keep the words that stood there when they were taken.

    Raises StaleEdit, NotAllowed, DomainError and ValidationError.
    """
    with acting(by):
        _editable(order, by)
        return records.change(part, changes, version=version, checks=_checks(part, order))


@transaction.atomic
def remove_part(part: Any, *, order: DelegationOrder, by: Any) -> None:
    """Take away what nothing rests on; a paragraph by which something was decided is ended, not removed."""
    with acting(by):
        _editable(order, by)
        records.remove(part, protected=_("Decisions or paragraphs rest on this: give it a last day instead."))


def _editable(order: DelegationOrder, by: Any) -> DelegationOrder:
    """Return the order, locked: one change of its parts after the other."""
    order = lock(order)
    records.require(can_edit_order(by, order))
    return order


def _checks(part: Any, order: DelegationOrder) -> tuple[Callable[[Any], None], ...]:
    def own_authority(part: Any) -> None:
        if isinstance(part, FunctionHolder) and part.function.authority_id != order.authority_id:
            raise field_errors({"function": _("This function belongs to another authority.")})
        if isinstance(part, Delegation):
            for name in ("programme", "function"):
                other = getattr(part, name)
                if other is not None and other.authority_id != order.authority_id:
                    raise field_errors({name: _("This belongs to another authority.")})

    return (own_authority,) if isinstance(part, Delegation | FunctionHolder | DelegationFunction) else ()
