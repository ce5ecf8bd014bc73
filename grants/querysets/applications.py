"""Reading applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from grants.enums import ApplicationStatus
from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import Application  # noqa: F401  (type of the queryset below)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Cases, each read by its applicant and, once submitted, by the authority."""

    def visible_to(self, user: Any) -> ApplicationQuerySet:
        """Keep what the user may see: the own ones, and what was submitted to the user's authorities.

        A draft is the applicant's alone.
        """
        if not user.is_authenticated:
            return self.none()
        submitted = Q(authority__in=reads(user)) & ~Q(status=ApplicationStatus.DRAFT)
        return self.filter(Q(applicant=user) | submitted)

    def own(self, user: Any) -> ApplicationQuerySet:
        """Keep the applications the user hands in."""
        return self.filter(applicant=user) if user.is_authenticated else self.none()

    def submitted_to(self, user: Any) -> ApplicationQuerySet:
        """Keep what was submitted to the authorities the user reads for: the officer's case list."""
        return self.filter(authority__in=reads(user)).exclude(status=ApplicationStatus.DRAFT)

    def search(self, q: str) -> ApplicationQuerySet:
        """Keep the cases whose title, applicant, reference or diary number contains every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(applicant_name__icontains=word)
                | Q(reference__iexact=word)
                | Q(diary_number__iexact=word)
            )
        return found

    def for_list(self) -> ApplicationQuerySet:
        """Return the rows of the case list with all that a row shows; the list itself orders and pages them."""
        return self.select_related("call").defer("content").fetch_mode(models.FETCH_RAISE)
