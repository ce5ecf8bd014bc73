"""The one way from a template to a PDF."""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from portal.core.pdf import variant
from portal.core.pdf.fetcher import BASE_URL, LocalFetcher, static_path

FONTS_CSS = Path(__file__).resolve().parent / "fonts.css"
LETTER = ("css/pdf.css",)
REPORT = ("css/pdf.css", "css/pdf_report.css")

variant.register()


class _Kit(threading.local):
    """What all documents of a thread share: fetcher, fonts and parsed style sheets.

    Half of a letter's cost is building these, and they grow in memory if built for each (measured.md). Fonts
    are Pango's, which is not safe between threads.
    """

    def __init__(self) -> None:
        self.fetcher = LocalFetcher()
        self.fonts = FontConfiguration()
        self.colours = variant.colour_profiles()
        self.sheets: dict[tuple[Path, float], CSS] = {}

    def sheet(self, path: Path) -> CSS:
        """Return the parsed style sheet, read again only if its file is another."""
        key = (path, path.stat().st_mtime)
        if key not in self.sheets:
            self.sheets[key] = CSS(
                string=path.read_text(encoding="utf-8"),
                base_url=path.as_uri(),
                url_fetcher=self.fetcher,
                font_config=self.fonts,
            )
        return self.sheets[key]


_kit = _Kit()


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    author: str,
    subject: str = "",
    keywords: Sequence[str] = (),
    created: datetime | None = None,
    stylesheets: Sequence[str] = LETTER,
    archival: bool = True,
) -> bytes:
    """Render a template as a tagged PDF: PDF/UA-1, and PDF/A-3a unless `archival` is off.

    The template extends `pdf/base.html` (or `pdf/letter.html`, `pdf/report.html`) and finds the metadata as
    `pdf`. Nothing is fetched from a network; a picture that cannot be loaded is left out and logged.

    Parameters:
        language: BCP 47 code; the template is rendered, and the document marked, in it.
        title: shown in the window's title and announced first.
        author: the body that issues the document.
        created: moment of issue, with time zone; now if left out.
        stylesheets: static names, `LETTER` or `REPORT`.

    Raises:
        FileNotFoundError: a style sheet is missing.
        TemplateDoesNotExist: the template is missing.
    """
    moment = timezone.localtime(created or timezone.now())
    pdf = {
        "language": language,
        "title": title,
        "author": author,
        "subject": subject,
        "keywords": ", ".join(keywords),
        "created": moment.isoformat(timespec="seconds"),
        "moment": moment,
    }
    with translation.override(language):
        markup = render_to_string(template, {**context, "pdf": pdf})
    document = HTML(string=markup, base_url=BASE_URL, url_fetcher=_kit.fetcher)
    sheets = [_kit.sheet(FONTS_CSS), *(_kit.sheet(static_path(name)) for name in stylesheets)]
    written = document.write_pdf(
        stylesheets=sheets,
        font_config=_kit.fonts,
        color_profiles=dict(_kit.colours),
        presentational_hints=True,  # a column's share of a table is data, not a style
        pdf_variant=variant.NAME if archival else variant.UA_ONLY,
    )
    assert written is not None  # noqa: S101 - WeasyPrint returns None only if given a file to write to
    return bytes(written)
