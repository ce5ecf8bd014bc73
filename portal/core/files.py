"""What people hand in is what it says: uploads are checked by name, size and content before anything is
stored.
"""

import codecs
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import pikepdf
import puremagic
from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from PIL import Image, UnidentifiedImageError

MEGABYTE = 1024 * 1024
NAME_LENGTH = 150
ARCHIVE_ENTRIES = 5_000
ARCHIVE_BYTES = 300 * MEGABYTE
ARCHIVE_RATIO = 150
IMAGE_PIXELS = 120_000_000
# A request so large is cut off; up to that it is read and thrown away, so that the form can answer.
REQUEST_FACTOR = 12


class FileKind(StrEnum):
    """A kind of file that can be handed in; the value is its ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpg"
    TEXT = "txt"


ENDINGS = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPEG}
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TEXT: "text/plain",
}
LABELS = {
    FileKind.PDF: gettext_lazy("PDF"),
    FileKind.DOCX: gettext_lazy("Word (docx)"),
    FileKind.XLSX: gettext_lazy("Excel (xlsx)"),
    FileKind.ODT: gettext_lazy("OpenDocument text (odt)"),
    FileKind.PNG: gettext_lazy("PNG picture"),
    FileKind.JPEG: gettext_lazy("JPEG picture"),
    FileKind.TEXT: gettext_lazy("plain text (txt)"),
}
ALL_KINDS = frozenset(FileKind)
# The first bytes of what people hand in by mistake or with intent, in words that tell them what they have.
OTHERS = (
    (b"MZ", gettext_lazy("a Windows program")),
    (b"\x7fELF", gettext_lazy("a Linux program")),
    (b"\xcf\xfa\xed\xfe", gettext_lazy("a Mac program")),
    (b"#!", gettext_lazy("a script")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", gettext_lazy("an old or locked Office document")),
    (b"Rar!", gettext_lazy("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", gettext_lazy("a 7-Zip archive")),
    (b"\x1f\x8b", gettext_lazy("a compressed archive")),
    # The beginning alone: the whole of it would make scanners refuse this file of ours.
    (b"X5O!P%@AP", gettext_lazy("the test file of virus scanners")),
)
# How a text begins that a browser or a server would run rather than show.
RUN = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?")


class FileProblem(ValidationError):
    """A file cannot be taken; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class CheckedFile:
    """A file whose content is what its name says. `file` stands at its beginning; `size` is in bytes."""

    file: UploadedFile
    name: str
    kind: FileKind
    media_type: str
    size: int


class OversizedUpload(UploadedFile):
    """What is left of a file that was larger than the portal takes: its name and its size, not its
    content.
    """

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(file=io.BytesIO(), name=name, size=size)


def check_upload(file: UploadedFile, *, allowed: frozenset[FileKind], max_bytes: int) -> CheckedFile:
    """Return the file as checked: its name is harmless, its size allowed, its content of the kind its name
    says.

    Parameters:
        allowed: the kinds that may be handed in here.
        max_bytes: the largest size.

    Raises:
        FileProblem: with a sentence for the person who chose the file.
    """
    name = _checked_name(file.name or "")
    size = file.size or 0
    if size > max_bytes:
        raise FileProblem(
            _("%(name)s is %(size)s MB; a file may be at most %(limit)s MB. Make it smaller or divide it.")
            % {"name": name, "size": _megabytes(size), "limit": _megabytes(max_bytes)},
            code="too_large",
        )
    if size == 0:
        raise FileProblem(_("%(name)s is empty. Choose the file again.") % {"name": name}, code="empty")
    kind = ENDINGS.get(PurePosixPath(name).suffix.lower().lstrip("."))
    if kind is None or kind not in allowed:
        raise FileProblem(
            _("%(name)s cannot be taken here. You can hand in: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(str(LABELS[one]) for one in FileKind if one in allowed)},
            code="kind",
        )
    content: BinaryIO = file.file  # type: ignore[assignment]
    try:
        content.seek(0)
        _check_content(content, kind, name)
    finally:
        content.seek(0)
    return CheckedFile(file=file, name=name, kind=kind, media_type=MEDIA_TYPES[kind], size=size)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0")


def _checked_name(name: str) -> str:
    """Return the name in composed characters, or refuse one that hides what it is or where it goes."""
    name = unicodedata.normalize("NFC", name).strip()
    hidden = any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") for character in name)
    if not name or hidden or name.startswith(".") or any(character in name for character in '/\\:*?"<>|'):
        visible = "".join(c for c in name if unicodedata.category(c)[0] != "C")
        shown = visible or pgettext("file", "without a name")
        raise FileProblem(
            _(
                "The name of the file (%(name)s) has characters that cannot be kept."
                " Rename it and choose it again."
            )
            % {"name": shown},
            code="name",
        )
    if len(name) > NAME_LENGTH:
        raise FileProblem(
            _("The name of the file is longer than %(limit)s characters. Rename it and choose it again.")
            % {"limit": NAME_LENGTH},
            code="name",
        )
    return name


def _check_content(content: BinaryIO, kind: FileKind, name: str) -> None:
    head = content.read(4096)
    found = _found(head, content)
    if found != kind:
        said = LABELS[found] if isinstance(found, FileKind) else found
        raise FileProblem(
            _("%(name)s is not what its name says: its content is %(found)s.")
            % {"name": name, "found": said},
            code="content",
        )
    content.seek(0)
    if kind is FileKind.PDF:
        _check_pdf(content, name)
    elif kind in (FileKind.PNG, FileKind.JPEG):
        _check_image(content, name)
    elif kind in (FileKind.DOCX, FileKind.XLSX, FileKind.ODT):
        _check_archive(content, name)


def _found(head: bytes, content: BinaryIO) -> FileKind | str:
    """Return the kind of the content, or words for what it is instead."""
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"PK"):
        return _archive_kind(content)
    for start, words in OTHERS:
        if head.startswith(start):
            return str(words)
    if _is_text(content):
        beginning = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
        return _("a web page or a program") if beginning.startswith(RUN) else FileKind.TEXT
    try:
        return puremagic.from_string(head).lstrip(".").upper() or _("of an unknown kind")
    except (puremagic.PureError, ValueError):
        return _("of an unknown kind")


