"""The seal on a PDF: it holds, it breaks with one byte, and the document stays readable for everybody."""

import io
from pathlib import Path

import pdfua
import pytest
from django.conf import settings
from django.test import override_settings
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from portal.core.pdf.check import check_pdf
from portal.core.pdf.seal import key_files, seal, tell_if_unsealed

AUTHORITY = "Region Sample"


def status_of(content: bytes) -> PdfSignatureStatus:
    """Return what pyHanko says of the seal, trusting the portal's own certificate."""
    context = ValidationContext(trust_roots=[load_cert_from_pemder(key_files()[1])], allow_fetching=False)
    return validate_pdf_signature(PdfFileReader(io.BytesIO(content)).embedded_signatures[0], context)


def test_seal_holds_and_names_the_authority(letter: bytes) -> None:
    sealed = seal(letter, name=AUTHORITY)

    signature = PdfFileReader(io.BytesIO(sealed)).embedded_signatures[0]
    status = status_of(sealed)
    assert (status.intact, status.valid, status.trusted, status.bottom_line) == (True, True, True, True)
    assert signature.sig_object["/Name"] == AUTHORITY
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_seal_breaks_with_one_changed_byte(letter: bytes) -> None:
    sealed = bytearray(seal(letter, name=AUTHORITY))
    place = sealed.index(b"Kvitto KUN")
    sealed[place] ^= 1

    status = status_of(bytes(sealed))

    assert (status.intact, status.bottom_line) == (False, False)


def test_seal_leaves_the_document_readable_for_everybody(letter: bytes, tmp_path: Path) -> None:
    sealed = seal(letter, name=AUTHORITY)

    assert sealed.startswith(letter)
    assert check_pdf(sealed) == check_pdf(letter) == []
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    assert [(found.rule_id, found.message) for found in pdfua.validate(str(file)).findings] == []


def test_seal_without_a_certificate_leaves_the_document_and_says_so(
    letter: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(SEAL_DIR=None, SEAL_CERTIFICATE="", SEAL_KEY=""):
        assert seal(letter, name=AUTHORITY) == letter
        tell_if_unsealed()

    assert [record.getMessage() for record in caplog.records if record.name == "portal.core.pdf.seal"] == [
        "receipts are not sealed: set SEAL_CERTIFICATE and SEAL_KEY to seal them"
    ]


def test_key_files_are_made_once(tmp_path: Path) -> None:
    with override_settings(SEAL_DIR=tmp_path / "seal"):
        first = [Path(file).read_bytes() for file in key_files()]
        second = [Path(file).read_bytes() for file in key_files()]

    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == ["seal"]


def test_key_files_of_the_environment_come_first(tmp_path: Path, letter: bytes) -> None:
    with override_settings(SEAL_DIR=tmp_path / "own"):
        key, certificate = key_files()
    with override_settings(SEAL_KEY=key, SEAL_CERTIFICATE=certificate):
        assert key_files() == (key, certificate)
        assert status_of(seal(letter, name=AUTHORITY)).bottom_line
    assert settings.SEAL_CERTIFICATE == ""
