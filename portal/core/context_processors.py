"""What every page knows: the portal's name, its navigation, the reader's theme and the languages."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.core import navigation

THEMES = ("light", "dark")


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the base template; asks the database nothing.

    `navigation` maps each area to its links, worked out only where a template shows them. `theme` is "light"
    or "dark" where the reader chose one, else empty: then the page follows the device.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "portal_name": settings.PORTAL_NAME,
        "navigation": {
            area: SimpleLazyObject(partial(navigation.entries, area, request)) for area in navigation.AREAS
        },
        "theme": theme if theme in THEMES else "",
        "languages": settings.LANGUAGES,
    }
