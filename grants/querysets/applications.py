"""Reading applications."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from grants.enums import ApplicationStatus
from grants.querysets.calls import joint_calls
from portal.accounts.permissions import reads
from portal.core.composed import Slot
from portal.core.expressions import IsAmong

if TYPE_CHECKING:
    from grants.models import Application  # noqa: F401  (type of the queryset below)

# A text found in so many cases at most is rare; one found so often among the latest is common.
RARE = 1_000
LATEST, COMMON = 5_000, 50


def _has_words(q: str) -> Q:
    """Return what is true of a case that contains every word of ``q``, and what no index is asked for."""
    return Q(*(GreaterThan(StrIndex("search_text", Value(word.lower())), 0) for word in q.split()))


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Cases, each read by its applicant, by those who take part in it and, once submitted, by the authority."""

    # Whether these are the cases of one authority, which one index has in the order of the list (Meta.indexes).
    is_of_one = False

    def _clone(self) -> ApplicationQuerySet:
        twin = super()._clone()  # type: ignore[misc]
        twin.is_of_one = self.is_of_one
        return twin

    def visible_to(self, user: Any) -> ApplicationQuerySet:
        """Keep what the user may see: the own ones, and what was submitted to the user's authorities.

        What is submitted to a joint call is submitted to each funding authority. A draft is the applicant's, and of those
        who have accepted to take part in it.
        """
        if not user.is_authenticated:
            return self.none()
        authorities = reads(user)
        if not authorities:
            return self.filter(self._own(user.pk))
        theirs = Q(authority__in=authorities) | Q(call__in=joint_calls(authorities))
        return self.filter(self._own(user.pk) | (theirs & ~Q(status=ApplicationStatus.DRAFT)))

    def read_whole_by(self, user: Any) -> ApplicationQuerySet:
        """Keep those of which the user reads every answer: receipts and files say what assessors must not read.

        The same as ``visible_to`` while nobody else sees cases (permissions.readable_audiences).
        """
        return self.visible_to(user)

    def own(self, user: Any) -> ApplicationQuerySet:
        """Keep the applications the user hands in, or takes part in."""
        return self.of_person(user.pk) if user.is_authenticated else self.none()

    def of_person(self, pk: int | Slot) -> ApplicationQuerySet:
        """Keep the applications that the person with this primary key hands in, or takes part in."""
        return self.filter(self._own(pk))

    def _own(self, pk: int | Slot) -> Q:
        """Return what keeps a person's own: as an array, which an index can be asked with; IN would read every case."""
        participant: Any = self.model._meta.get_field("participants").related_model
        taking_part = participant.objects.filter(accepted_by=pk, removed_at=None).values("application")
        return Q(applicant=pk) | Q(IsAmong(F("pk"), ArraySubquery(taking_part)))

    def with_deciding(self) -> ApplicationQuerySet:
        """Tell of each whether its decision may not be told yet (``is_untold``), and whether it has acts (``has_acts``)."""
        decision: Any = self.model._meta.get_field("decision").related_model
        act: Any = self.model._meta.get_field("decision_acts").related_model
        return self.annotate(
            is_untold=Exists(decision.objects.untold().filter(application=OuterRef("pk"))),
            has_acts=Exists(act.objects.filter(application=OuterRef("pk"))),
        )

    def submitted_to(self, user: Any) -> ApplicationQuerySet:
        """Keep what was submitted to the authorities the user reads for: the officer's case list.

        One authority is asked for as one, and drafts are left out by their missing time: so the database walks an
        index in the list's own order (Meta.indexes) instead of sorting. Calls of others that one of them helps to pay
        for are looked up first, so that who has none (nearly everybody) keeps that walk.
        """
        authorities = reads(user)
        mine = Q(authority=authorities[0]) if len(authorities) == 1 else Q(authority__in=authorities)
        joint = list(joint_calls(authorities).exclude(call__authority__in=authorities)) if authorities else []
        if joint:
            mine |= Q(call__in=[row["call_id"] for row in joint])
        found = self.filter(mine, submitted_at__isnull=False)
        found.is_of_one = len(authorities) == 1 and not joint
        return found

    def search(self, q: str) -> ApplicationQuerySet:
        """Keep the cases whose title, applicant, reference or diary number contains every word of ``q``."""
        found = self
        for word in q.split():
            found = found.filter(search_text__contains=word.lower())
        return found

    def found_first(self, q: str) -> ApplicationQuerySet:
        """Keep the same cases as ``search``, for a list that is sorted: the rare are found first, then sorted.

        Asked for both at once, the database walks the whole list in its order to find a rare word (measured.md:
        643 ms); a common word is met soon on that walk.
        """
        keys = self.keys_found(q)
        return self.among(keys) if len(keys) <= RARE else self.search(q)

    def keys_found(self, q: str) -> list[int]:
        """Return the keys of the cases that contain every word of ``q``, in no order; at most one more than are rare."""
        return list(self.search(q).order_by().values_list("pk", flat=True)[: RARE + 1])

    def among(self, keys: Collection[int]) -> ApplicationQuerySet:
        """Keep the cases of these keys, told to the database as one array."""
        array = ArrayField(models.BigIntegerField())
        return self.filter(IsAmong(F("pk"), Value(list(keys), output_field=array)))

    def is_common(self, q: str) -> bool:
        """Tell whether the words of ``q`` are met so often among the latest cases that they fill a page of the list.

        Only of the cases of one authority: of others no index has the latest.
        """
        if not self.is_of_one:
            return False
        latest = self.order_by("-submitted_at", "-pk")[:LATEST].annotate(has_words=_has_words(q))
        return bool(latest.aggregate(met=Count("pk", filter=Q(has_words=True)))["met"] >= COMMON)

    def met_on_the_way(self, q: str) -> ApplicationQuerySet:
        """Keep the same cases as ``search``, each read on the way along the list: for words that are common.

        Without the trigram index: to find where a common word is takes it longer than to meet a page of it.
        """
        return self.filter(_has_words(q))

    def for_list(self) -> ApplicationQuerySet:
        """Return the rows of the case list with all that a row shows; the list itself orders and pages them."""
        return (
            self.select_related("call")
            .defer("content", "search_text", "applicant_sort")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_cases(self, also: Collection[str] = ()) -> ApplicationQuerySet:
        """Return the rows of the officer's case list with just what a row shows; calls are read once each.

        Parameters: ``also`` names what columns of one's own choice show besides; people among them are read once each.
        """
        call: Any = self.model._meta.get_field("call").related_model
        calls = call.objects.only("names", "currency", "time_zone")
        people = [name for name in ("officer", "deputy") if name in also]
        return (
            self.only(
                "reference",
                "title",
                "applicant_name",
                "organisation_id",
                "call_id",
                "requested",
                "status",
                "submitted_at",
                "diary_number",
                *also,
            )
            .prefetch_related(models.Prefetch("call", calls), *people)
            .fetch_mode(models.FETCH_RAISE)
        )
