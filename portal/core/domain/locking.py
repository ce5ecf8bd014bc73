"""Row locks: whoever changes a record reads it again under a lock first."""

from django.db import models
from django.utils.translation import gettext as _

from portal.core.errors import DomainError


def lock[M: models.Model](record: M) -> M:
    """Return the record as it stands now, locked until the transaction ends.

    Raises DomainError when somebody has removed it since it was read.
    """
    fresh = type(record)._default_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if fresh is None:
        raise DomainError(_("This has been removed since you opened it."), code="removed")
    return fresh
