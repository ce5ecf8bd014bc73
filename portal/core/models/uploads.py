"""Where files lie in the storage."""

import uuid
from pathlib import PurePath
from typing import Any


def upload_path(instance: Any, filename: str) -> str:
    """Return a path nobody can guess; the person's own file name is kept in the row, not in the storage."""
    return f"{instance._meta.model_name}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"
