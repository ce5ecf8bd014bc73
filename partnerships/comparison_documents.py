"""The comparison of two texts of an agreement as a tagged PDF, stored beside the version it begins with."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from slugify import slugify

from partnerships import comparison, wording
from partnerships.models import AgreementVersion
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.pdf import render_pdf

STYLES = ("css/pdf.css", "css/pdf_comparison.css")
MEDIA_TYPE = "application/pdf"


def text_after(before: AgreementVersion, after: AgreementVersion | None) -> wording.Text:
    """Return the text that a version is compared with: another version's, or the one being worked on (None)."""
    return after.articles if after is not None else wording.text_of(before.agreement)


def slot_of(after: AgreementVersion | None, text: wording.Text, languages: Sequence[str]) -> str:
    """Return what tells two comparisons of one version apart: with what, and in which languages."""
    key = str(after.number) if after is not None else wording.hash_of(text)[:12]
    return f"to-{key}-{'.'.join(languages)}"


def stored(
    before: AgreementVersion, after: AgreementVersion | None, *, languages: Sequence[str], language: str
) -> Document | None:
    """Return the comparison if it has been made already.

    Parameters: ``languages`` are those of the texts, ``language`` is the reader's.
    """
    slot = slot_of(after, text_after(before, after), languages)
    made = Document.objects.of(before).filter(kind=DocumentKind.COMPARISON, slot=slot, language=language)
    return made.first()


def make(
    before: AgreementVersion,
    after: AgreementVersion | None,
    *,
    languages: Sequence[str],
    language: str,
    by: Any = None,
) -> Document:
    """Make and store the comparison, or return the one that is there already. Parameters: as `stored`."""
    known = stored(before, after, languages=languages, language=language)
    if known is not None:
        return known
    text = text_after(before, after)
    agreement = before.agreement
    with translation.override(language):
        labels = (
            str(before),
            str(after) if after is not None else _("The text as it stood when this was made"),
        )
        title = _("%(agreement)s: from %(before)s to %(after)s") % {
            "agreement": agreement.names,
            "before": labels[0],
            "after": labels[1],
        }
        content = _pdf(before, text, labels, title=title, languages=languages, language=language)
        stem = slugify(agreement.slug, max_length=60)
        name = after.number if after is not None else "text"
        return documents.store(
            before,
            kind=DocumentKind.COMPARISON,
            title=title[:300],
            filename=f"{stem}-{before.number}-{name}-{language}.pdf",
            content=content,
            media_type=MEDIA_TYPE,
            language=language,
            slot=slot_of(after, text, languages),
            by=by,
        )


def _pdf(
    before: AgreementVersion,
    text: wording.Text,
    labels: tuple[str, str],
    *,
    title: str,
    languages: Sequence[str],
    language: str,
) -> bytes:
    compared = comparison.compare(before.articles, text, languages=languages)
    authority = str(before.agreement.keeper)
    context = {
        "agreement": before.agreement,
        "authority": authority,
        "before": labels[0],
        "after": labels[1],
        "before_hash": before.text_hash,
        "after_hash": wording.hash_of(text),
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
        "legend_out": [(comparison.OUT, _("words"))],
        "legend_in": [(comparison.IN, _("words"))],
        "counts": compared.counts(),
        "different": compared.different,
        "unchanged": [article.number for article in compared.articles if not article.is_different],
    }
    return render_pdf(
        "pdf/partnerships/comparison.html",
        context,
        language=language,
        title=title,
        author=authority,
        subject=_("Comparison of two versions"),
        stylesheets=STYLES,
    )
