"""Copies of documents with passages hidden: made from what was hidden, proved, and kept."""

import hashlib
import json

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from grants.models import DisclosureItem
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.pdf.redaction import Hidden, redact, still_readable


class NotHidden(RuntimeError):
    """A copy still held what was to be hidden; it was not kept."""


def hidden_in(item: DisclosureItem) -> list[Hidden]:
    """Return what is hidden in the copy of a document."""
    return [Hidden(one.passage, one.page, one.ground) for one in item.redactions.all()]


def fingerprint(item: DisclosureItem, hidden: list[Hidden]) -> str:
    """Return what tells one copy from another: the original and everything that is hidden in it."""
    told = json.dumps([item.document.sha256, sorted((one.text, one.page or 0, one.label) for one in hidden)])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def current_copy(item: DisclosureItem) -> Document | None:
    """Return the copy in which exactly that is hidden which is to be hidden now; None where it is not made yet."""
    slot = fingerprint(item, hidden_in(item))
    return Document.objects.of(item).filter(kind=DocumentKind.REDACTED_COPY, slot=slot).first()


def copy_of(item: DisclosureItem) -> Document:
    """Make the copy of a document with its passages hidden, once for each set of passages.

    Raises NotHidden where a passage can still be read in what was made: nothing is kept then.
    """
    known = current_copy(item)
    if known is not None:
        return known
    request, original = item.request, item.document
    language = request.authority.languages[0] if request.authority.languages else settings.LANGUAGE_CODE
    hidden = hidden_in(item)
    with original.file.open("rb") as stored:
        content = stored.read()
    with translation.override(language):
        title = _("Copy of “%(title)s”") % {"title": original.title}
        note = _(
            "Passages are hidden in this copy, each on the ground that stands in its place: %(grounds)s."
        ) % {"grounds": "; ".join(sorted({one.label for one in hidden}))}
        made = redact(
            content,
            hidden,
            language=language,
            title=title,
            author=request.authority.organisation.names.in_language(language),
            note=note,
        )
    left = still_readable(made, hidden)
    if left:
        raise NotHidden(f"{len(left)} of {len(hidden)} passages can still be read")
    return documents.store(
        item,
        kind=DocumentKind.REDACTED_COPY,
        title=title[:300],
        filename=f"{request.diary_number.lower().replace(' ', '-')}-{item.pk}.pdf",
        content=made,
        media_type="application/pdf",
        language=language,
        slot=fingerprint(item, hidden),
    )
