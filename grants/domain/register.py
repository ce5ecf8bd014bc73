"""The register of a case: every act that an auditor would ask for enters itself here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
        subject=_cut(words),
        counterpart=other[:LONGEST],
        document=document,
        ground=ground or case.ground,
        key=key,
        by=by,
    )


def _read(said: Said) -> str:
    return said() if callable(said) else str(said)


@dataclass(frozen=True)
class Entry:
    """What an act on many cases enters into the register of one of them; a known ``key`` of its kind enters nothing."""

    case: int
    subject: str
    key: str


def enter_all(
    entries: Sequence[Entry],
    *,
    kind: RegisterKind,
    direction: RegisterDirection,
    by: Any,
    counterpart: str = "",
) -> None:
    """Append entries to the registers of many cases for one act on all of them; a case may have several, in their order.

    As ``enter``, in the transaction of the act. The number of queries does not grow with the cases, and of the cases
    nothing is read but what an entry repeats. Raises DomainError where one of them is closed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The register is only written inside the transaction of the act that it records.")
    keys = {one.case for one in entries}
    # In the order of their keys, so that two acts on the same cases wait for each other instead of stopping each other.
    locked = Application.objects.select_for_update().annotate(is_closed=IS_CLOSED).order_by("pk")
    cases = {case.pk: case for case in locked.only("pk", "authority_id", "ground").filter(pk__in=keys)}
    for case in cases.values():
        _require_open(case, kind)
    there = RegisterEntry.objects.filter(application__in=keys).order_by()
    known = set(
        there.filter(kind=kind, key__in={one.key for one in entries}).values_list("application_id", "key")
    )
    last = Counter(
        dict(
            there.values("application_id").annotate(last=Max("number")).values_list("application_id", "last")
        )
    )
    made = []
    for one in entries:
        if one.key and (one.case, one.key) in known:
            continue
        known.add((one.case, one.key))
        last[one.case] += 1
        made.append(
            RegisterEntry(
                application_id=one.case,
                authority_id=cases[one.case].authority_id,
                ground=cases[one.case].ground,
                number=last[one.case],
                direction=direction,
                kind=kind,
                subject=_cut(one.subject),
                counterpart=counterpart[:LONGEST],
                key=one.key,
                by=by,
            )
        )
    RegisterEntry.objects.bulk_create(made)


def _cut(subject: str) -> str:
    return subject if len(subject) <= LONGEST else subject[: LONGEST - 1] + "…"


def _require_open(case: Any, kind: RegisterKind) -> None:
    """Raise DomainError where the case is closed, and the act is not about what becomes of it."""
    if case.is_closed and kind not in ENTERED_AFTER_CLOSING:
        raise closed.refusal()
