"""The register of a case: every act that an auditor would ask for enters itself here."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Max, OuterRef
from django.utils import translation
from django.utils.functional import Promise

from grants.domain import closed
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.closing import ENTERED_AFTER_CLOSING
from grants.models import Application, CaseClosing, RegisterEntry
from partnerships.models import Authority
from portal.core.models import Document

LONGEST = 300
# What an entry says: a text as it is, or how it is said, which is read in the language of the register.
type Said = str | Promise | Callable[[], str]


def language_of(authority: Authority) -> str:
    """Return the language in which an authority keeps its registers: its first one that the portal speaks."""
    spoken = dict(settings.LANGUAGES)
    return next((code for code in authority.languages if code in spoken), settings.LANGUAGE_CODE)


IS_CLOSED = Exists(CaseClosing.objects.filter(application=OuterRef("pk")))


def enter(
    application: Application,
    *,
    kind: RegisterKind,
    direction: RegisterDirection,
    subject: Said,
    by: Any = None,
    document: Document | None = None,
    counterpart: Said = "",
    ground: str = "",
    key: str = "",
) -> RegisterEntry:
    """Append an entry to the register of a case; with a ``key`` that its kind already has there, return the known one.

    Parameters: ``subject`` is read in the language in which the authority keeps its registers, whoever acts: give a
    function where something is put into it. ``by`` is a user, or None for what the portal does by its own clock;
    ``counterpart`` says from or to whom, and is read in the same way;
    ``ground`` is the law and section of its confidentiality, by default the case's own. A subject that is
    too long for the column is cut. Call it in the transaction of the act: the case's row is
    locked, so that the numbers have no gaps. Raises DomainError for acts on a closed case.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The register is only written inside the transaction of the act that it records.")
    case = (
        Application.objects.select_for_update()
        .annotate(is_closed=IS_CLOSED)
        .only("pk", "authority_id", "ground")
        .order_by()
        .get(pk=application.pk)
    )
    entries = RegisterEntry.objects.filter(application=application)
    if key and (known := entries.filter(kind=kind, key=key).first()) is not None:
        return known
    _require_open(case, kind)
    last = entries.aggregate(last=Max("number"))["last"] or 0
    with translation.override(language_of(application.authority)):
        words, other = _read(subject), _read(counterpart)
    return RegisterEntry.objects.create(
        application=application,
        authority_id=case.authority_id,
        number=last + 1,
        direction=direction,
        kind=kind,
        subject=words if len(words) <= LONGEST else words[: LONGEST - 1] + "…",
        counterpart=other[:LONGEST],
        document=document,
        ground=ground or case.ground,
        key=key,
        by=by,
    )


def _read(said: Said) -> str:
    return said() if callable(said) else str(said)


def enter_all(
    subjects: Mapping[int, str],
    *,
    kind: RegisterKind,
    direction: RegisterDirection,
    by: Any,
    key: str,
) -> None:
    """Append one entry to the register of each of many cases, by their keys, for one act on all of them.

    As ``enter``, in the transaction of the act; a case whose register has the ``key`` already gets none. The number of
    queries does not grow with the cases. Raises DomainError where one of them is closed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The register is only written inside the transaction of the act that it records.")
    # In the order of their keys, so that two acts on the same cases wait for each other instead of stopping each other.
    locked = Application.objects.select_for_update().annotate(is_closed=IS_CLOSED).order_by("pk")
    cases = {case.pk: case for case in locked.only("pk", "authority_id", "ground").filter(pk__in=subjects)}
    for case in cases.values():
        _require_open(case, kind)
    entries = RegisterEntry.objects.filter(application__in=subjects)
    known = set(entries.filter(kind=kind, key=key).values_list("application_id", flat=True))
    last = dict(
        entries.order_by()
        .values("application_id")
        .annotate(last=Max("number"))
        .values_list("application_id", "last")
    )
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            application_id=pk,
            authority_id=cases[pk].authority_id,
            ground=cases[pk].ground,
            number=last.get(pk, 0) + 1,
            direction=direction,
            kind=kind,
            subject=subject if len(subject) <= LONGEST else subject[: LONGEST - 1] + "…",
            key=key,
            by=by,
        )
        for pk, subject in subjects.items()
        if pk not in known
    )


def _require_open(case: Any, kind: RegisterKind) -> None:
    """Raise DomainError where the case is closed, and the act is not about what becomes of it."""
    if case.is_closed and kind not in ENTERED_AFTER_CLOSING:
        raise closed.refusal()
