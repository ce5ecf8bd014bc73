"""Closed cases: nothing of them changes any more, and whoever tries is told so in one sentence."""

from django.utils.translation import gettext as _

from grants.models import Application, CaseClosing
from portal.core.errors import DomainError


def is_closed(application: Application) -> bool:
    """Tell whether a case has been closed."""
    return CaseClosing.objects.filter(application=application.pk).exists()


def require_not_closed(application: Application) -> None:
    """Raise DomainError where a case is closed; the database holds the same (``closed_case_stands``)."""
    if is_closed(application):
        raise refusal()


def refusal() -> DomainError:
    """Return what is said to whoever tries to change a closed case."""
    return DomainError(_("This case is closed: nothing of it changes any more."), code="closed")
