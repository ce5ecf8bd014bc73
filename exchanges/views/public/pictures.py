"""Photographs of exchanges and events."""

from mimetypes import guess_type

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from exchanges.models import Event, Exchange
from portal.core.access import public
from portal.core.models import Picture


def pictures_of(record: models.Model) -> list[Picture]:
    """Return the pictures of a record in their order, those without a file included."""
    kind = ContentType.objects.get_for_model(record)
    return list(Picture.objects.filter(content_type=kind, object_id=record.pk))


@public("pictures of exchanges and events, which are public")
@cache_control(public=True, max_age=86_400)
def picture_file(request: HttpRequest, pk: int) -> FileResponse:
    """Give a photograph."""
    kinds = ContentType.objects.get_for_models(Exchange, Event).values()
    picture = get_object_or_404(Picture, pk=pk, content_type__in=kinds)
    if not picture.file:
        raise Http404
    media_type, _encoding = guess_type(str(picture.file.name))
    return FileResponse(
        picture.file.open("rb"),
        content_type=media_type or "image/jpeg",
        headers={"X-Content-Type-Options": "nosniff"},
    )
