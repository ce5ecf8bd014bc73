"""The file with everything held about a person: data for machines, an index to read, and the documents themselves."""

import json
import tempfile
import zipfile
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from slugify import slugify

from portal.accounts.models import PersonalExport
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.personal_data import PersonalPart, personal_parts
from portal.core.tasks import Progress

CHUNK = 1 << 16


def make(export: PersonalExport, progress: Progress) -> Document:
    """Make and store the file; made again, it is there already."""
    known = Document.objects.of(export).filter(kind=DocumentKind.PERSONAL_DATA).first()
    if known is not None:
        return known
    with translation.override(export.language), tempfile.TemporaryFile(suffix=".zip") as file:
        parts = personal_parts(export.user)
        _write(file, export, parts, progress)
        file.seek(0)
        name = f"{slugify(_('My data'))}-{export.created_at:%Y-%m-%d}.zip"
        return documents.store(
            export,
            kind=DocumentKind.PERSONAL_DATA,
            title=_("Your data of %(day)s") % {"day": f"{export.created_at:%Y-%m-%d}"},
            filename=name,
            content=File(file, name=name),
            media_type="application/zip",
            language=export.language,
            confidentiality=Confidentiality.RESTRICTED,
            by=export.user,
        )


def _write(file: Any, export: PersonalExport, parts: list[PersonalPart], progress: Progress) -> None:
    kept = {document.pk: document for part in parts for document in part.documents}
    total = len(kept) + 1
    names = {pk: _name(place, document) for place, (pk, document) in enumerate(kept.items(), start=1)}
    plain = [
        {
            "key": part.key,
            "title": part.title,
            "rows": list(part.rows),
            "files": [
                {"path": names[document.pk], "title": document.title, "sha256": document.sha256}
                for document in part.documents
            ],
        }
        for part in parts
    ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        about = {"person": export.user.email, "made": export.created_at.isoformat(), "parts": plain}
        archive.writestr("data.json", json.dumps(about, ensure_ascii=False, indent=1, default=str))
        archive.writestr(
            "index.html", render_to_string("accounts/personal_data.html", _readable(export, plain))
        )
        progress(1, total)
        for done, (pk, document) in enumerate(kept.items(), start=2):
            with document.file.open("rb") as stored, archive.open(names[pk], "w") as target:
                while chunk := stored.read(CHUNK):
                    target.write(chunk)
            progress(done, total)


def _readable(export: PersonalExport, plain: list[dict[str, Any]]) -> dict[str, Any]:
    parts = [
        {**part, "rows": [[(name, _said(value)) for name, value in row.items()] for row in part["rows"]]}
        for part in plain
    ]
    return {"export": export, "parts": parts, "language": export.language}


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _name(place: int, document: Document) -> str:
    path = PurePath(document.filename)
    return f"files/{place:04d}-{slugify(path.stem)[:60] or 'document'}{path.suffix.lower()[:8]}"
