"""Which sources the facts of a record were taken from, for the pages that show them."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from portal.core.models import Citation, Source


def citations_of(*records: models.Model) -> list[Citation]:
    """Return the citations of some records with their sources, in one query (none for no records)."""
    wanted = Q(pk__in=[])
    keys: dict[int, list[int]] = {}
    for record in records:
        kind = ContentType.objects.get_for_model(record)
        keys.setdefault(kind.pk, []).append(record.pk)
    for kind_id, ids in keys.items():
        wanted |= Q(content_type=kind_id, object_id__in=ids)
    return list(Citation.objects.filter(wanted).select_related("source").order_by("pk")) if keys else []


def about(record: models.Model, citations: Iterable[Citation]) -> list[Citation]:
    """Keep the citations of one record."""
    kind = ContentType.objects.get_for_model(record)
    return [one for one in citations if one.content_type_id == kind.pk and one.object_id == record.pk]


def sources_in(citations: Iterable[Citation]) -> list[Source]:
    """Return each source once, in the order of its first use."""
    return list({citation.source_id: citation.source for citation in citations}.values())


def source_of(citations: Sequence[Citation], field: str) -> Source | None:
    """Return the source of one field's fact, or the one source of the whole record."""
    for citation in citations:
        if citation.field == field:
            return citation.source
    return None
