"""The portal's settings, with the bare view to compare with, and without what only a developer needs."""

from portal.settings import *  # noqa: F403 - these are the portal's settings and nothing else

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # type: ignore[name-defined]  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
