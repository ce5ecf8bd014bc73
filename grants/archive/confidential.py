"""What of a case is not public: the office's notes, and the accounts of grantees with the proofs they were verified by."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from grants.archive.contents import Entry, Field, Part, entry_of, rows_of
from grants.models import Application, BankAccount, CaseNote, Screening
from portal.core.enums import DocumentKind
from portal.core.models import Document

FOLDER = "confidential"


@dataclass(frozen=True)
class Section:
    """One sort of what is not public, with why, and the documents that belong to it."""

    part: Part
    ground: str
    documents: list[Document]


def sections_of(application: Application) -> Iterator[Section]:
    """Yield what a case holds that is not public, in the active language; what it does not hold is left out.

    The ground is the case's own, where it has one: the law and its section. Elsewhere it is the promise on which the portal
    asked for it.
    """
    notes = [*(entry_of(row) for row in rows_of(CaseNote, application)), *_screening_notes(application)]
    if notes:
        yield Section(
            Part("notes", _("Notes of the office"), notes),
            application.ground or _("Notes of the office, which nobody outside of it reads"),
            [],
        )
    proofs = proofs_of(application)
    accounts = list(_accounts(application, proofs))
    if accounts:
        yield Section(
            Part("bank-accounts", _("Accounts of grantees, and what they were verified by"), accounts),
            application.ground or _("Accounts of grantees, which are shown to who verifies and pays"),
            proofs,
        )


def proofs_of(application: Application) -> list[Document]:
    """Return the proofs of accounts of a case, in the order in which they were stored."""
    accounts = rows_of(BankAccount, application).values_list("pk", flat=True)
    kind = ContentType.objects.get_for_model(BankAccount)
    kept = Document.objects.filter(content_type=kind, object_id__in=accounts, kind=DocumentKind.BANK_PROOF)
    return list(kept.order_by("pk"))


def _screening_notes(application: Application) -> Iterator[Entry]:
    """Yield what officers noted for colleagues when they screened the case, each with the authority whose note it is."""
    for screening in (
        rows_of(Screening, application).exclude(note="").select_related("screened_by", "authority")
    ):
        yield Entry(
            str(screening),
            [
                Field("note", _("Note for colleagues"), screening.note),
                _moment("screened-at", _("Screened"), screening.screened_at),
                Field("screened-by", _("Screened by"), str(screening.screened_by)),
            ],
        )


def _accounts(application: Application, proofs: list[Document]) -> Iterator[Entry]:
    of_account: dict[int, list[Document]] = defaultdict(list)
    for proof in proofs:
        of_account[proof.object_id].append(proof)
    for account in rows_of(BankAccount, application):
        entry = entry_of(account)
        entry.entries.extend(_proof(document) for document in of_account[account.pk])
        yield entry


def _proof(document: Document) -> Entry:
    return Entry(
        document.title,
        [
            Field("proof", _("Proof"), document.filename),
            _moment("stored", _("Stored"), document.created_at),
            Field("sha256", "SHA-256", document.sha256),
        ],
    )


def _moment(name: str, label: str, moment: datetime) -> Field:
    return Field(name, label, moment.isoformat(), moment)
