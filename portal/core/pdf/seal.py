"""The seal on a PDF: an electronic signature of the portal itself (PAdES), which any reader of PDFs can check.

In production the certificate and its key are files named by SEAL_CERTIFICATE and SEAL_KEY. On a developer's machine
and in a demonstration the portal makes itself a certificate once, in its data directory, which nobody else trusts.
"""

import io
import logging
import os
import shutil
import tempfile
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter

logger = logging.getLogger(__name__)

FIELD = "Seal"
KEY, CERTIFICATE = "key.pem", "certificate.pem"
VALID_FOR = timedelta(days=20 * 365)
# Outside the page, so that PDF/UA asks for no description, and printable, as PDF/A asks: nothing is drawn.
UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def is_available() -> bool:
    """Tell whether PDFs are sealed here."""
    return bool(settings.SEAL_CERTIFICATE) or settings.SEAL_DIR is not None


def tell_if_unsealed() -> None:
    """Say in the log, once at the start, that receipts carry no seal."""
    if not is_available():
        logger.warning("receipts are not sealed: set SEAL_CERTIFICATE and SEAL_KEY to seal them")


def seal(content: bytes, *, name: str) -> bytes:
    """Return the PDF with the portal's seal, which breaks with any later change; unsealed where there is no seal.

    Parameters: ``name`` is the body that answers for the document.
    """
    if not is_available():
        return content
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=name,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    place = SigFieldSpec(FIELD, readable_field_name=name, invis_sig_settings=UNSEEN)
    sealed = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), metadata, _signer(*key_files()), new_field_spec=place
    )
    return bytes(sealed.getvalue())


def key_files() -> tuple[str, str]:
    """Return the files of the key and of the certificate; a demonstration's are made when first asked for."""
    if settings.SEAL_CERTIFICATE:
        return settings.SEAL_KEY, settings.SEAL_CERTIFICATE
    if settings.SEAL_DIR is None:
        raise ImproperlyConfigured("There is no seal: set SEAL_CERTIFICATE and SEAL_KEY.")
    place = Path(settings.SEAL_DIR)
    if not (place / CERTIFICATE).exists():
        _make(place)
    return str(place / KEY), str(place / CERTIFICATE)


@lru_cache(maxsize=2)
def _signer(key_file: str, certificate_file: str) -> signers.SimpleSigner:
    found = signers.SimpleSigner.load(key_file, certificate_file)
    if found is None:
        raise ImproperlyConfigured(
            "The seal cannot be read: SEAL_KEY and SEAL_CERTIFICATE name two files in PEM, the key without a password."
        )
    return found


def _make(place: Path) -> None:
    """Make a key and a certificate of its own; of several processes that do so at once, the first one's stand."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, f"{settings.PORTAL_NAME} (demonstration)"[:64])]
    )
    now = timezone.now()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="seal-", dir=place.parent))
    (made / KEY).write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (made / CERTIFICATE).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    try:
        os.rename(made, place)
    except OSError:
        if not (place / CERTIFICATE).exists():
            raise
        shutil.rmtree(made)
