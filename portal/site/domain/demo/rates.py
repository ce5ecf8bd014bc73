"""The invented reference rates by which a demonstration's budgets are reckoned."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import ecb
from portal.core.domain import rates
from portal.core.errors import DomainError

SOURCE = "Demonstration: invented rates"


def keep_rates(path: Path) -> int:
    """Keep the rates of a file; return how many were new. Raises DomainError where this is no demonstration."""
    if not settings.DEMO:
        raise DomainError(_("Demo rates exist only where DEMO=1 is set."))
    return rates.keep(ecb.read(path.read_bytes(), today=timezone.localdate()), source=SOURCE)
