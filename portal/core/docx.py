"""A text as a Word document (ISO/IEC 29500), for people who go on writing it: a heading and plain paragraphs."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The same text gives the same bytes: no time of writing in the archive.
LONG_AGO = (1980, 1, 1, 0, 0, 0)

TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    "</Types>"
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)
STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:styles xmlns:w="{NAMESPACE}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>'
)


def write_docx(heading: str, paragraphs: Sequence[str], *, language: str) -> bytes:
    """Return the document's bytes, with the language marked for the spelling checker.

    Parameters: line breaks inside a paragraph stay line breaks; ``language`` is a BCP 47 code.
    """
    body = _paragraph(heading, "Heading1") + "".join(_paragraph(text) for text in paragraphs)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(target="word/document.xml", kind="officeDocument"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": RELATIONS.format(target="styles.xml", kind="styles"),
        "word/styles.xml": STYLES.replace("{language}", escape(language)),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return file.getvalue()


def _paragraph(text: str, style: str = "Normal") -> str:
    lines = [
        f'<w:r><w:t xml:space="preserve">{escape(_clean(line))}</w:t></w:r>' for line in text.split("\n")
    ]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"<w:r><w:br/></w:r>".join(lines)}</w:p>'


def _clean(line: str) -> str:
    """Leave out control characters, which no XML can hold."""
    return "".join(character for character in line if character >= " " or character == "\t")
