"""The dossier of a partnership as a PDF: the whole relation, gathered from every app."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.pdf import REPORT, render_pdf
from portal.core.registry import Chapter, dossier_providers
from portal.reports.documents import Numbers, Tell, chapter_context, key_facts
from portal.reports.models import Dossier


def make(dossier: Dossier, tell: Tell) -> Document:
    """Make and store one version of a dossier, as its orderer sees the relation; stored already, it is returned."""
    partnership = Partnership.objects.select_related(
        "authority__organisation", "holder", "region", "counterpart", "officer"
    ).get(pk=dossier.partnership_id)
    with translation.override(dossier.language):
        providers = dossier_providers(Partnership)
        steps = len(providers) + 1
        chapters: list[Chapter] = []
        for done, provider in enumerate(providers):
            tell(done, steps, _("Gathering the facts"))
            chapters += provider(partnership, dossier.created_by, dossier.confidential)
        tell(steps - 1, steps, _("Setting the pages"))
        stored = documents.store(
            dossier,
            kind=DocumentKind.DOSSIER,
            title=title_of(partnership),
            filename=f"{partnership.slug}-{dossier.language}-v{dossier.version}.pdf",
            content=pdf_of(dossier, partnership, chapters),
            media_type="application/pdf",
            language=dossier.language,
            version=dossier.version,
            confidentiality=Confidentiality.RESTRICTED if dossier.confidential else Confidentiality.INTERNAL,
            by=dossier.created_by,
        )
        tell(steps, steps, "")
    return stored


def title_of(partnership: Partnership) -> str:
    """Return the dossier's title in the active language."""
    return _("Dossier: %(partnership)s") % {"partnership": partnership}


def pdf_of(dossier: Dossier, partnership: Partnership, chapters: list[Chapter]) -> bytes:
    """Return the dossier as a tagged PDF in the active language."""
    authority = str(partnership.authority)
    numbers = Numbers()
    readers = (
        _("For officers and administrators of the authority only: it names what is confidential.")
        if dossier.confidential
        else _("For the people of the authority who read its records.")
    )
    context = {
        "report": {
            "title": str(partnership),
            "subtitle": _("Dossier of a cultural cooperation"),
            "issuer": authority,
            "summary": readers,
            "edition": _("Version %(version)d, made on %(day)s")
            % {"version": dossier.version, "day": date_format(timezone.localdate(), "DATE_FORMAT")},
        },
        "chapters": [
            chapter_context(chapter, number, numbers, before=key_facts(chapter))
            for number, chapter in enumerate(chapters, start=1)
        ],
    }
    return render_pdf(
        "pdf/reports/dossier.html",
        context,
        language=dossier.language,
        title=f"{title_of(partnership)} – {authority}",
        author=authority,
        subject=_("Agreements, exchanges, dialogues, documents and money of one relation"),
        stylesheets=REPORT,
    )
