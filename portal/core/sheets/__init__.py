"""Registers that people keep in files of their own: opened safely, guessed at, read row by row, and written back."""

from portal.core.sheets.kinds import SheetKind, SheetProblem, check
from portal.core.sheets.layout import Layout, combined_headers
from portal.core.sheets.reading import Workbook, open_workbook
from portal.core.sheets.writing import MEDIA_TYPES, write

__all__ = [
    "MEDIA_TYPES",
    "Layout",
    "SheetKind",
    "SheetProblem",
    "Workbook",
    "check",
    "combined_headers",
    "open_workbook",
    "write",
]
