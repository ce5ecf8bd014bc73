"""A body that takes another name stays itself: the name it had becomes a former one, with its time (X04)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import FormerName, Organisation
from partnerships.permissions import can_edit_shared
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.errors import UncertainValueError


@transaction.atomic
def rename(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    since: UncertainDate | None,
    version: int | None,
    by: Any,
) -> Organisation:
    """Give an organisation another name, from when it is known; each text that changes becomes a former name.

    Parameters: ``values`` has ``names`` and as wanted ``acronym``; ``since`` is as uncertain as the source. The former
    name's time begins where that of the name before it ended. Raises DomainError where no name changes and for a
    ``since`` that is a period, StaleEdit, and NotAllowed.
    """
    records.require(by is None or can_edit_shared(by))
    before = lock(organisation)
    gone = [
        (language, text) for language, text in before.names.items() if values["names"].get(language) != text
    ]
    if not gone:
        raise DomainError({"names": [_("This is the name it has already. Write the new one.")]})
    ended = [
        (one.period.latest, one.period.edtf)
        for one in before.former_names.all()
        if one.period and one.period.latest
    ]
    last = max(ended, default=None)
    renamed = records.change(before, values, version=version)
    period = _until(since, last[1].rpartition("/")[2] if last else "")
    for language, text in gone:
        FormerName.objects.create(organisation=renamed, name=text[:300], language=language, period=period)
    return renamed


def _until(end: UncertainDate | None, start: str) -> UncertainDate | None:
    """Return the period that ends with ``end``; open where its beginning is not known."""
    if end is None:
        return None
    try:
        return UncertainDate(f"{start}/{end.edtf}")
    except UncertainValueError as error:
        sentence = _("Write when the new name began, such as 2021 or May 2021; not a period.")
        raise DomainError({"since": [sentence]}) from error
