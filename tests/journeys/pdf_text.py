"""Reads the text of a PDF as a copy-and-paste would give it."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

NEW_PLACE = frozenset({"Td", "TD", "Tm", "T*", "ET"})


def text_of(page: pikepdf.Page) -> str:
    """Return the text of a page, with spaces where the writing moves to another place.

    Raises:
        AssertionError: when a character has no glyph and would print as a box.
    """
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    return re.sub(r"\s+", " ", "".join(_shown(page, fonts)))


def _shown(page: Any, fonts: dict[str, dict[bytes, str]]) -> Iterator[str]:
    characters: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            characters = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            parts = operands[0] if operator == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    yield _decoded(bytes(part), characters)
        elif operator in NEW_PLACE:
            yield " "
    for name, form in page.get("/Resources", {}).get("/XObject", {}).items():
        assert name
        if form.get("/Subtype") == "/Form" and "/Resources" in form:
            inner = {key: _characters(font) for key, font in form.Resources.get("/Font", {}).items()}
            yield from _shown(form, inner)


def _decoded(codes: bytes, characters: dict[bytes, str]) -> str:
    found = ""
    for place in range(0, len(codes), 2):
        code = codes[place : place + 2]
        assert code != b"\x00\x00", f"a box instead of a character after {found!r}"
        found += characters.get(code, "")
    return found


def _characters(font: Any) -> dict[bytes, str]:
    """Return a font's ToUnicode map."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$", table, re.M)
    }
