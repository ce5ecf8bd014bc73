"""Reading the register of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.accounts.permissions import reads

if TYPE_CHECKING:
    from grants.models import RegisterEntry  # noqa: F401  (type of the queryset below)


# A text found in so many entries at most is rare.
RARE = 500


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """The entries of cases, read by those who read the case for its authority."""

    def visible_to(self, user: Any) -> RegisterEntryQuerySet:
        """Keep those of the cases that were submitted to an authority the user reads for."""
        applications: Any = self.model._meta.get_field("application").related_model
        return self.filter(application__in=applications.objects.submitted_to(user).order_by().values("pk"))

    def submitted_to(self, user: Any) -> RegisterEntryQuerySet:
        """Keep what the user's authorities entered: their diary.

        One authority is asked for as one, so that the database walks an index in the diary's own order.
        """
        authorities = reads(user)
        if len(authorities) == 1:
            return self.filter(authority=authorities[0])
        return self.filter(authority__in=authorities)

    def open_to_all(self) -> RegisterEntryQuerySet:
        """Keep what is open to everybody: no entry that has a ground, and none of a case that has one."""
        return self.filter(ground="", application__ground="")

    def search(self, q: str) -> RegisterEntryQuerySet:
        """Keep the entries whose subject has every word of ``q``, and those of the cases of this diary number."""
        cases: Any = self.model._meta.get_field("application").related_model
        subject = Q()
        for word in q.split():
            subject &= Q(subject__icontains=word)
        numbered = list(cases.objects.filter(diary_number=q.strip()).values_list("pk", flat=True)[:50])
        return self.filter(subject | Q(application__in=numbered)) if numbered else self.filter(subject)

    def found_first(self, q: str) -> RegisterEntryQuerySet:
        """Keep the same as ``search``, for a list that is sorted: the rare are found first, then sorted."""
        found = self.search(q)
        keys = list(found.order_by().values_list("pk", flat=True)[: RARE + 1])
        return self.filter(pk__in=keys) if len(keys) <= RARE else found

    def for_diary(self) -> RegisterEntryQuerySet:
        """Return the rows of a diary with all that a row shows."""
        return (
            self.select_related("by", "document", "application", "authority")
            .defer("application__content", "application__search_text", "application__applicant_sort")
            .fetch_mode(models.FETCH_RAISE)
        )
