"""Whose a record is: an authority's, a person's, or everybody's."""

from __future__ import annotations

from typing import Any

from django.db import models

from grants.models import (
    Application,
    ChangeRequest,
    Nomination,
    Participant,
    Report,
)
from partnerships.models import (
    Authority,
    Organisation,
)
from portal.accounts.models import Mandate


def belongs_to(record: models.Model | None) -> Authority | None:
    """Return the authority whose record this is, found along its links; None where it is nobody's or everybody's."""
    if record is None or isinstance(record, Organisation):
        return None
    if isinstance(record, Authority):
        return record
    fields = {field.name for field in record._meta.fields if field.is_relation}
    if "authority" in fields:
        return record.authority  # type: ignore[attr-defined]
    for name in (
        "meeting",
        "partnership",
        "agreement",
        "dialogue",
        "framework",
        "exchange",
        "event",
        "award",
        "decision",
        "application",
        "call",
        "programme",
        "work_programme",
        "round",
        "pool",
    ):
        if name in fields and getattr(record, name) is not None:
            return belongs_to(getattr(record, name))
    return None


def is_personal(record: models.Model | None) -> bool:
    """Tell whether the record is one person's own, such as a draft."""
    return isinstance(record, Application | ChangeRequest | Mandate | Nomination | Participant | Report) or (
        belongs_to(record) is None and _owner(record) is not None
    )


def _owner(record: models.Model | None) -> Any:
    return getattr(record, "user", None) or getattr(record, "applicant", None)
