"""Reading what was brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.accounts.permissions import edits

if TYPE_CHECKING:
    from portal.imports.models import ImportRow, ImportRun  # noqa: F401  (types of the querysets below)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Files that were handed in."""

    def visible_to(self, user: Any) -> ImportRunQuerySet:
        """Keep what the user may see: officers and administrators of the authority."""
        return self.filter(authority__in=edits(user))

    def for_list(self) -> ImportRunQuerySet:
        """Return the rows of the list, newest first."""
        return (
            self.select_related("authority__organisation", "job", "created_by")
            .order_by("-pk")
            .fetch_mode(models.FETCH_RAISE)
        )


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """What each row of a file would do."""

    def of(self, run: Any) -> ImportRowQuerySet:
        """Keep the rows of one file, in their order."""
        return self.filter(run=run).order_by("number")

    def for_list(self) -> ImportRowQuerySet:
        """Return the rows of the preview."""
        return self.fetch_mode(models.FETCH_RAISE)
