"""The annual report as a PDF, and its figures as a spreadsheet."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.core import documents
from portal.core.amounts import format_number
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.pdf import REPORT, Column, render_pdf
from portal.core.pdf import Table as PdfTable
from portal.core.registry import Chapter, Section, Table, chapter_builders
from portal.core.spreadsheets import MEDIA_TYPE, Sheet, write_xlsx
from portal.reports import overview
from portal.reports.models import AnnualReport

SHORT = 14  # rows; a table of no more stays on one page
WIDTH, LINE, NARROWEST, GUTTER = 96, 30, 6, 5  # letters: of a page, of a cell, of a column, between columns

# Called with the steps done, the steps in all, and what comes next.
Tell = Callable[[int, int, str], None]


def make(report: AnnualReport, tell: Tell) -> list[Document]:
    """Make and store both documents of a report; those already stored are returned as they are."""
    with translation.override(report.language):
        builders = chapter_builders()
        steps = len(builders) + 2
        chapters = []
        for done, build in enumerate(builders):
            tell(done, steps, _("Gathering the facts"))
            chapters.append(build(report.authority, report.year))
        tell(steps - 2, steps, _("Writing the spreadsheet"))
        figures = _store_figures(report, chapters)
        tell(steps - 1, steps, _("Setting the pages"))
        pages = _store_pages(report, chapters)
        tell(steps, steps, "")
    return [pages, figures]


def title_of(report: AnnualReport) -> str:
    """Return the report's title in the active language."""
    return _("Annual report %(year)d") % {"year": report.year}


def _store_pages(report: AnnualReport, chapters: Sequence[Chapter]) -> Document:
    return documents.store(
        report,
        kind=DocumentKind.ANNUAL_REPORT,
        title=f"{title_of(report)}, {report.authority}",
        filename=_filename(report, "pdf"),
        content=pdf_of(report, chapters),
        media_type="application/pdf",
        language=report.language,
        version=report.version,
        by=report.created_by,
    )


def _store_figures(report: AnnualReport, chapters: Sequence[Chapter]) -> Document:
    sheets = sheets_of(report, chapters)
    AnnualReport.objects.filter(pk=report.pk).update(
        figures={sheet.name: [list(sheet.columns), *sheet.rows] for sheet in sheets}
    )
    with write_xlsx(sheets) as file:
        content = file.read()
    return documents.store(
        report,
        kind=DocumentKind.ANNUAL_FIGURES,
        title=_("Figures of %(report)s, %(authority)s")
        % {"report": title_of(report), "authority": report.authority},
        filename=_filename(report, "xlsx"),
        content=content,
        media_type=MEDIA_TYPE,
        language=report.language,
        version=report.version,
        by=report.created_by,
    )


def _filename(report: AnnualReport, ending: str) -> str:
    return f"{report.authority.slug}-{report.year}-{report.language}-v{report.version}.{ending}"


# --- Pages ----------------------------------------------------------------------------------------


def pdf_of(report: AnnualReport, chapters: Sequence[Chapter]) -> bytes:
    """Return the report as a tagged PDF in the active language."""
    numbering = Numbers()
    context = {
        "report": {
            "title": title_of(report),
            "subtitle": _("International cultural cooperation"),
            "issuer": str(report.authority),
            "year": report.year,
            "edition": _("Version %(version)d, made on %(day)s")
            % {"version": report.version, "day": date_format(timezone.localdate(), "DATE_FORMAT")},
            "picture": overview.cover_picture(report.authority, report.year),
        },
        "chapters": [
            _overview_context(report, chapters),
            *(
                chapter_context(chapter, number, numbering)
                for number, chapter in enumerate(chapters, start=1)
            ),
        ],
    }
    return render_pdf(
        "pdf/reports/annual_report.html",
        context,
        language=report.language,
        title=f"{title_of(report)} – {report.authority}",
        author=str(report.authority),
        subject=_("Agreements, exchanges and grants of a year"),
        stylesheets=REPORT,
    )


def _overview_context(report: AnnualReport, chapters: Sequence[Chapter]) -> dict[str, Any]:
    return {
        "ident": "overview",
        "title": _("At a glance"),
        "lead": overview.lead(report.authority, report.year),
        "sections": [],
        "body": render_to_string("pdf/reports/overview.html", {"summaries": overview.summaries(chapters)}),
    }


class Numbers:
    """Counts the report's figures through all chapters."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def key_facts(chapter: Chapter) -> SafeString:
    """Return a chapter's large figures, to be set before its sections."""
    rows = overview.figure_rows(chapter.facts)
    return render_to_string("pdf/reports/key_facts.html", {"rows": rows})


