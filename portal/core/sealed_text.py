"""Text that the database keeps only as cipher: who reads a table or a backup alone does not read it.

The key is derived from SECRET_KEY; while a key is replaced, SECRET_KEY_FALLBACKS still read what was written before.
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

PURPOSE = b"portal: text kept as cipher"


def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


@lru_cache(maxsize=4)
def _cipher(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_key(secret) for secret in secrets])


def cipher() -> MultiFernet:
    """Return what writes with the present key and reads with the former ones, too."""
    return _cipher((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


class SealedTextField(models.TextField):
    """A text that is plain in Python and cipher in the database; nothing can be looked up by it."""

    def get_prep_value(self, value: Any) -> Any:
        """Return the cipher of a text."""
        plain = super().get_prep_value(value)
        return plain if plain in (None, "") else cipher().encrypt(str(plain).encode()).decode()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Return the text again. Raises ImproperlyConfigured where no known key has written it."""
        if not value:
            return value
        try:
            return cipher().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured(
                "A sealed text cannot be read: put the key that it was written with into SECRET_KEY_FALLBACKS."
            ) from error
