"""Is this PDF one that a screen reader can read? The structure, looked at with pikepdf."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def check_pdf(content: bytes) -> list[str]:
    """Return what a PDF lacks of a readable structure, as sentences; none if all is there.

    Asked are the catalogue's marks (ISO 14289-1, 7.1), a title and its display, the language, the structure
    of every page, the tab order, the alternative of each figure and the scope of each header cell.

    Raises:
        pikepdf.PdfError: the content is no PDF.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        problems = list(_catalogue(pdf))
        if "/StructTreeRoot" not in pdf.Root:
            return [*problems, "The document has no structure tree."]
        elements = list(_elements(pdf.Root.StructTreeRoot.get("/K")))
        problems += _pages(pdf, elements)
        problems += _content(elements)
        return problems


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)):
        yield "The document does not say that it is tagged (MarkInfo)."
    if not str(root.get("/Lang", "")):
        yield "The document has no language."
    if not bool(root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)):
        yield "The window would show the file's name instead of the title (DisplayDocTitle)."
    if not str(pdf.docinfo.get("/Title", "")):
        yield "The document has no title."
    if "/Metadata" not in root:
        yield "The document has no metadata (XMP)."


def _elements(kids: Any) -> Iterator[Any]:
    """Yield the structure elements below, in reading order; marked content and object references are not
    theirs.
    """
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid.get("/K"))


def _pages(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    structured = {element.Pg.objgen for element in elements if "/Pg" in element}
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.objgen not in structured:
            yield f"Page {number} is not in the structure tree."
        if page.obj.get("/Tabs") != pikepdf.Name.S:
            yield f"Page {number} has no tab order by structure (Tabs)."


def _content(elements: list[Any]) -> Iterator[str]:
    for element in elements:
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "A figure has no text alternative."
        if kind == "/TH" and str(_attribute(element, "/Scope")) not in ("/Row", "/Column", "/Both"):
            yield "A header cell does not say what it heads (Scope)."


def _attribute(element: Any, name: str) -> Any:
    attributes = element.get("/A")
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return None
