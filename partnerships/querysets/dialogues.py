"""Reading dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Prefetch

from portal.accounts.permissions import edits, reads

if TYPE_CHECKING:
    from partnerships.models import Dialogue  # noqa: F401  (type of the queryset below)


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Talks under partnerships."""

    def visible_to(self, user: Any) -> DialogueQuerySet:
        """Keep what the user may see: that they talked, and what they agreed, is public."""
        return self.all()

    def with_bodies(self) -> DialogueQuerySet:
        """Return them with their fields and, as ``seated``, the organisations at their tables, without the persons."""
        participants: Any = self.model._meta.get_field("participants").related_model
        seated = participants.objects.exclude(organisation=None).select_related("organisation")
        return self.prefetch_related(
            "fields", Prefetch("participants", seated.defer("name", "role"), to_attr="seated")
        )

    def read_by(self, user: Any) -> DialogueQuerySet:
        """Keep the dialogues of the authorities whose records the user reads."""
        return self.filter(partnership__authority__in=reads(user))

    def edited_by(self, user: Any) -> DialogueQuerySet:
        """Keep the dialogues of the authorities whose records the user edits."""
        return self.filter(partnership__authority__in=edits(user))
