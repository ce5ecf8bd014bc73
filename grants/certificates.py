"""The certificate of a destruction: what was destroyed and anonymised, on which ground, and no word of whom it was about."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _

from grants.enums.closing import RetentionAction
from grants.models import Destruction
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_date, say_moment
from portal.core.pdf import Column, Table, render_pdf

# More checksums than people look through: the one over all of them stands for the rest, which the row keeps.
PRINTED = 500


def certificate(destruction: Destruction, digests: Sequence[str]) -> Document:
    """Store the certificate of a destruction, once, in the first language of its authority."""
    authority = destruction.authority
    first = authority.languages[0] if authority.languages else ""
    language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        title = _("Certificate of destruction %(number)s") % {"number": destruction.pk}
        context = _context(destruction, digests, language)
    content = render_pdf(
        "pdf/grants/certificate.html",
        context,
        language=language,
        title=title,
        author=context["sender"]["name"],
        created=destruction.finished_at,
    )
    return documents.store(
        destruction,
        kind=DocumentKind.DESTRUCTION_CERTIFICATE,
        title=title,
        filename="-".join(title.lower().split()) + ".pdf",
        content=content,
        media_type="application/pdf",
        language=language,
    )


def _context(destruction: Destruction, digests: Sequence[str], language: str) -> dict[str, Any]:
    authority, zone = destruction.authority, destruction.authority.time_zone
    moments = [
        (_("Proposed"), destruction.proposed_at),
        (_("Confirmed by somebody else"), destruction.confirmed_at),
        (_("Carried out"), destruction.finished_at),
    ]
    return {
        "sender": {"name": authority.organisation.names.in_language(language)},
        "heading": _("Certificate of destruction %(number)s") % {"number": destruction.pk},
        "facts": [
            (_("Fell due until"), say_date(destruction.due_on)),
            *((words, say_moment(moment, zone)) for words, moment in moments if moment is not None),
            (_("Checksum of all checksums (SHA-256)"), destruction.sha256),
        ],
        "classes": _classes(destruction),
        "grounds": [(one["class"], one["ground"]) for one in destruction.counts],
        "digests": digests[:PRINTED],
        "more": len(digests) - PRINTED,
    }


def _classes(destruction: Destruction) -> Table:
    return Table(
        caption=_("What was taken away"),
        columns=[
            Column(_("Class"), share=30),
            Column(_("What happened"), share=25),
            Column(_("Cases and papers"), kind="number", share=9),
            Column(_("Records"), kind="number", share=9),
            Column(_("Files"), kind="number", share=9),
            Column(_("Size"), kind="number", share=9),
            Column(_("Held"), kind="number", share=9),
        ],
        rows=[
            [
                one["class"],
                str(RetentionAction(one["action"]).label),
                one["cases"],
                one["rows"],
                one["files"],
                filesizeformat(one["size"]),
                one["held"],
            ]
            for one in destruction.counts
        ],
        note=_("What somebody had placed a hold on was left out."),
    )
