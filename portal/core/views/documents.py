"""Stored files, for whoever may read the record they belong to."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from portal.core.access import public
from portal.core.models import Document

# Shown in the browser; everything else is saved, since it may hold a program.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})


@public("public documents of public records; the others by those who work on the record")
def document_download(request: HttpRequest, pk: int) -> FileResponse:
    """Send one file under the name it was handed in with."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=document.media_type not in SHOWN,
        filename=document.filename,
        content_type=document.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
