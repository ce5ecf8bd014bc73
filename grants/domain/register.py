"""The register of a case: every act that an auditor would ask for enters itself here."""

from typing import Any

from django.db import connection
from django.db.models import Max

from grants.enums import RegisterDirection, RegisterKind
from grants.models import Application, RegisterEntry
from portal.core.models import Document

LONGEST = 300


def enter(
    application: Application,
    *,
    kind: RegisterKind,
    direction: RegisterDirection,
    subject: str,
    by: Any = None,
    document: Document | None = None,
    counterpart: str = "",
    ground: str = "",
    key: str = "",
) -> RegisterEntry:
    """Append an entry to the register of a case; with a ``key`` that its kind already has there, return the known one.

    Parameters: ``by`` is a user, or None for what the portal does by its own clock; ``counterpart`` says from or to whom;
    ``ground`` is the law and section of its confidentiality. A subject that is too long for the column is cut.
    Call it in the transaction of the act: the case's row is locked, so that the numbers have no gaps.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The register is only written inside the transaction of the act that it records.")
    Application.objects.select_for_update().only("pk").order_by().get(pk=application.pk)
    entries = RegisterEntry.objects.filter(application=application)
    if key and (known := entries.filter(kind=kind, key=key).first()) is not None:
        return known
    last = entries.aggregate(last=Max("number"))["last"] or 0
    return RegisterEntry.objects.create(
        application=application,
        number=last + 1,
        direction=direction,
        kind=kind,
        subject=subject if len(subject) <= LONGEST else subject[: LONGEST - 1] + "…",
        counterpart=counterpart[:LONGEST],
        document=document,
        ground=ground,
        key=key,
        by=by,
    )
