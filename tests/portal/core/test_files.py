"""Uploads: what is taken, and the sentence that says why something is not."""

import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from PIL import Image

from portal.core.files import (
    ALL_KINDS,
    MEDIA_TYPES,
    CheckedFile,
    CheckedFileFormField,
    FileKind,
    FileProblem,
    check_upload,
)

LIMIT = 1024 * 1024


def _pdf(**save: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer, **save)
    return buffer.getvalue()


def _zip(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _docx(**more: bytes) -> bytes:
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more})


def _image(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (3, 3)).save(buffer, kind)
    return buffer.getvalue()


GOOD = {
    "Avtal åäö.pdf": (_pdf(), FileKind.PDF),
    "brev.DOCX": (_docx(), FileKind.DOCX),
    "budget.xlsx": (_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), FileKind.XLSX),
    "text.odt": (_zip({"mimetype": MEDIA_TYPES[FileKind.ODT].encode()}), FileKind.ODT),
    "bild.png": (_image("PNG"), FileKind.PNG),
    "bild.jpeg": (_image("JPEG"), FileKind.JPEG),
    "Łódź.txt": ("Łódź, å".encode(), FileKind.TEXT),
}


def _check(name: str, content: bytes, max_bytes: int = LIMIT) -> CheckedFile:
    return check_upload(SimpleUploadedFile(name, content), allowed=ALL_KINDS, max_bytes=max_bytes)


def _sentence(name: str, content: bytes, max_bytes: int = LIMIT) -> str:
    with pytest.raises(FileProblem) as problem:
        _check(name, content, max_bytes)
    return str(problem.value.messages[0])


@pytest.mark.parametrize("name", GOOD)
def test_check_upload_takes_what_is_what_it_says(name: str) -> None:
    content, kind = GOOD[name]
    checked = _check(name, content)
    assert (checked.kind, checked.media_type, checked.size) == (kind, MEDIA_TYPES[kind], len(content))
    assert checked.file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("file.pdf", b"MZ\x90\x00" + b"\0" * 60, "a Windows program"),
        ("file.pdf", b"\x7fELF" + b"\0" * 60, "a Linux program"),
        ("file.txt", b"#!/bin/sh\nrm -rf /", "a script"),
        ("file.txt", b"<!DOCTYPE html><script>", "a web page or a program"),
        ("file.docx", _zip({"a.txt": b"x"}), "a ZIP archive"),
        ("file.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60, "an old or locked Office document"),
        ("file.pdf", _image("PNG"), "PNG picture"),
        ("file.png", _image("JPEG"), "JPEG picture"),
        ("file.docx", b"PK\x03\x04broken", "a damaged or locked archive"),
    ],
)
def test_check_upload_says_what_a_file_is_instead(name: str, content: bytes, found: str) -> None:
    assert _sentence(name, content) == f"{name} is not what its name says: its content is {found}."


def test_check_upload_says_what_to_do_about_a_file_it_cannot_take() -> None:
    locked = _pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    protected = "is protected by a password. Save it without protection and choose it again."
    damaged = "is damaged and cannot be opened. Save it again and choose it again."
    assert [
        _sentence("a.pdf", b""),
        _sentence("a.pdf", b"x" * (LIMIT + 1)),
        _sentence("a.pdf", locked),
        _sentence("a.pdf", b"%PDF-1.7\nnothing"),
        _sentence("a.png", _image("PNG")[:40]),
        _sentence("a.docx", _docx(**{"word/vbaProject.bin": b"x"})),
    ] == [
        "a.pdf is empty. Choose the file again.",
        "a.pdf is 1 MB; a file may be at most 1 MB. Make it smaller or divide it.",
        f"a.pdf {protected}",
        f"a.pdf {damaged}",
        f"a.png {damaged}",
        "a.docx contains macros. Save it without them and choose it again.",
    ]


def test_check_upload_refuses_an_archive_that_unpacks_without_end() -> None:
    bomb = _docx(**{"word/media/x.bin": b"\0" * (20 * 1024 * 1024)})
    assert len(bomb) < LIMIT
    assert _sentence("a.docx", bomb) == (
        "a.docx unpacks to far more than it holds. Save it again from the program you wrote it in."
    )


def test_check_upload_names_the_kinds_that_are_taken() -> None:
    with pytest.raises(FileProblem) as problem:
        check_upload(
            SimpleUploadedFile("a.exe", b"MZ"),
            allowed=frozenset({FileKind.PDF, FileKind.DOCX}),
            max_bytes=LIMIT,
        )
    assert problem.value.messages == ["a.exe cannot be taken here. You can hand in: PDF, Word (docx)."]


@pytest.mark.parametrize("name", [".htaccess", "a\u202efdp.exe.pdf", "a:b.pdf", "a\x01.pdf"])
def test_check_upload_refuses_a_name_that_hides_what_it_is(name: str) -> None:
    file = SimpleUploadedFile("a.pdf", _pdf())
    file._name = name  # type: ignore[attr-defined]  # what a request of ill will may carry
    with pytest.raises(FileProblem, match="Rename it"):
        check_upload(file, allowed=ALL_KINDS, max_bytes=LIMIT)


def test_check_upload_keeps_no_path() -> None:
    assert _check("../../etc/a.pdf", _pdf()).name == "a.pdf"


class _Form(forms.Form):
    before = forms.CharField()
    file = CheckedFileFormField(allowed=frozenset({FileKind.PDF}))
    after = forms.CharField()


def _post(content: bytes) -> HttpRequest:
    data = {"before": "typed", "file": SimpleUploadedFile("big.pdf", content), "after": "kept"}
    return RequestFactory().post("/", data)


@pytest.fixture
def _limited(settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 100_000
    settings.FILE_UPLOAD_HANDLERS = [
        "portal.core.files.LimitUploadHandler",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]


@pytest.mark.usefixtures("_limited")
def test_limit_upload_handler_keeps_what_was_typed_beside_a_file_that_is_too_large() -> None:
    request = _post(b"x" * 1_000_000)
    form = _Form(request.POST, request.FILES)
    assert not form.is_valid()
    assert form.errors == {
        "file": ["big.pdf is 1 MB; a file may be at most 0.1 MB. Make it smaller or divide it."]
    }
    assert (form["before"].value(), form["after"].value()) == ("typed", "kept")


@pytest.mark.usefixtures("_limited")
def test_limit_upload_handler_lets_a_small_file_through() -> None:
    request = _post(_pdf())
    form = _Form(request.POST, request.FILES)
    assert form.errors == {}
    assert form.cleaned_data["file"].name == "big.pdf"
    assert form.cleaned_data["file"].kind == FileKind.PDF


@pytest.mark.usefixtures("_limited")
def test_limit_upload_handler_cuts_off_a_request_beyond_measure() -> None:
    with pytest.raises(RequestDataTooBig):
        _ = _post(b"x" * 1_300_000).POST


def test_checked_file_form_field_tells_the_browser_what_to_offer() -> None:
    field = CheckedFileFormField(allowed=frozenset({FileKind.JPEG}))
    assert field.widget.attrs["accept"] == ".jpg,.jpeg"


def test_checked_file_form_field_may_be_left_empty() -> None:
    assert CheckedFileFormField(required=False).clean(None) is None
