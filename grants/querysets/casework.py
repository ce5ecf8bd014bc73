"""Reading what the office keeps about cases: parties, notes, tasks, templates, saved lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.accounts.permissions import edits, reads

if TYPE_CHECKING:
    from grants.models import CaseTask, MessageTemplate, SavedList  # noqa: F401  (types of the querysets)


class OfCaseQuerySet(models.QuerySet[Any]):
    """Rows of a case that the office alone reads."""

    def visible_to(self, user: Any) -> Any:
        """Keep those of the cases that the user reads for an authority; an applicant reads none."""
        if not reads(user):
            return self.none()
        cases: Any = self.model._meta.get_field("application").related_model
        return self.filter(application__in=cases.objects.submitted_to(user).order_by().values("pk"))


class CaseTaskQuerySet(OfCaseQuerySet):
    """What is to be done about cases."""

    def open(self) -> CaseTaskQuerySet:
        """Keep what is not done yet."""
        return self.filter(done_at=None)

    def for_person(self, user: Any) -> CaseTaskQuerySet:
        """Keep what this person is to do, at the authorities they still work for."""
        return self.filter(assignee=user, application__authority__in=reads(user))

    def search(self, q: str) -> CaseTaskQuerySet:
        """Keep the tasks whose text, or whose case's title or number, has every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(Q(text__icontains=word) | Q(application__search_text__contains=word.lower()))
        return found

    def for_list(self) -> CaseTaskQuerySet:
        """Return the rows of a list with all that a row shows."""
        return (
            self.select_related("application", "assignee")
            .defer("application__content", "application__search_text", "application__applicant_sort")
            .fetch_mode(models.FETCH_RAISE)
        )

    def late(self, today: date) -> CaseTaskQuerySet:
        """Keep what should have been done before today."""
        return self.filter(done_at=None, due__lt=today)


class MessageTemplateQuerySet(models.QuerySet["MessageTemplate"]):
    """Templates of messages."""

    def visible_to(self, user: Any) -> MessageTemplateQuerySet:
        """Keep those of the authorities whose officers the user is one of."""
        return self.filter(authority__in=edits(user))

    def in_use(self) -> MessageTemplateQuerySet:
        """Keep what has not been taken out of use."""
        return self.filter(retired_at=None)


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Saved filters of the case list."""

    def visible_to(self, user: Any) -> SavedListQuerySet:
        """Keep the user's own, and those that colleagues share."""
        return self.filter(Q(owner=user) | Q(authority__in=reads(user)))

    def own(self, user: Any) -> SavedListQuerySet:
        """Keep the user's own."""
        return self.filter(owner=user)