def _is_text(content: BinaryIO) -> bool:
    content.seek(0)
    try:
        text = content.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(character < " " and character not in "\t\n\r\f" for character in text)


def _archive_kind(content: BinaryIO) -> FileKind | str:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                is_text = archive.read("mimetype") == MEDIA_TYPES[FileKind.ODT].encode()
                return FileKind.ODT if is_text else _("another kind of OpenDocument")
    # NotImplementedError is zipfile's own: packed in a way that it does not know.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return _("a damaged or locked archive")
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return FileKind.DOCX
        if "xl/workbook.xml" in names:
            return FileKind.XLSX
    return _("a ZIP archive")


def _check_archive(content: BinaryIO, name: str) -> None:
    """Refuse an archive that would unpack to more than a document ever does, is locked, or carries macros."""
    with zipfile.ZipFile(content) as archive:
        entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    bomb = len(entries) > ARCHIVE_ENTRIES or total > ARCHIVE_BYTES
    if bomb or (total > 5 * MEGABYTE and total / packed > ARCHIVE_RATIO):
        raise FileProblem(
            _("%(name)s unpacks to far more than it holds. Save it again from the program you wrote it in.")
            % {"name": name},
            code="bomb",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileProblem(_locked(name), code="locked")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise FileProblem(
            _("%(name)s contains macros. Save it without them and choose it again.") % {"name": name},
            code="macros",
        )


def _check_pdf(content: BinaryIO, name: str) -> None:
    try:
        with pikepdf.open(content) as pdf:
            if pdf.is_encrypted:
                raise FileProblem(_locked(name), code="locked")
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise FileProblem(_locked(name), code="locked") from error
    except pikepdf.PdfError as error:
        raise FileProblem(_damaged(name), code="damaged") from error
    if not pages:
        raise FileProblem(_damaged(name), code="damaged")


def _check_image(content: BinaryIO, name: str) -> None:
    try:
        with Image.open(content, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > IMAGE_PIXELS:
                raise FileProblem(
                    _("%(name)s has more pixels than can be shown. Save it smaller and choose it again.")
                    % {"name": name},
                    code="pixels",
                )
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileProblem(_damaged(name), code="damaged") from error


def _locked(name: str) -> str:
    return _("%(name)s is protected by a password. Save it without protection and choose it again.") % {
        "name": name
    }


def _damaged(name: str) -> str:
    return _("%(name)s is damaged and cannot be opened. Save it again and choose it again.") % {"name": name}


class LimitUploadHandler(FileUploadHandler):
    """Keeps no more of a file than the portal takes; the rest is read and thrown away.

    It stands first in `FILE_UPLOAD_HANDLERS`. The form then gets an `OversizedUpload` and all its other
    fields, and says beside the field what was wrong. A request beyond all measure is cut off before it is
    read.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Cut off a request that is larger than any form can be."""
        if content_length > settings.MAX_UPLOAD_BYTES * REQUEST_FACTOR:
            raise RequestDataTooBig("The request is larger than any form of the portal.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin counting."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk on to the handlers that store, or nothing once the limit is passed."""
        self.received += len(raw_data)
        return raw_data if self.received <= settings.MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Return the mark of a file that was too large; otherwise leave the file to the next handler."""
        if self.received <= settings.MAX_UPLOAD_BYTES:
            return None
        return OversizedUpload(self.file_name, self.received)


class CheckedFileFormField(forms.FileField):
    """A file field that takes only what `check_upload` takes; its value is a `CheckedFile`.

    Parameters:
        allowed: kinds that may be handed in; all of them by default.
        max_bytes: the largest size; the portal's limit by default.
    """

    def __init__(
        self, *, allowed: frozenset[FileKind] = ALL_KINDS, max_bytes: int | None = None, **kwargs: Any
    ) -> None:
        self.allowed = allowed
        self.max_bytes = max_bytes
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def to_python(self, data: Any) -> Any:
        """Return the checked file, or None if none was chosen."""
        if not isinstance(data, OversizedUpload):
            data = super().to_python(data)
        if data is None:
            return None
        limit = min(self.max_bytes or settings.MAX_UPLOAD_BYTES, settings.MAX_UPLOAD_BYTES)
        return check_upload(data, allowed=self.allowed, max_bytes=limit)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer only files of the kinds that are taken."""
        endings = [f".{ending}" for ending, kind in ENDINGS.items() if kind in self.allowed]
        return {**super().widget_attrs(widget), "accept": ",".join(endings)}
