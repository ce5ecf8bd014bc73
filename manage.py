#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    """Run one management command with the portal's settings; a wrong one is a sentence, no traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DEBUG  # reads the settings, and with them the environment
    except ImproperlyConfigured as problem:
        sys.exit(f"The portal is not configured: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
