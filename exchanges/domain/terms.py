"""The weights and the ratio that the parties of a partnership agree on for their ledger."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchanges.models import LedgerTerms
from partnerships.permissions import can_edit_partnership
from portal.core.domain import records
from portal.core.errors import field_errors
from portal.core.history import acting


@transaction.atomic
def add(terms: LedgerTerms, values: Mapping[str, Any], *, by: Any) -> LedgerTerms:
    """Write down new terms of the partnership they name; the earlier ones go on holding for earlier years."""
    with acting(by):
        records.require(by is None or can_edit_partnership(by, terms.partnership))
        return records.add(terms, values, checks=(_require_own_agreement,))


@transaction.atomic
def edit(terms: LedgerTerms, changes: Mapping[str, Any], *, version: int | None, by: Any) -> LedgerTerms:
    """Correct terms. Raises StaleEdit when somebody saved them since ``version`` was read."""
    with acting(by):
        records.require(by is None or can_edit_partnership(by, terms.partnership))
        return records.change(terms, changes, version=version, checks=(_require_own_agreement,))


@transaction.atomic
def remove(terms: LedgerTerms, *, by: Any) -> None:
    """Remove terms that were never agreed on; the history keeps them."""
    with acting(by):
        records.require(by is None or can_edit_partnership(by, terms.partnership))
        records.remove(terms, version=None, protected=_("Other records refer to this. Change them first."))


def _require_own_agreement(terms: LedgerTerms) -> None:
    agreement = terms.agreement
    if agreement is not None and agreement.partnership_id != terms.partnership_id:
        raise field_errors({"agreement": _("This agreement belongs to another partnership.")})
