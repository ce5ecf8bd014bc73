"""From what vl-convert draws to SVG that a page with a strict CSP may carry: small, classed, named."""

import hashlib
import re
from xml.etree import ElementTree

from portal.core.charts import theme

SVG = "http://www.w3.org/2000/svg"

DROPPED = {
    "class",
    "pointer-events",
    "clip-path",
    "font-family",
    "style",
    "version",
    "stroke-miterlimit",
}
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
FONTS = "'Source Sans 3', 'Noto Sans', sans-serif"


def finish(drawn: str, *, title: str, alt: str, layer: str = "") -> str:
    """Return vl-convert's SVG made fit for a page.

    Kept are shapes and text (as text). Dropped are styles, clip paths, empty frames and vega's own aria
    roles, which would read every bar aloud; the picture is one image with a name and a description. Colours
    get the classes of `theme.NAMES`. `layer` is markup of ours drawn on top.

    Raises:
        ElementTree.ParseError: the drawing is no XML.
    """
    root = ElementTree.fromstring(drawn)  # noqa: S314 - vl-convert's own drawing
    _clean(root)
    for defs in root.findall("defs"):
        root.remove(defs)
    body = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    return wrap(body + layer, width=width, height=height, title=title, alt=alt)


def wrap(body: str, *, width: float, height: float, title: str, alt: str, image: bool = True) -> str:
    """Return a whole `<svg>` around `body`: sized by its viewBox, named by `title`, described by `alt`.

    `image=False` is for a drawing with links in it: it is then a group, whose links can be reached.
    """
    ident = "pic-" + hashlib.sha256((f"{width:g}" + title + alt + body).encode()).hexdigest()[:10]
    role = "img" if image else "group"
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f' class="picture-svg" role="{role}" aria-labelledby="{ident}-t {ident}-d" font-family="{FONTS}">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(alt)}</desc>{body}</svg>'
    )


def escape(text: str) -> str:
    """Return text as XML content or attribute value; control characters, which XML forbids, are left out."""
    text = "".join(c for c in text if c >= " " or c in "\t\n")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def rename_ids(markup: str, prefix: str) -> str:
    """Return the SVG with `prefix` in all of its ids."""
    return re.sub(r"\bpic-([0-9a-f]{10})", rf"pic-{prefix}-\1", markup)


def _clean(element: ElementTree.Element) -> bool:
    """Clean an element and what is in it; return whether anything to be seen is left."""
    tag = element.tag = element.tag.rpartition("}")[2]  # ElementTree's prefixes are global: do without
    for name in list(element.attrib):
        if name in DROPPED or name.startswith(("aria-", "role")):
            del element.attrib[name]
    for name, value in element.attrib.items():
        element.set(name, NUMBER.sub(_rounded, value))
    _drop_defaults(element)
    _class(element)
    for child in list(element):
        if not _clean(child):
            element.remove(child)
    if tag in ("svg", "defs"):
        return True
    if tag == "text":
        return bool("".join(element.itertext()).strip())
    if tag in ("g", "a"):
        return len(element) > 0
    return bool(element.get("fill") or element.get("stroke") or tag in ("tspan", "title"))


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 1):g}"


def _drop_defaults(element: ElementTree.Element) -> None:
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    if element.get("transform") in ("translate(0,0)", "translate(0.5,0.5)"):
        del element.attrib["transform"]
    if element.tag == "g":
        for name in ("fill", "stroke"):
            element.attrib.pop(name, None)
    elif element.tag not in ("text", "tspan") and element.get("stroke") and not element.get("fill"):
        element.set("fill", "none")


def _class(element: ElementTree.Element) -> None:
    classes = [
        f"pic-{kind}-{theme.NAMES[colour]}"
        for kind in ("fill", "stroke")
        if (colour := (element.get(kind) or "").lower()) in theme.NAMES
    ]
    if classes:
        element.set("class", " ".join(classes))
