"""What stands on the page of a case about its end: what is still in the way, its packages, and how long it is kept."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from grants.domain.closing.obstacles import obstacles
from grants.enums.closing import RetentionAction
from grants.models import Application, ArchivePackage, CaseClosing
from grants.permissions import can_close
from grants.retention_classes import class_of
from grants.views.officer.closing.holds import holds_of
from grants.views.sections import Shown
from portal.core.moments import say_moment


def closing_section(request: HttpRequest, application: Application) -> Shown:
    """How the case ends, for those who read it for its authority."""
    closing = CaseClosing.objects.visible_to(request.user).filter(application=application).first()
    closes = can_close(request.user, application)
    zone = application.authority.time_zone
    here: dict[str, Any] = {
        "closing": closing,
        "closed_at": say_moment(closing.closed_at, zone) if closing else "",
        "obstacles": [] if closing else obstacles(application),
        "closes": closes,
        "kept_back": holds_of(request, application),
        "hold_url": reverse("grants:officer:application_hold_add", args=[application.reference]),
        "packages": [],
        "retention": None,
    }
    if closing is not None:
        closing.application = application
        here |= {
            "packages": ArchivePackage.objects.visible_to(request.user)
            .filter(application=application)
            .select_related("job"),
            "retention": class_of(closing),
            "kept": RetentionAction.KEEP,
        }
    return "grants/officer/closing/section.html", here
