"""What programs read in a person's name."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts import calendar
from portal.accounts.domain import calendar_links
from portal.core.access import machine
from portal.core.limits import within_limit
from portal.core.registry import deadlines

# Calendars ask every few minutes at most; who asks more often is no calendar.
LIMIT, PERIOD = 60, 3600
BACK, AHEAD = timedelta(days=31), timedelta(days=2 * 366)


@machine(
    "one person's deadlines, for whoever has the secret address that this person made and has not revoked"
)
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's deadlines as a calendar, in that person's language, with what that person may see."""
    link = calendar_links.with_token(token)
    if link is None:
        raise Http404
    with translation.override(link.user.language or settings.LANGUAGE_CODE):
        if link.revoked_at is not None or not link.user.is_active:
            return _plain(
                _("This address has been revoked. Make a new one on your profile page in the portal."), 410
            )
        if not within_limit("calendar", link.user_id, limit=LIMIT, seconds=PERIOD):
            answer = _plain(_("This calendar was asked for too often. Ask again in an hour."), 429)
            answer["Retry-After"] = str(PERIOD)
            return answer
        today = timezone.localdate()
        content = calendar.feed(
            deadlines(link.user, today - BACK, today + AHEAD),
            host=urlsplit(settings.PORTAL_URL).hostname or "localhost",
            address=settings.PORTAL_URL.rstrip("/"),
            name=_("%(portal)s: my deadlines") % {"portal": settings.PORTAL_NAME},
            now=timezone.now(),
        )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="deadlines.ics"',
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
        },
    )


def _plain(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(
        f"{sentence}\n",
        content_type="text/plain; charset=utf-8",
        status=status,
        headers={"Cache-Control": "private, no-store"},
    )
