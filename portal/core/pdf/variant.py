"""A PDF variant of our own: PDF/UA-1 for people and PDF/A-3a for archives, in one file.

WeasyPrint writes either identification; the file has to carry both in one metadata stream, uncompressed. And
header cells get the Scope that ISO 32000-1, 14.8.5.7 knows and assistive technology asks for, which
WeasyPrint leaves out.
"""

from importlib.resources import files
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pydyf  # type: ignore[import-untyped]
from weasyprint.css import ColorProfile
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.metadata import NS

NAME = "portal/pdf/a-3a+pdf/ua-1"  # WeasyPrint looks for "pdf/a" in the name when it writes the output intent
SRGB = "portal-srgb"
UA_ONLY = "portal/pdf/ua-1"

# PDF/A allows only the properties it knows: ISO 19005-3, 6.6.2.3 asks that PDF/UA's own be declared in this form.
EXTENSION = f"""
<rdf:Description xmlns:rdf="{NS["rdf"]}" rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{NS["pdfuaid"]}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
for _name in ("Extension", "Schema", "Property"):
    _end = "/" if _name == "Extension" else "#"
    ElementTree.register_namespace(f"pdfa{_name}", f"http://www.aiim.org/pdfa/ns/{_name.lower()}{_end}")


def colour_profiles() -> dict[str, ColorProfile]:
    """Return sRGB under the name that our variant intends; WeasyPrint's own leaves its file open each time."""
    with (files("weasyprint.pdf") / "sRGB2014.icc").open("rb") as file:
        profile = ColorProfile(file, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    return {SRGB: profile}


def register() -> None:
    """Add our variants to those that WeasyPrint knows; harmless when done again."""
    _, archival = VARIANTS["pdf/a-3a"]
    _, accessible = VARIANTS["pdf/ua-1"]
    VARIANTS[NAME] = (_accessible_and_archival, {**archival, **accessible, "output_intent": SRGB})
    VARIANTS[UA_ONLY] = (_accessible, accessible)


def _accessible(pdf: Any, document: Any, page_streams: Any, attachments: Any, compress: bool) -> None:
    VARIANTS["pdf/ua-1"][0](pdf, document, page_streams, attachments, compress)
    _finish(pdf)


def _accessible_and_archival(
    pdf: Any, document: Any, page_streams: Any, attachments: Any, compress: bool
) -> None:
    metadata = _Metadata(document.metadata)
    VARIANTS["pdf/a-3a"][0](pdf, SimpleNamespace(metadata=metadata), page_streams, attachments, False)
    _finish(pdf)


class _Metadata:
    """A document's metadata that name both standards."""

    def __init__(self, metadata: Any) -> None:
        self._metadata = metadata

    def include_in_pdf(self, pdf: Any, variant: str, version: int, conformance: str, compress: bool) -> None:
        """Write the stream as WeasyPrint does, with the second identification in the same RDF."""
        rdf = ElementTree.fromstring(  # noqa: S314 - written by WeasyPrint a moment ago
            self._metadata.generate_rdf_metadata(variant, version, conformance)
        )
        ua = ElementTree.SubElement(rdf, f"{{{NS['rdf']}}}Description")
        ua.set(f"{{{NS['rdf']}}}about", "")
        ua.set(f"{{{NS['pdfuaid']}}}part", "1")
        rdf.append(ElementTree.fromstring(EXTENSION))  # noqa: S314 - ours
        packet = b"\n".join(
            (
                b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>',
                b'<x:xmpmeta xmlns:x="adobe:ns:meta/">',
                ElementTree.tostring(rdf, encoding="utf-8").split(b"?>\n", 1)[-1],
                b"</x:xmpmeta>",
                b'<?xpacket end="r"?>',
            )
        )
        stream = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"}, compress)
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference


def _finish(pdf: Any) -> None:
    """Say of each header cell what it heads: its column in a table's head, its row in the body."""
    for element in pdf.objects:
        if not (isinstance(element, dict) and element.get("S") == "/TH"):
            continue
        row = _object(pdf, element["P"])
        group = _object(pdf, row["P"])
        scope = "/Row" if group.get("S") in ("/TBody", "/TFoot") else "/Column"
        element.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
