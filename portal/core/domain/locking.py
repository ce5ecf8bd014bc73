"""Row locks: whoever changes a record reads it again under a lock first."""

from django.db import models
from django.utils.translation import gettext as _

from portal.core.errors import DomainError


def lock[M: models.Model](record: M) -> M:
    """Return the record as it stands now, locked until the transaction ends.

    The lock keeps other writers out, and lets others refer to the record meanwhile: two edits that name each other's
    record would otherwise wait for each other's foreign keys for ever.

    Raises DomainError when somebody has removed it since it was read.
    """
    rows = type(record)._default_manager.select_for_update(no_key=True, of=("self",))
    fresh = rows.filter(pk=record.pk).first()
    if fresh is None:
        raise DomainError(_("This has been removed since you opened it."), code="removed")
    return fresh
