"""From a template to a PDF that people, screen readers and archives can read."""

from portal.core.pdf.check import check_pdf
from portal.core.pdf.render import LETTER, REPORT, render_pdf
from portal.core.pdf.tables import Column, Table

__all__ = ["LETTER", "REPORT", "Column", "Table", "check_pdf", "render_pdf"]
