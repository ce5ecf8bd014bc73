"""A text as a Word document (ISO/IEC 29500), for people who go on writing it: headings, paragraphs and lists."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
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
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    "</Types>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Target="word/document.xml" Type="{OFFICE}/officeDocument"/>'
    "</Relationships>"
)
PARTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Target="styles.xml" Type="{OFFICE}/styles"/>'
    f'<Relationship Id="rId2" Target="numbering.xml" Type="{OFFICE}/numbering"/>'
    "</Relationships>"
)
HEADING, PARAGRAPH, POINT, NOTE = "Heading", "Normal", "ListParagraph", "Note"
# Half points of the headings' letters, by their level.
HEADING_SIZES = {1: 36, 2: 28, 3: 24}


@dataclass(frozen=True)
class Block:
    """A heading of a level from 1, a paragraph, a point of a list, or a note in small letters."""

    text: str
    kind: str = PARAGRAPH
    level: int = 1

    @property
    def style(self) -> str:
        """The name of its style."""
        return f"{HEADING}{self.level}" if self.kind == HEADING else self.kind


def _heading_style(level: int, size: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:styles xmlns:w="{NAMESPACE}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(_heading_style(level, size) for level, size in HEADING_SIZES.items())
    + '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="18"/><w:color w:val="5B6670"/></w:rPr></w:style></w:styles>'
)
NUMBERING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def write_docx(heading: str, paragraphs: Sequence[str], *, language: str) -> bytes:
    """Return the document's bytes, with the language marked for the spelling checker.

    Parameters: line breaks inside a paragraph stay line breaks; ``language`` is a BCP 47 code.
    """
    return write_blocks([Block(heading, HEADING), *map(Block, paragraphs)], language=language)


def write_blocks(blocks: Sequence[Block], *, language: str) -> bytes:
    """Return the bytes of a document of headings, paragraphs, points and notes. Parameters: as `write_docx`."""
    body = "".join(_paragraph(block.text, block.style) for block in blocks)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": PARTS,
        "word/styles.xml": STYLES.replace("{language}", escape(language)),
        "word/numbering.xml": NUMBERING,
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
