"""The terms of a call's grants: written by officers, or the usual ones."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.models import AwardTerms, Call
from grants.permissions import can_edit_call
from portal.core.domain.locking import lock
from portal.core.errors import NotAllowed
from portal.core.history import acting
from portal.core.versions import require_version


def terms_of(call: Call) -> AwardTerms:
    """Return the terms of a call's grants; where nobody has written any, the usual ones."""
    found = AwardTerms.objects.select_related("aid_ground").filter(call=call).first()
    return found or AwardTerms(call=call)


@transaction.atomic
def write(call: Call, values: Mapping[str, Any], *, version: int, by: Any) -> AwardTerms:
    """Write the terms of a call's grants; they hold for what is decided from now on.

    Raises NotAllowed for others than who edits the call, StaleEdit when somebody wrote them meanwhile.
    """
    call = lock(call)
    if not can_edit_call(by, call):
        raise NotAllowed(_("Only officers of the authority write the terms of its calls."), code="role")
    known = AwardTerms.objects.select_for_update(of=("self",)).filter(call=call).first()
    terms = known or AwardTerms(call=call)
    if known is not None:
        require_version(known, version)
        terms.version += 1
    for name, value in values.items():
        setattr(terms, name, value)
    terms.clean_fields(exclude=["call", "aid_ground"])
    terms.validate_constraints()
    with acting(by):
        terms.save()
    return terms
