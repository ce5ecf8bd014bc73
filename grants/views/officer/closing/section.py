"""What stands on the page of a case about its end: what is still in the way, its packages, and how long it is kept."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from grants.domain.closing.obstacles import obstacles
from grants.enums.closing import RetentionAction
from grants.models import Application, ArchivePackage, CaseClosing, LegalHold
from grants.permissions import can_close, can_hold
from grants.retention_classes import class_of
from grants.views.sections import Shown
from portal.core.moments import say_date, say_moment


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
        "holds_up": can_hold(request.user, application),
        "holds": [
            _hold(hold) for hold in LegalHold.objects.visible_to(request.user).filter(application=application)
        ],
        "packages": [],
        "gone": None,
        "retention": None,
    }
    if closing is not None:
        closing.application = application
        here |= {
            "packages": ArchivePackage.objects.visible_to(request.user)
            .filter(application=application)
            .select_related("job"),
            "gone": application.destruction_items.filter(finished_at__isnull=False, skipped="").first(),
            "retention": class_of(closing),
            "kept": RetentionAction.KEEP,
        }
    return "grants/officer/closing/section.html", here


def _hold(hold: LegalHold) -> dict[str, Any]:
    in_force = hold.lifted_at is None and (hold.until is None or hold.until >= timezone.localdate())
    return {
        "hold": hold,
        "until": say_date(hold.until) if hold.until else "",
        "in_force": in_force,
    }