def chapter_context(
    chapter: Chapter, number: int, numbers: Numbers, *, before: SafeString | None = None
) -> dict[str, Any]:
    """Return a chapter as the template of a report takes it; ``before`` is set ahead of its sections."""
    ident = f"chapter-{number}"
    sections = [
        {
            "ident": f"{ident}-{position}",
            "title": section.title,
            "paragraphs": section.paragraphs,
            "pictures": [{"number": numbers.next(), "picture": picture} for picture in section.pictures],
            "tables": [
                {"table": _pdf_table(table, section.title), "short": len(table.rows) <= SHORT}
                for table in section.tables
            ],
        }
        for position, section in enumerate(chapter.sections, start=1)
    ]
    body: SafeString = render_to_string("pdf/reports/chapter.html", {"sections": sections})
    return {
        "ident": ident,
        "number": number,
        "title": chapter.title,
        "lead": chapter.lead,
        "sections": sections,
        "body": body if before is None else before + body,
        "brief": not sections,
    }


def _pdf_table(table: Table, heading: str) -> PdfTable:
    """Return a table to be set; its title is left out where the heading above it says the same."""
    rows = [[readable(cell) for cell in row] for row in table.rows]
    heads = [str(label) for label in table.columns]
    columns = [
        Column(head, "number" if place in table.numeric else "text", share)
        for place, (head, share) in enumerate(zip(heads, _shares(heads, rows), strict=True))
    ]
    caption = "" if table.title == heading else table.title
    return PdfTable(caption=caption, columns=columns, rows=rows, note=table.note)


def _shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return each column's share of the width in per cent: its longest word fits, then its longest text up to a line."""
    least, more = [], []
    for place, head in enumerate(heads):
        texts = [row[place] for row in rows]
        longest = max((len(text) for text in texts), default=0)
        word = max(len(part) for text in [head, *texts] for part in (text.split() or [""]))
        needed = max(min(word, LINE // 2), NARROWEST)
        least.append(needed + GUTTER)
        more.append(max(min(longest, LINE) - needed, 0))
    rest = max(WIDTH - sum(least), 0) / (sum(more) or 1)
    weights = [needed + rest * wished for needed, wished in zip(least, more, strict=True)]
    shares = [int(100 * weight / sum(weights)) for weight in weights]
    shares[0] += 100 - sum(shares)
    return shares


def readable(cell: Any) -> str:
    """Return a cell as people read it in the active language; nothing known is a dash."""
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return format_number(cell)
    return str(cell)


# --- Figures --------------------------------------------------------------------------------------


def sheets_of(report: AnnualReport, chapters: Sequence[Chapter]) -> list[Sheet]:
    """Return a sheet for each table of the report, and before them one that says what the file is."""
    about = Sheet(
        _("About"),
        [_("What"), _("Value")],
        [
            [_("Report"), title_of(report)],
            [_("Authority"), str(report.authority)],
            [_("Version"), report.version],
            [_("Made on"), timezone.localdate().isoformat()],
        ],
    )
    taken: set[str] = {about.name}
    sheets = [about]
    for chapter in chapters:
        if chapter.facts:
            sheets.append(
                Sheet(
                    _free(chapter.title, taken),
                    [_("What"), _("Value")],
                    [[str(label), str(value)] for label, value in chapter.facts],
                )
            )
        sheets.extend(_sheet(table, taken) for section in chapter.sections for table in _tables(section))
    return sheets


def _tables(section: Section) -> list[Table]:
    drawn = [
        Table(picture.title, picture.columns, picture.rows, picture.source) for picture in section.pictures
    ]
    told = {table.title for table in section.tables}
    return [*section.tables, *(table for table in drawn if table.title not in told)]


def _sheet(table: Table, taken: set[str]) -> Sheet:
    """Return a table as a sheet: exact numbers as numbers, uncertain ones in their words (domain.md X02)."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    if table.note:
        rows.append([table.note, *[None] * (len(table.columns) - 1)])
    return Sheet(_free(table.title, taken), [str(column) for column in table.columns], rows)


def _cell(cell: Any) -> Any:
    if cell is None or isinstance(cell, int | str):
        return cell
    return float(cell) if isinstance(cell, Decimal) else str(cell)


def _free(name: str, taken: set[str]) -> str:
    """Return the name, cut to what a sheet may be called, with a number where it is taken."""
    base = name[:27].strip()
    found, number = base, 2
    while found.lower() in {known.lower() for known in taken}:
        found, number = f"{base} {number}", number + 1
    taken.add(found)
    return found
