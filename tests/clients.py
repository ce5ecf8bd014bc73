"""A test client that reads every page as strictly as people with other browsers than ours would need it."""

import hashlib
import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.test import Client

XHTML = "{http://www.w3.org/1999/xhtml}"
# Pages that others have made: how they are built is not ours to hold to account.
FOREIGN_PAGES = ("/admin/",)
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


class MissingVariable(str):
    """What a template variable that nobody filled turns into: empty for filters and conditions, an error on paper."""

    __slots__ = ()

    def __html__(self) -> str:
        """Fail when it would be printed by one of our own templates."""
        node = _printing_node()
        origin = getattr(node, "origin", None)
        if origin is not None and Path(origin.name).is_relative_to(settings.BASE_DIR / "templates"):
            raise AssertionError(f"{origin.name}: nobody filled {node!r}")
        return ""


def _printing_node() -> Node | None:
    frame = inspect.currentframe()
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node):
            return node
        frame = frame.f_back
    return None


@contextmanager
def missing_variables_fail() -> Iterator[None]:
    """Let templates of ours fail where they print a variable that does not exist."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    before, engine.string_if_invalid = engine.string_if_invalid, MissingVariable()
    try:
        yield
    finally:
        engine.string_if_invalid = before


class StrictClient(Client):
    """Asks the portal like a browser; fails for unsound HTML, unfilled variables, and what the strict CSP forbids."""

    def request(self, **request: Any) -> Any:
        """Ask, and hold a page that comes back to the rules of the house."""
        with missing_variables_fail():
            response = super().request(**request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content and not request["PATH_INFO"].startswith(FOREIGN_PAGES):
            page = response.content.decode()
            check_page(page, part="HTTP_HX_REQUEST" in request or "<html" not in page)
        return response


# Pages that were found to be sound, by their digests: the same refusal is met at hundreds of addresses.
_sound: set[bytes] = set()
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


def check_page(page: str, *, part: bool = False) -> None:
    """Fail unless the page (or the part of one that htmx asked for) is sound HTML that the CSP lets work."""
    digest = hashlib.sha256(f"{part} {TOKEN.sub('', page)}".encode()).digest()
    if digest not in _sound:
        _check_page(page, part=part)
        _sound.add(digest)


def _check_page(page: str, *, part: bool) -> None:
    # A form shows again what was typed, control characters included; browsers draw those as a box.
    page = CONTROL_CHARACTERS.sub("\ufffd", page)
    parser = html5lib.HTMLParser(strict=True)
    if part and not page.lstrip().lower().startswith("<!doctype"):
        # Rows and cells are sound only inside a table, and htmx puts them there.
        container = "tbody" if re.match(r"\s*<tr\b", page) else "div"
        root = parser.parseFragment(page, container=container)
    else:
        root = parser.parse(page)
    seen: set[str] = set()
    for element in root.iter():
        _check_element(element, seen)


def _check_element(element: ElementTree.Element, seen: set[str]) -> None:
    if not isinstance(element.tag, str):  # a comment
        return
    name = element.tag.removeprefix(XHTML)
    shown = f"<{name} {element.attrib}>"
    for attribute in element.attrib:
        is_bare = isinstance(attribute, str)
        assert not (is_bare and attribute.startswith("on")), (
            f"the CSP forbids handlers in attributes: {shown}"
        )
    assert "style" not in element.attrib, f"the CSP forbids styles in attributes: {shown}"
    if name == "script":
        is_data = element.get("type", "").endswith("json")
        assert is_data or "src" in element.attrib, f"the CSP forbids scripts in the page: {shown}"
    assert name != "style", "the CSP forbids styles in the page"
    if identifier := element.get("id"):
        assert identifier not in seen, f"two elements have the id {identifier!r}"
        seen.add(identifier)
