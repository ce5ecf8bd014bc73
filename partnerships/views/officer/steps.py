"""What the pages of an agreement's steps have in common."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from partnerships.forms.agreements import MoveForm
from partnerships.models import Agreement
from portal.core.errors import StaleEdit


def again[F: MoveForm](
    form_class: type[F], request: HttpRequest, agreement: Agreement, stale: StaleEdit
) -> F:
    """Return the form as typed, for the version that stands now, so that a second look can confirm it."""
    data = request.POST.copy()
    data["version"] = str(stale.current_version)
    agreement.refresh_from_db()
    form = form_class(data, agreement=agreement)
    form.add_error(
        None,
        _("Somebody else saved the agreement meanwhile. Look at it again, and confirm if this still holds."),
    )
    return form
