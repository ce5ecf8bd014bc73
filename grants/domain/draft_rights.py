"""Who may write in a draft."""

from typing import Any

from django.utils.translation import gettext as _

from grants.models import Application
from grants.permissions import can_edit_draft
from portal.core.errors import NotAllowed


def require_draft(application: Application, by: Any) -> None:
    """Raise NotAllowed unless ``by`` may still write in this application."""
    if can_edit_draft(by, application):
        return
    if not application.is_open_to_changes:
        raise NotAllowed(submitted_sentence(), code="submitted")
    raise NotAllowed(
        _("Only the applicant and those who write with them can change this application."),
        code="not_applicant",
    )


def submitted_sentence() -> str:
    """Say that what was handed in is not changed any more."""
    return _("This application has been handed in and can no longer be changed.")
