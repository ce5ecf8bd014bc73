"""Who pays for a call."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.models import Call, CallFunder
from grants.permissions import can_edit_call
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.history import acting


@transaction.atomic
def add(call: Call, values: Mapping[str, Any], *, by: Any) -> CallFunder:
    """Name a body that pays for a call; ValidationError says so when it is named already."""
    with acting(by):
        call = lock(call)
        records.require(by is None or can_edit_call(by, call))
        return records.add(CallFunder(call=call, position=call.funders.count()), values)


@transaction.atomic
def remove(funder: CallFunder, *, by: Any) -> None:
    """Take a body off the list of those who pay."""
    with acting(by):
        records.require(by is None or can_edit_call(by, funder.call))
        records.remove(funder, protected=_("Other records still refer to this funder."))
