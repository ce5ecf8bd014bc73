"""What people may read of ``portal.core``'s records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from portal.core.enums import Confidentiality, JobState

if TYPE_CHECKING:
    from portal.core.models import Citation, Document, Job  # noqa: F401  (types of the querysets below)

# Model -> "the primary keys of its records whose documents this user may read"; filled by each app's ready().
Readable = Callable[[Any], "models.QuerySet[Any]"]
_readable_subjects: dict[type[models.Model], tuple[Readable, Readable, Readable]] = {}


def register_document_subject(
    model: type[models.Model],
    *,
    visible: Readable,
    internal: Readable,
    restricted: Readable | None = None,
) -> None:
    """Let documents of ``model`` be read: public ones by who may see the record, internal ones by who works with it.

    Parameters: ``visible(user)``, ``internal(user)`` and ``restricted(user)`` return querysets of ``model``; confidential
    documents are read by the last, or where it is left out by whoever reads internal ones.
    """
    _readable_subjects[model] = (visible, internal, restricted or internal)


def _readable(model: type[models.Model], user: Any) -> Q:
    """Return what holds for the documents of a model's records that this user may download."""
    visible, internal, restricted = _readable_subjects[model]
    public, inner = Q(confidentiality=Confidentiality.PUBLIC), Q(confidentiality=Confidentiality.RESTRICTED)
    allowed = public & _among(visible(user))
    if restricted is internal:
        return allowed | _among(internal(user))
    return allowed | (~inner & _among(internal(user))) | (inner & _among(restricted(user)))


def _among(subjects: models.QuerySet[Any]) -> Q:
    return Q(object_id__in=subjects.order_by().values("pk"))


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, as readable as the records they belong to."""

    def visible_to(self, user: Any) -> DocumentQuerySet:
        """Keep the documents this user may download."""
        allowed = Q(pk__in=[])
        for model in _readable_subjects:
            allowed |= Q(content_type=ContentType.objects.get_for_model(model)) & _readable(model, user)
        return self.filter(allowed)

    def visible_of(self, user: Any, *subjects: models.Model) -> DocumentQuerySet:
        """Keep the documents of these records, all of one model, that this user may download.

        As ``visible_to(user).of_all(subjects)``, and nothing is asked about the records of other models.
        """
        return self.of_all(subjects).filter(_readable(type(subjects[0]), user)) if subjects else self.none()

    def of(self, subject: models.Model) -> DocumentQuerySet:
        """Keep the documents of one record."""
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def of_all(self, subjects: Sequence[models.Model]) -> DocumentQuerySet:
        """Keep the documents of several records of one model; at least one."""
        kind = ContentType.objects.get_for_model(subjects[0])
        return self.filter(content_type=kind, object_id__in=[subject.pk for subject in subjects])


class CitationQuerySet(models.QuerySet["Citation"]):
    """Statements that facts were taken from sources, as readable as the facts."""

    def of(self, subject: models.Model) -> CitationQuerySet:
        """Keep what is said about one record, with the sources."""
        mine = self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)
        return mine.select_related("source", "entered_by").order_by("source__title", "pk")


class JobQuerySet(models.QuerySet["Job"]):
    """Long work."""

    def visible_to(self, user: Any) -> JobQuerySet:
        """Keep the jobs the user asked for."""
        return self.filter(requested_by=user) if user.is_authenticated else self.none()

    def unfinished(self) -> JobQuerySet:
        """Keep what waits or runs."""
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
